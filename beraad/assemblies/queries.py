"""The questions that the pages of burgerberaden ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import (
    Assembly,
    Feature,
    Membership,
    ParticipationPlan,
    Phase,
    PhaseStart,
    Role,
    RoomItem,
    RoomKind,
)
from beraad.extensions import db


@dataclass(frozen=True)
class AssemblyRow:
    """A burgerberaad in a list, with the roles that the visitor holds in it."""

    id: int
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

    account_id: int
    name: str
    email: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class PhaseStep:
    """A phase on the road: "done", "current" or "todo", and since when (the last time it began, in UTC)."""

    phase: Phase
    state: str
    since: datetime | None


@dataclass(frozen=True)
class PlanRow:
    """A version of the participatieplan in the list of versions."""

    version: int
    approved_by: str
    approved_on: date | None


def of_account(account: Account) -> list[AssemblyRow]:
    """The burgerberaden in which `account` holds a role, the newest first."""
    found = db.session.execute(
        select(Assembly, Membership.role)
        .join(Membership, Membership.assembly_id == Assembly.id)
        .where(Membership.account_id == account.id)
        .order_by(Assembly.id.desc())
    )
    roles: dict[int, list[Role]] = {}
    assemblies: dict[int, Assembly] = {}
    for assembly, role in found:
        assemblies[assembly.id] = assembly
        roles.setdefault(assembly.id, []).append(role)
    return [_row(assembly, roles[assembly.id]) for assembly in assemblies.values()]


def assembly(assembly_id: int) -> Assembly:
    """The burgerberaad with this number; 404 without one."""
    found: Assembly = db.get_or_404(Assembly, assembly_id)
    return found


def everything() -> list[AssemblyRow]:
    """All burgerberaden, for those who keep them, the newest first."""
    return [_row(assembly) for assembly in db.session.scalars(select(Assembly).order_by(Assembly.id.desc()))]


def public() -> list[AssemblyRow]:
    """The burgerberaden that are public: those under way first, the newest of them on top."""
    chosen = select(Assembly).where(Assembly.is_public).order_by(Assembly.id.desc())
    rows = [_row(assembly) for assembly in db.session.scalars(chosen)]
    return sorted(rows, key=lambda row: row.phase == Phase.CLOSED)


def holds_anywhere(account: Account, role: Role) -> bool:
    """Whether `account` holds `role` in any burgerberaad."""
    held = select(Membership.id).where(Membership.account_id == account.id, Membership.role == role).limit(1)
    return db.session.scalar(held) is not None


def people(assembly: Assembly) -> list[PersonRow]:
    """Everyone who works on `assembly`, by name; panellists are not among them."""
    found = db.session.execute(
        select(Account.id, Account.name, Account.email, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Membership.role != Role.PANELLIST)
        .order_by(func.lower(Account.name), Account.id)
    )
    persons: dict[int, tuple[str, str, list[Role]]] = {}
    for account_id, name, email, role in found:
        persons.setdefault(account_id, (name, email, []))[2].append(role)
    return [PersonRow(number, name, email, _in_order(roles)) for number, (name, email, roles) in persons.items()]


def member(assembly: Assembly, account_id: int) -> Account:
    """The account, when it holds a role in `assembly`; 404 otherwise."""
    found: Account = db.first_or_404(
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.assembly_id == assembly.id, Account.id == account_id)
    )
    return found


def names(account_ids: Iterable[int | None]) -> dict[int, str]:
    """Number of the account → its name, in one question."""
    wanted = {number for number in account_ids if number is not None}
    return {
        row.id: row.name for row in db.session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    }


def phase_steps(assembly: Assembly) -> list[PhaseStep]:
    """All phases in order, with the moment at which those up to the current one last began."""
    starts = db.session.execute(
        select(PhaseStart.phase, func.max(PhaseStart.at).label("since"))
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


def room(assembly: Assembly) -> dict[RoomKind, list[RoomItem]]:
    """The room for influence: the lines of each kind, in order."""
    return {kind: [item for item in assembly.room if item.kind == kind] for kind in RoomKind}


def room_item(assembly: Assembly, item_id: int) -> RoomItem:
    """One line of the room for influence of `assembly`; 404 otherwise."""
    chosen = select(RoomItem).where(RoomItem.assembly_id == assembly.id, RoomItem.id == item_id)
    found: RoomItem = db.first_or_404(chosen)
    return found


def feature(assembly: Assembly, feature_id: int) -> Feature:
    """One feature of `assembly`; 404 otherwise."""
    chosen = select(Feature).where(Feature.assembly_id == assembly.id, Feature.id == feature_id)
    found: Feature = db.first_or_404(chosen)
    return found


def plan(assembly: Assembly, version: int) -> ParticipationPlan:
    """One version of the participatieplan; 404 otherwise."""
    chosen = select(ParticipationPlan).where(
        ParticipationPlan.assembly_id == assembly.id, ParticipationPlan.version == version
    )
    found: ParticipationPlan = db.first_or_404(chosen)
    return found


def plan_versions(assembly: Assembly) -> list[PlanRow]:
    """All versions of the participatieplan, the newest first."""
    found = db.session.execute(
        select(ParticipationPlan.version, ParticipationPlan.approved_by, ParticipationPlan.approved_on)
        .where(ParticipationPlan.assembly_id == assembly.id)
        .order_by(ParticipationPlan.version.desc())
    )
    return [PlanRow(*row) for row in found]


def approved_plan(assembly: Assembly) -> ParticipationPlan | None:
    """The newest version that the commissioner approved."""
    return db.session.scalar(
        select(ParticipationPlan)
        .where(ParticipationPlan.assembly_id == assembly.id, ParticipationPlan.approved_on.is_not(None))
        .order_by(ParticipationPlan.version.desc())
        .limit(1)
    )


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


def _state(place: int, current: int) -> str:
    return "done" if place < current else "current" if place == current else "todo"
