"""The rows of the tracker: the same for pages, files and feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Nullable, Select, exists, func, select

from beraad.assemblies.models import Assembly
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.recommendations.models import FormalResponse, Handover, Recommendation, Update
from beraad.recommendations.statuses import UNANSWERED, UNDER_WAY, Decision, Execution

#: without an update for longer than this, work that is under way counts as silent
SILENCE = timedelta(days=122)
#: how many items a feed holds at most
NEWS_ITEMS = 50


@dataclass(frozen=True)
class TrackerRow:
    """One recommendation as the tracker shows it; the names are those of the columns of the public files."""

    number: int
    title: str
    theme: str
    addressee: str
    portfolio: str
    decision: Decision
    execution: Execution
    #: day by which a response is promised, as last put off
    due_on: date | None
    is_extended: bool
    is_late: bool
    is_silent: bool
    #: the reason in the last published response
    reason: str
    last_update_on: date | None
    last_update: str
    next_on: date | None
    #: what the panel decided; None as long as it has not
    adopted: bool | None

    @property
    def awaits_response_by(self) -> date | None:
        """The promised day, as long as there is no response."""
        return self.due_on if self.adopted and self.decision in UNANSWERED else None


def tracker(assembly: Assembly, *, is_public: bool = True) -> tuple[TrackerRow, ...]:
    """Returns the recommendations of a burgerberaad by number, in one select; drafts of responses stay out of it.

    `is_public`: what was voted on, also what was voted down, from the day on which the advice was handed over.
    """
    statement = _with_latest_news().where(Recommendation.assembly_id == assembly.id)
    if is_public:
        handed_over = exists().where(Handover.assembly_id == Recommendation.assembly_id)
        statement = statement.where(Recommendation.adopted.is_not(None), handed_over)
    return tuple(_row(*row) for row in db.session.execute(statement.order_by(Recommendation.number)))


def _with_latest_news() -> Select[Recommendation, str | None, datetime | None, Update | None]:
    """Each recommendation with reason and moment of its last published response, and its last update."""
    published = (
        select(FormalResponse.recommendation_id, func.max(FormalResponse.version).label("version"))
        .where(FormalResponse.published_at.is_not(None))
        .group_by(FormalResponse.recommendation_id)
        .subquery()
    )
    latest = (
        select(Update.recommendation_id, func.max(Update.id).label("id")).group_by(Update.recommendation_id).subquery()
    )
    return (
        select(Recommendation, Nullable(FormalResponse.reason), FormalResponse.published_at, Nullable(Update))
        .outerjoin(published, published.c.recommendation_id == Recommendation.id)
        .outerjoin(
            FormalResponse,
            (FormalResponse.recommendation_id == Recommendation.id) & (FormalResponse.version == published.c.version),
        )
        .outerjoin(latest, latest.c.recommendation_id == Recommendation.id)
        .outerjoin(Update, Update.id == latest.c.id)
    )


def is_late(recommendation: Recommendation) -> bool:
    """Returns whether the promised day has passed without a response."""
    due_on = recommendation.due_on
    return recommendation.is_unanswered and due_on is not None and due_on < today()


def _row(
    recommendation: Recommendation, reason: str | None, answered_at: datetime | None, update: Update | None
) -> TrackerRow:
    last_news_on = update.happened_on if update else day_of(answered_at) if answered_at else None
    return TrackerRow(
        number=recommendation.number,
        title=recommendation.title,
        theme=recommendation.theme,
        addressee=recommendation.addressee,
        portfolio=recommendation.portfolio,
        decision=recommendation.decision,
        execution=recommendation.execution,
        due_on=recommendation.due_on,
        is_extended=recommendation.extended_to is not None,
        is_late=is_late(recommendation),
        is_silent=recommendation.execution in UNDER_WAY and _is_long_ago(last_news_on),
        reason=reason or "",
        last_update_on=update.happened_on if update else None,
        last_update=update.text if update else "",
        next_on=update.next_on if update else None,
        adopted=recommendation.adopted,
    )


def _is_long_ago(day: date | None) -> bool:
    return day is not None and day < today() - SILENCE


@dataclass(frozen=True)
class Count:
    """How many recommendations have a decision."""

    label: str
    number: int


def counts(rows: Sequence[TrackerRow]) -> tuple[Count, ...]:
    """Returns how many that were adopted have each decision, in the order of `Decision`; only those that occur."""
    number_of = Counter(row.decision for row in rows if row.adopted)
    return tuple(Count(decision.label, number_of[decision]) for decision in Decision if number_of[decision])


@dataclass(frozen=True)
class NewsItem:
    """Something that was published about a recommendation."""

    published_at: datetime
    number: int
    title: str
    #: "response" or "update"
    kind: str
    status: str
    text: str


def news(assembly: Assembly) -> tuple[NewsItem, ...]:
    """Returns the latest published responses and updates, the newest first, in two selects."""
    items = [*_published_answers(assembly), *_updates(assembly)]
    return tuple(sorted(items, key=lambda item: item.published_at, reverse=True)[:NEWS_ITEMS])


def _published_answers(assembly: Assembly) -> list[NewsItem]:
    rows = db.session.execute(
        select(FormalResponse, Recommendation)
        .join(Recommendation)
        .where(
            Recommendation.assembly_id == assembly.id,
            Recommendation.adopted.is_(True),
            FormalResponse.published_at.is_not(None),
        )
        .order_by(FormalResponse.published_at.desc(), FormalResponse.id.desc())
        .limit(NEWS_ITEMS)
    )
    return [
        NewsItem(
            published_at=response.published_at,
            number=recommendation.number,
            title=recommendation.title,
            kind="response",
            status=str(response.decision.label),
            text=response.reason,
        )
        for response, recommendation in rows
        if response.published_at
    ]


def _updates(assembly: Assembly) -> list[NewsItem]:
    rows = db.session.execute(
        select(Update, Recommendation)
        .join(Recommendation)
        .where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True))
        .order_by(Update.id.desc())
        .limit(NEWS_ITEMS)
    )
    return [
        NewsItem(
            published_at=update.created_at,
            number=recommendation.number,
            title=recommendation.title,
            kind="update",
            status=str(update.after.label),
            text=update.text,
        )
        for update, recommendation in rows
    ]
