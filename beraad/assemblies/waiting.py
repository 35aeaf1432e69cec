"""What can wait for somebody in a burgerberaad, and what waits in the burgerberaad itself.

Each room has a `waiting.py` with `KINDS`: the sorts of things that wait there, for which roles, in which phases, and
the rows that find them. `desk` asks the rows of all rooms for many burgerberaden in one query, so a row is a select
with the columns of `found`. What no select can say is computed by a function of the burgerberaden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import selectinload
from sqlalchemy.types import TypeEngine

from beraad.accounts.models import Account
from beraad.assemblies import gates
from beraad.assemblies.models import Assembly, AssemblyId, Feature, Membership, ParticipationPlan, Phase, Role
from beraad.assemblies.promises.models import ChangeState, PromiseChange
from beraad.days import day_of
from beraad.extensions import db
from beraad.mail.models import MailState, OutboxMessage
from beraad.orm import Moment
from beraad.web.visitor import AccountId

#: this day and moment, and others before and after it; `moments` fills them in
TODAY, SOON_DAY, LONG_AGO_DAY = (bindparam(name, type_=Date()) for name in ("today", "soon_day", "long_ago_day"))
NOW, SOON, RECENTLY, LONG_AGO = (bindparam(name, type_=Moment()) for name in ("now", "soon", "recently", "long_ago"))
#: how far those lie ahead and behind; after the last one work counts as silent
AHEAD, BEHIND, SILENCE = timedelta(days=21), timedelta(days=14), timedelta(days=122)

#: those who run a burgerberaad from day to day
OFFICE = frozenset({Role.REGISTRY, Role.ORGANISER})
#: those who set it up: the administrator too, who may be alone at first
SETTERS_UP = OFFICE | {Role.ADMINISTRATOR}
WITHOUT_CLOSED = frozenset(Phase) - {Phase.CLOSED}


@dataclass(frozen=True)
class Found:
    """One thing that waits, or several of a kind that are counted together."""

    assembly_id: AssemblyId
    #: key of the row; 0 for what is counted, and for the burgerberaad as a whole
    row_id: int = 0
    #: as people say it: draw 3, wave 2
    number: int = 0
    name: str = ""
    count: int = 1
    since: datetime | None = None
    #: the last day on which it is in time
    until: date | None = None
    #: whose it is alone, and who takes their place
    owner_id: AccountId | None = None
    deputy_id: AccountId | None = None
    #: who made it, and may not be the one who looks it over
    maker_id: AccountId | None = None


def moments(moment: datetime) -> dict[str, date | datetime]:
    """What rows are asked with at this moment."""
    day = day_of(moment)
    return {
        "now": moment,
        "soon": moment + AHEAD,
        "recently": moment - BEHIND,
        "long_ago": moment - SILENCE,
        "today": day,
        "soon_day": day + AHEAD,
        "long_ago_day": day - SILENCE,
    }


def _nothing(_found: Found) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One sort of things that wait."""

    #: room and name, such as `lottery.draw_proposed`
    code: str
    #: what has to be done, as a lazy message
    words: Callable[[Found], Any]
    #: the page on which it is done, and what its address takes besides the slug
    endpoint: str
    #: those who are expected to do it; each of them may open the page and do it there
    roles: frozenset[Role]
    #: outside these it is over, or not yet at hand
    phases: frozenset[Phase]
    address: Callable[[Found], Mapping[str, Any]] = _nothing
    #: finds them: a select of `found`
    rows: Select[Any] | None = None
    #: finds them when no select can
    compute: Callable[[Sequence[Assembly]], Iterable[Found]] | None = None
    #: people wait for it, as at the moment of a draw
    is_urgent: bool = False
    #: an event tells people that it starts, so the desk does not
    is_told: bool = False
    #: costs too much to be asked for one line on each page
    is_slow: bool = False


def by_number(found: Found) -> Mapping[str, Any]:
    """Where the number of the thing is part of the address."""
    return {"number": found.number}


def found(
    assembly_id: Any,
    *,
    row_id: Any = None,
    number: Any = None,
    name: Any = None,
    count: Any = None,
    since: Any = None,
    until: Any = None,
    until_at: Any = None,
    owner_id: Any = None,
    deputy_id: Any = None,
    maker_id: Any = None,
) -> Select[Any]:
    """Returns a select with the columns of `Found` and `until_at`, which each row of a kind has."""
    return select(
        type_coerce(assembly_id, Integer()).label("assembly_id"),
        _as(row_id, Integer(), "row_id"),
        _as(number, Integer(), "number"),
        _as(name, String(), "name"),
        _as(count, Integer(), "count"),
        _as(since, Moment(), "since"),
        _as(until, Date(), "until"),
        _as(until_at, Moment(), "until_at"),
        _as(owner_id, Integer(), "owner_id"),
        _as(deputy_id, Integer(), "deputy_id"),
        _as(maker_id, Integer(), "maker_id"),
    )


def _as(column: Any, kind: TypeEngine[Any], name: str) -> ColumnElement[Any]:
    return (cast(null(), kind) if column is None else type_coerce(column, kind)).label(name)


def move_on(code: str, phase: Phase, after: Phase, rows: Select[Any]) -> Kind:
    """All of `phase` is done: the next one can begin."""
    words = _l("Ga naar de fase %(phase)s", phase=after.label)
    return Kind(code, lambda _: words, "assemblies_overview.phase", OFFICE, frozenset({phase}), rows=rows)


def _holders(*roles: Role) -> Any:
    """How many people at work hold one of these roles in the burgerberaad of the row."""
    held = select(func.count(Membership.account_id.distinct())).join(Account, Account.id == Membership.account_id)
    own = Membership.assembly_id == Assembly.id, Membership.role.in_(roles), Account.is_active
    return held.where(*own).correlate(Assembly).scalar_subquery()


def _before_recruitment(assemblies: Sequence[Assembly]) -> Iterable[Found]:
    """How much is missing before recruitment, read for all burgerberaden at once; 0 where it can begin."""
    ids = [assembly.id for assembly in assemblies]
    whole = (selectinload(Assembly.room), selectinload(Assembly.features).selectinload(Feature.answers))
    for assembly in db.session.scalars(select(Assembly).where(Assembly.id.in_(ids)).options(*whole)):
        gaps = gates.before_phase(assembly, Phase.RECRUITMENT)
        yield Found(assembly.id, count=len(gaps), until=assembly.sign_up_opens)


def _to_recruitment(found: Found) -> Any:
    if found.count:
        return _l("Vul aan wat nog ontbreekt voor de werving: %(count)s", count=found.count)
    return _l("Ga naar de fase %(phase)s", phase=Phase.RECRUITMENT.label)


_last_plan = (
    select(func.max(ParticipationPlan.version))
    .where(ParticipationPlan.assembly_id == Assembly.id)
    .correlate(Assembly)
    .scalar_subquery()
)
_open_plan = exists().where(
    ParticipationPlan.assembly_id == Assembly.id,
    ParticipationPlan.version == _last_plan,
    ParticipationPlan.approved_on.is_(None),
)
_lost_mail = (
    found(OutboxMessage.assembly_id, count=func.count(), since=func.min(OutboxMessage.created_at))
    .where(
        OutboxMessage.state.in_((MailState.FAILED, MailState.UNCERTAIN)),
        OutboxMessage.created_at >= RECENTLY,
        ~OutboxMessage.reference.startswith("bundle-"),
    )
    .group_by(OutboxMessage.assembly_id)
)
IN_SETTING_UP = frozenset({Phase.PREPARATION})
RECRUITING, DRAWING = frozenset({Phase.RECRUITMENT}), frozenset({Phase.LOTTERY})

KINDS = (
    Kind(
        "assemblies.to_recruitment",
        _to_recruitment,
        "assemblies_overview.phase",
        SETTERS_UP,
        IN_SETTING_UP,
        compute=_before_recruitment,
    ),
    move_on(
        "assemblies.to_lottery",
        Phase.RECRUITMENT,
        Phase.LOTTERY,
        found(Assembly.id, until=Assembly.draw_on).where(Assembly.sign_up_closes < TODAY),
    ),
    Kind(
        "assemblies.meeting_dates",
        lambda _: _l("Vul de eerste en de laatste bijeenkomst in"),
        "assemblies_overview.dates",
        OFFICE,
        RECRUITING | DRAWING,
        rows=found(Assembly.id).where(or_(Assembly.starts_on.is_(None), Assembly.ends_on.is_(None))),
    ),
    Kind(
        "assemblies.plan",
        lambda _: _l("Laat het participatieplan vaststellen"),
        "assemblies_plan.index",
        SETTERS_UP,
        IN_SETTING_UP | RECRUITING,
        rows=found(Assembly.id, until=Assembly.sign_up_opens).where(_open_plan),
    ),
    Kind(
        "assemblies.change",
        lambda _: _l("Beslis over een wijziging van wat beloofd is"),
        "assemblies_changes.index",
        OFFICE,
        WITHOUT_CLOSED,
        rows=found(
            PromiseChange.assembly_id,
            row_id=PromiseChange.id,
            since=PromiseChange.asked_at,
            maker_id=PromiseChange.asked_by_id,
        ).where(PromiseChange.state == ChangeState.OPEN),
    ),
    Kind(
        "assemblies.no_registry",
        lambda _: _l("Geef iemand de rol griffie"),
        "assemblies_people.add",
        frozenset({Role.ADMINISTRATOR}),
        WITHOUT_CLOSED,
        rows=found(Assembly.id).where(_holders(Role.REGISTRY) == 0),
    ),
    Kind(
        "assemblies.no_colleague",
        lambda _: _l("Geef nog iemand de rol griffie of organisator: brieven en loting keurt een ander goed"),
        "assemblies_people.add",
        frozenset({Role.ADMINISTRATOR}),
        RECRUITING | DRAWING,
        rows=found(Assembly.id).where(_holders(*OFFICE) == 1),
    ),
    Kind(
        "assemblies.no_official",
        lambda _: _l("Geef iemand de rol ambtenaar: die schrijft de antwoorden op"),
        "assemblies_people.add",
        frozenset({Role.ADMINISTRATOR}),
        frozenset({Phase.ADVICE, Phase.FOLLOW_UP}),
        rows=found(Assembly.id).where(_holders(Role.OFFICIAL, Role.EXECUTIVE) == 0),
    ),
    Kind(
        "assemblies.mail_failed",
        lambda found: _l("Kijk naar post die niet wegging: %(count)s", count=found.count),
        "assemblies_outbox.listed",
        OFFICE,
        WITHOUT_CLOSED,
        rows=_lost_mail,
    ),
)
