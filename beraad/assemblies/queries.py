"""What the pages of burgerberaden show."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.accounts.service import Place
from beraad.assemblies import signals, words
from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureId, Membership, Phase, PhaseStart, Role
from beraad.extensions import db
from beraad.web.visitor import AccountId


@dataclass(frozen=True)
class AssemblyRow:
    """A burgerberaad in a list, with the roles that the visitor holds in it."""

    id: AssemblyId
    slug: str
    title: str
    summary: str
    phase: Phase
    seats: int
    is_public: bool
    sign_up_opens: date | None
    sign_up_closes: date | None
    starts_on: date | None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class PersonRow:
    """Somebody who works on a burgerberaad."""

    account_id: AccountId
    name: str
    email: str
    roles: tuple[Role, ...]


def places_of(account: Account) -> list[Place]:
    """What this account works on or takes part in, until it is closed. Answers to `places_wanted`."""
    mine = select(Membership.assembly_id).where(Membership.account_id == account.id)
    running = select(Assembly).where(Assembly.id.in_(mine), Assembly.phase != Phase.CLOSED).order_by(Assembly.id)
    return [_place(assembly) for assembly in db.session.scalars(running)]


def _place(assembly: Assembly) -> Place:
    known = (assembly.contact_name, assembly.contact_phone, assembly.contact_email)
    sender = assembly.contact_name or assembly.organiser or assembly.commissioner
    return Place(assembly.title, sender, ", ".join(filter(None, known)))


class StepState(enum.Enum):
    """Where a phase is beside the current one; the value is what the style sheet knows."""

    DONE = "done"
    CURRENT = "current"
    COMING = "todo"


@dataclass(frozen=True)
class PhaseStep:
    """A phase on the way, and since when (the last time that it began, in UTC)."""

    phase: Phase
    step_state: StepState
    since: datetime | None

    @property
    def state(self) -> str:
        """What the style sheet knows: "done", "current" or "todo"."""
        return self.step_state.value

    @property
    def is_done(self) -> bool:
        return self.step_state is StepState.DONE

    @property
    def is_current(self) -> bool:
        return self.step_state is StepState.CURRENT


def of_account(account: Account) -> list[AssemblyRow]:
    """Returns the burgerberaden in which `account` holds a role, the newest first."""
    rows = db.session.execute(
        select(Assembly, Membership.role)
        .join(Membership, Membership.assembly_id == Assembly.id)
        .where(Membership.account_id == account.id)
        .order_by(Assembly.id.desc())
    )
    roles: dict[AssemblyId, list[Role]] = {}
    assemblies: dict[AssemblyId, Assembly] = {}
    for assembly, role in rows:
        assemblies[assembly.id] = assembly
        roles.setdefault(assembly.id, []).append(role)
    return [_row(assembly, roles[assembly.id]) for assembly in assemblies.values()]


def by_id(assembly_ids: Iterable[AssemblyId]) -> dict[AssemblyId, Assembly]:
    """Returns these burgerberaden by id, read in one question."""
    rows = db.session.scalars(select(Assembly).where(Assembly.id.in_(list(assembly_ids))))
    return {assembly.id: assembly for assembly in rows}


def all_assemblies() -> list[AssemblyRow]:
    """Returns all burgerberaden, for administrators, the newest first."""
    return [_row(assembly) for assembly in db.session.scalars(select(Assembly).order_by(Assembly.id.desc()))]


def public() -> list[AssemblyRow]:
    """Returns the burgerberaden that are public: those under way first, the newest of them on top."""
    newest_first = select(Assembly).where(Assembly.is_public).order_by(Assembly.id.desc())
    rows = [_row(assembly) for assembly in db.session.scalars(newest_first)]
    return sorted(rows, key=lambda row: row.phase is Phase.CLOSED)


def holds_anywhere(account: Account, role: Role) -> bool:
    """Whether `account` holds `role` in any burgerberaad."""
    held = select(Membership.id).where(Membership.account_id == account.id, Membership.role == role).limit(1)
    return db.session.scalar(held) is not None


def people(assembly: Assembly) -> list[PersonRow]:
    """Returns everyone who works on `assembly`, by name, without panellists."""
    rows = db.session.execute(
        select(Account.id, Account.name, Account.email, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Membership.role != Role.PANELLIST)
        .order_by(func.lower(Account.name), Account.id)
    )
    persons: dict[AccountId, tuple[str, str, list[Role]]] = {}
    for account_id, name, email, role in rows:
        persons.setdefault(account_id, (name, email, []))[2].append(role)
    return [PersonRow(key, name, email, _in_order(roles)) for key, (name, email, roles) in persons.items()]


def member(assembly: Assembly, account_id: AccountId) -> Account:
    """Returns the account if it holds a role in `assembly`, or 404."""
    row: Account = db.first_or_404(
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Account.id == account_id)
    )
    return row


def holders(assembly: Assembly, role: Role) -> Sequence[Account]:
    """Everyone who has `role` in this burgerberaad."""
    held = Membership.assembly_id == assembly.id, Membership.role == role
    joined = select(Account).join(Membership, Membership.account_id == Account.id)
    return db.session.scalars(joined.where(*held).order_by(Account.id)).all()


def names(account_ids: Iterable[int | None]) -> dict[int, str]:
    """Returns key of the account → its name, in one query."""
    known_ids = {account_id for account_id in account_ids if account_id is not None}
    return {
        row.id: row.name
        for row in db.session.execute(select(Account.id, Account.name).where(Account.id.in_(known_ids)))
    }


def phase_steps(assembly: Assembly) -> list[PhaseStep]:
    """Returns all phases in order, with the moment at which those up to the current one last began."""
    starts = db.session.execute(
        select(PhaseStart.phase, func.max(PhaseStart.started_at).label("since"))
        .where(PhaseStart.assembly_id == assembly.id)
        .group_by(PhaseStart.phase)
    )
    since: dict[Phase, datetime] = {row.phase: row.since for row in starts}
    order = list(Phase)
    current = order.index(assembly.phase)
    return [
        PhaseStep(phase, _state(place, current), since.get(phase) if place <= current else None)
        for place, phase in enumerate(order)
    ]


def coming_days(assembly: Assembly, day: date) -> list[tuple[str, date]]:
    """Returns what happens in `assembly` from `day` on, soonest first, with what it is; at most three days.

    The first and the last meeting go by the name that the domain of meetings has for them.
    """
    told = [row for _, rows in signals.coming_days_wanted.send(assembly, day=day) for row in rows]
    taken = {when for _, when in told}
    for name, label in words.DATES.items():
        when = getattr(assembly, name)
        if when and when >= day and not (name in ("starts_on", "ends_on") and when in taken):
            told.append((label, when))
    return sorted(told, key=lambda row: row[1])[:3]


def feature(assembly: Assembly, feature_id: FeatureId) -> Feature:
    """Returns one feature of `assembly`, or 404."""
    row: Feature = db.first_or_404(select(Feature).where(Feature.assembly_id == assembly.id, Feature.id == feature_id))
    return row


def _row(assembly: Assembly, roles: Iterable[Role] = ()) -> AssemblyRow:
    return AssemblyRow(
        id=assembly.id,
        slug=assembly.slug,
        title=assembly.title,
        summary=assembly.summary,
        phase=assembly.phase,
        seats=assembly.seats,
        is_public=assembly.is_public,
        sign_up_opens=assembly.sign_up_opens,
        sign_up_closes=assembly.sign_up_closes,
        starts_on=assembly.starts_on,
        roles=_in_order(roles),
    )


def _in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(sorted(roles, key=list(Role).index))


def _state(place: int, current: int) -> StepState:
    if place == current:
        return StepState.CURRENT
    return StepState.DONE if place < current else StepState.COMING
