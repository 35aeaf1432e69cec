"""The rows of the tracker: the same for pages, files and feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import Nullable, Select, exists, func, select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations.models import SHOWN, FormalResponse, Handover, Recommendation, Update, days_late
from beraad.recommendations.statuses import UNANSWERED, UNDER_WAY, Decision, Execution, Standing

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
    #: None as long as nobody has decided that something has to be done
    execution: Execution | None
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
    standing: Standing
    #: day for which the first response was promised, and on which it was published; what is waited for has no second
    promised_for: date | None
    published_on: date | None
    #: days that the first response came after the promise, or has been waited for since
    days_late: int
    #: the body that decided last, and when
    decided_by: str
    decided_on: date | None

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


#: the response that was published first, and the one that counts now
_first, _last = aliased(FormalResponse), aliased(FormalResponse)


def _with_latest_news() -> Select[Recommendation, FormalResponse | None, FormalResponse | None, Update | None]:
    """Each recommendation with its first and its last published response, and its last update."""
    published = (
        select(
            FormalResponse.recommendation_id,
            func.min(FormalResponse.version).label("first"),
            func.max(FormalResponse.version).label("last"),
        )
        .where(FormalResponse.published_at.is_not(None))
        .group_by(FormalResponse.recommendation_id)
        .subquery()
    )
    latest = (
        select(Update.recommendation_id, func.max(Update.id).label("id"))
        .where(SHOWN)
        .group_by(Update.recommendation_id)
        .subquery()
    )
    mine = published.c.recommendation_id
    return (
        select(Recommendation, Nullable(_first), Nullable(_last), Nullable(Update))
        .outerjoin(published, mine == Recommendation.id)
        .outerjoin(_first, (_first.recommendation_id == mine) & (_first.version == published.c.first))
        .outerjoin(_last, (_last.recommendation_id == mine) & (_last.version == published.c.last))
        .outerjoin(latest, latest.c.recommendation_id == Recommendation.id)
        .outerjoin(Update, Update.id == latest.c.id)
    )


def is_late(recommendation: Recommendation) -> bool:
    """Returns whether the promised day has passed without a response."""
    due_on = recommendation.due_on
    return recommendation.is_unanswered and due_on is not None and due_on < today()


def days_waited(recommendation: Recommendation) -> int:
    """Days since the promised day has passed without a response; 0 before it."""
    return days_late(recommendation.due_on, today()) if is_late(recommendation) else 0


def _standing(recommendation: Recommendation) -> Standing:
    if not recommendation.adopted:
        return Standing.DRAFT if recommendation.adopted is None else Standing.REJECTED
    if recommendation.decision is Decision.WITHDRAWN:
        return Standing.WITHDRAWN
    if recommendation.is_unanswered:
        return Standing.LATE if is_late(recommendation) else Standing.WAITING
    return Standing.ANSWERED


def _row(
    recommendation: Recommendation, first: FormalResponse | None, last: FormalResponse | None, update: Update | None
) -> TrackerRow:
    last_news_on = update.happened_on if update else last.published_on if last else None
    standing = _standing(recommendation)
    is_waited_for = standing in (Standing.WAITING, Standing.LATE)
    promised_for = first.promised_for if first else recommendation.due_on if is_waited_for else None
    return TrackerRow(
        number=recommendation.number,
        title=recommendation.title,
        theme=recommendation.theme,
        addressee=recommendation.addressee,
        portfolio=recommendation.portfolio,
        decision=recommendation.decision,
        execution=recommendation.execution if standing is Standing.ANSWERED else None,
        due_on=recommendation.due_on,
        is_extended=recommendation.extended_to is not None,
        is_late=is_late(recommendation),
        is_silent=recommendation.execution in UNDER_WAY and _is_long_ago(last_news_on),
        reason=last.reason if last else "",
        last_update_on=update.happened_on if update else None,
        last_update=_with_parts(update) if update else "",
        next_on=update.next_on if update else None,
        adopted=recommendation.adopted,
        standing=standing,
        promised_for=promised_for,
        published_on=first.published_on if first else None,
        days_late=first.days_late if first else days_late(promised_for, today()),
        decided_by=last.body if last else "",
        decided_on=last.decided_on if last else None,
    )


def _with_parts(update: Update) -> str:
    """What an update says, with how much of it is done."""
    if not update.parts_of:
        return update.text
    return f"{update.text} ({_('%(done)s van %(all)s', done=update.parts_done, all=update.parts_of)})"


def lateness(response: FormalResponse) -> str:
    """Says that a response came after the day for which it was promised; empty if it did not."""
    if not (response.promised_for and response.published_on and response.days_late):
        return ""
    promised, published = (format_date(day, "d MMMM yyyy") for day in (response.promised_for, response.published_on))
    return " ".join(
        (
            _("Toegezegd voor %(promised)s, gepubliceerd op %(published)s:", promised=promised, published=published),
            ngettext("%(num)s dag te laat.", "%(num)s dagen te laat.", response.days_late),
        )
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
            text=" ".join(filter(None, (response.reason, lateness(response)))),
        )
        for response, recommendation in rows
        if response.published_at
    ]


def _updates(assembly: Assembly) -> list[NewsItem]:
    rows = db.session.execute(
        select(Update, Recommendation)
        .join(Recommendation)
        .where(Recommendation.assembly_id == assembly.id, Recommendation.adopted.is_(True), SHOWN)
        .order_by(Update.id.desc())
        .limit(NEWS_ITEMS)
    )
    return [
        NewsItem(
            published_at=update.confirmed_at or update.created_at,
            number=recommendation.number,
            title=recommendation.title,
            kind="update",
            status=str(update.after.label),
            text=_with_parts(update),
        )
        for update, recommendation in rows
    ]
