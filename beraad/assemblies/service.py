"""The verbs of a burgerberaad: make it, describe it, move it along, and say who may do what in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies import gates
from beraad.assemblies.errors import (
    DatesOutOfOrderError,
    GapsLeftError,
    LastAdministratorError,
    NotPublishableError,
    PageStandsError,
    SlugFixedError,
    SlugTakenError,
    SlugUnusableError,
)
from beraad.assemblies.gates import Gap
from beraad.assemblies.models import Assembly, Membership, Phase, PhaseStart, Role
from beraad.assemblies.promises import changing, topics
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.models import PromiseChange, Topic
from beraad.assemblies.signals import has_draw, phase_entered, role_granted
from beraad.audit import service as audit
from beraad.extensions import db

#: words that stand in the place of a slug in our own addresses
RESERVED_SLUGS = frozenset({"nieuw", "nee-want"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80


@dataclass(frozen=True)
class AssemblyData:
    """A burgerberaad as it begins. Without a slug one is made from the title."""

    title: str
    seats: int
    slug: str | None = None
    question: str = ""
    summary: str = ""
    commissioner: str = ""
    organiser: str = ""


@dataclass(frozen=True)
class BasicsData:
    """What it is called, who is responsible, and whom to ask."""

    title: str
    slug: str
    summary: str
    seats: int
    commissioner: str
    organiser: str
    contact_name: str
    contact_email: str
    contact_phone: str


@dataclass(frozen=True)
class QuestionData:
    """The question, what came before it, and what is promised to panellists and to the panel."""

    question: str
    background: str
    expectations: str
    commitment: str
    commitment_by: str
    commitment_on: date | None
    commitment_document: str = ""
    criteria: str = ""


@dataclass(frozen=True)
class DatesData:
    """The key dates, in the order in which they have to fall."""

    sign_up_opens: date | None = None
    sign_up_closes: date | None = None
    draw_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    advice_on: date | None = None
    decision_on: date | None = None


def create_assembly(data: AssemblyData, creator: Account | None = None) -> Assembly:
    """Make a burgerberaad in preparation, seen by nobody but its people. `creator` becomes its administrator.

    Raises SlugTakenError or SlugUnusableError.
    """
    slug = data.slug if data.slug is not None else free_slug(data.title)
    _check_slug(slug)
    assembly = Assembly(**{**vars(data), "slug": slug}, phase=Phase.PREPARATION)
    db.session.add(assembly)
    db.session.flush()
    db.session.add(PhaseStart(assembly_id=assembly.id, phase=Phase.PREPARATION))
    promises.keep_wording(assembly)
    audit.record("assemblies.created", assembly, assembly_id=assembly.id, seats=data.seats)
    if creator is not None:
        grant_role(assembly, creator, Role.ADMINISTRATOR)
    return assembly


def change_basics(assembly: Assembly, data: BasicsData) -> PromiseChange | None:
    """Returns what waits for a second person, see `_change`.

    Raises SlugFixedError, SlugTakenError, SlugUnusableError, or DrawStandsError for other seats.
    """
    if data.slug != assembly.slug:
        if assembly.is_public:
            raise SlugFixedError(assembly.slug)
        _check_slug(data.slug)
    return _change(assembly, data)


def change_seats(assembly: Assembly, seats: int, reason: str) -> None:
    """Draw more people, or fewer: the second official sees the number when the list of the draw is fixed.

    Raises DrawStandsError after that.
    """
    changing.make_at_once(assembly, {Topic.SEATS: {"seats": seats}}, reason)


def change_question(assembly: Assembly, data: QuestionData) -> PromiseChange | None:
    """Change the question and the promises; each wording of the question is kept.

    Returns what waits for a second person, see `_change`. Raises StaysPublicError.
    """
    with gates.staying_public(assembly):
        change = _change(assembly, data)
    promises.keep_wording(assembly)
    return change


def change_dates(assembly: Assembly, data: DatesData) -> PromiseChange | None:
    """Returns what waits for a second person, see `_change`. Raises DatesOutOfOrderError or DrawStandsError."""
    filled = [(field.name, day) for field in fields(data) if (day := getattr(data, field.name)) is not None]
    for (earlier, first), (later, second) in pairwise(filled):
        if second < first:
            raise DatesOutOfOrderError(earlier, later)
    return _change(assembly, data)


def _change(assembly: Assembly, data: BasicsData | QuestionData | DatesData) -> PromiseChange | None:
    """Take over what differs. The log says which fields changed, not what was in them.

    Returns what people count on already, as a change that waits for its reason and a second person; otherwise None.
    """
    values: dict[str, Any] = vars(data)
    differing = {name for name, value in values.items() if getattr(assembly, name) != value}
    bound = _bound(assembly, differing)
    changed = sorted(name for name in differing if topics.TOPIC_OF.get(name) not in bound)
    if changed:
        for name in changed:
            setattr(assembly, name, values[name])
        db.session.flush()
        audit.record("assemblies.updated", assembly, assembly_id=assembly.id, fields=changed)
    return changing.ask(assembly, {topic: topics.with_(assembly, topic, values) for topic in bound})


def _bound(assembly: Assembly, names: Iterable[str]) -> list[Topic]:
    """Returns the topics of these columns that say something on which people count; what was open can be filled in."""
    if not gates.binds(assembly):
        return []
    found = {topics.TOPIC_OF[name] for name in names if getattr(assembly, name) and name in topics.TOPIC_OF}
    return [topic for topic in Topic if topic in found - topics.FREE]


def move_phase(assembly: Assembly, phase: Phase, despite: str = "") -> Assembly:
    """Put `assembly` in `phase`, forward or back. What was missing at that moment is kept, with the reason to go on.

    Raises GapsLeftError if something is missing, unless `despite` says why it goes on, and RunsBackError or
    SignUpRunsError where no reason helps.
    """
    gaps = [gap.value for gap in require_gaps_known(assembly, phase, despite)]
    if phase is assembly.phase:
        return assembly
    previous, assembly.phase = assembly.phase, phase
    db.session.add(PhaseStart(assembly_id=assembly.id, phase=phase, gaps=gaps, despite=despite if gaps else ""))
    db.session.flush()
    audit.record(
        "assemblies.phase_moved",
        assembly,
        assembly_id=assembly.id,
        left=previous.value,
        entered=phase.value,
        gaps=gaps,
    )
    phase_entered.send(assembly, phase=phase)
    return assembly


def require_gaps_known(assembly: Assembly, phase: Phase, despite: str) -> list[Gap]:
    """Returns what is missing before `phase`.

    Raises GapsLeftError if something is and `despite` gives no reason, and what `gates.require_possible` raises.
    """
    gates.require_possible(assembly, phase)
    gaps = gates.before_phase(assembly, phase)
    if gaps and not despite:
        raise GapsLeftError([gap.value for gap in gaps])
    return gaps


def publish(assembly: Assembly) -> Assembly:
    """Show `assembly` to the public. Raises NotPublishableError while it has no question or nothing is open."""
    require_publishable(assembly)
    return _set_public(assembly, True, "assemblies.published")


def require_publishable(assembly: Assembly) -> None:
    """Raises NotPublishableError while `assembly` has no question or nothing is open."""
    gaps = gates.before_publication(assembly)
    if gaps:
        raise NotPublishableError([gap.value for gap in gaps])


def withdraw_from_public(assembly: Assembly) -> Assembly:
    """Show `assembly` to its own people alone again. Raises PageStandsError once a draw stands."""
    require_to_hide(assembly)
    return _set_public(assembly, False, "assemblies.withdrawn_from_public")


def require_to_hide(assembly: Assembly) -> None:
    """Raises PageStandsError once a draw stands: see `promises.changing`."""
    if has_draw(assembly):
        raise PageStandsError


def _set_public(assembly: Assembly, is_public: bool, action: str) -> Assembly:
    if assembly.is_public != is_public:
        assembly.is_public = is_public
        db.session.flush()
        audit.record(action, assembly, assembly_id=assembly.id)
    return assembly


def grant_role(assembly: Assembly, account: Account, role: Role) -> Membership:
    """Give `account` this role in `assembly`, unless it holds it already. Returns the membership."""
    held = _membership(assembly, account, role)
    if held is not None:
        return held
    membership = Membership(assembly_id=assembly.id, account_id=account.id, role=role)
    db.session.add(membership)
    db.session.flush()
    audit.record("assemblies.role_granted", account, assembly_id=assembly.id, role=role.value)
    role_granted.send(membership)
    return membership


def revoke_role(assembly: Assembly, account: Account, role: Role) -> None:
    """Take this role away. Raises LastAdministratorError if nobody would be left to grant roles."""
    held = _membership(assembly, account, role)
    if held is None:
        return
    require_other_administrator(assembly, role)
    db.session.delete(held)
    db.session.flush()
    audit.record("assemblies.role_revoked", account, assembly_id=assembly.id, role=role.value)


def require_other_administrator(assembly: Assembly, role: Role) -> None:
    """Raises LastAdministratorError if nobody would be left to grant roles once somebody loses `role`."""
    if role is Role.ADMINISTRATOR and _administrators(assembly) == 1:
        raise LastAdministratorError(assembly.slug)


def free_slug(title: str) -> str:
    """Returns a slug made from `title` that no burgerberaad has yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain)[: LONGEST_SLUG - 4].strip("-") or "burgerberaad"
    slug, number = base, 1
    while slug in RESERVED_SLUGS or _slug_exists(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _check_slug(slug: str) -> None:
    if len(slug) > LONGEST_SLUG or slug in RESERVED_SLUGS or not SLUG.fullmatch(slug):
        raise SlugUnusableError(slug)
    if _slug_exists(slug):
        raise SlugTakenError(slug)


def _slug_exists(slug: str) -> bool:
    return db.session.scalar(select(Assembly.id).where(Assembly.slug == slug)) is not None


def _membership(assembly: Assembly, account: Account, role: Role) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(
            Membership.assembly_id == assembly.id, Membership.account_id == account.id, Membership.role == role
        )
    )


def _administrators(assembly: Assembly) -> int:
    held = select(func.count()).where(Membership.assembly_id == assembly.id, Membership.role == Role.ADMINISTRATOR)
    return db.session.scalar(held) or 0
