"""The verbs of a burgerberaad: make it, describe it, move it along, and say who may do what in it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies import gates
from beraad.assemblies.errors import (
    DatesOutOfOrderError,
    LastAdministratorError,
    NotReadyError,
    SlugFixedError,
    SlugTakenError,
    SlugUnusableError,
)
from beraad.assemblies.features.service import set_features
from beraad.assemblies.models import Assembly, Membership, Phase, PhaseStart, Role
from beraad.assemblies.promises import questions
from beraad.assemblies.promises.room import add_room_item
from beraad.assemblies.signals import phase_entered
from beraad.audit.service import record
from beraad.extensions import db

__all__ = [
    "add_room_item",
    "create_assembly",
    "grant_role",
    "move_phase",
    "publish",
    "revoke_role",
    "set_features",
    "update",
    "withdraw_from_public",
]

#: words that stand at the place of a slug in our own addresses
RESERVED_SLUGS = frozenset({"nieuw"})
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
#: what `update` may change; phase, publication, features and room have verbs of their own
EDITABLE = frozenset(
    {"slug", "title", "question", "summary", "commissioner", "organiser", "seats", "expectations", "background"}
    | {"contact_name", "contact_email", "contact_phone", "commitment", "commitment_by", "commitment_on"}
    | set(gates.DATES)
)


def create_assembly(
    title: str, seats: int, *, slug: str | None = None, creator: Account | None = None, **values: Any
) -> Assembly:
    """A new burgerberaad in preparation, seen by nobody but its people; `values` as for `update`.

    Without `slug` one is made from the title. `creator` becomes its administrator.
    """
    chosen = slug if slug is not None else free_slug(title)
    _check_slug(chosen)
    _check_values(values)
    assembly = Assembly(slug=chosen, title=title, seats=seats, phase=Phase.PREPARATION, **values)
    db.session.add(assembly)
    db.session.flush()
    db.session.add(PhaseStart(assembly_id=assembly.id, phase=Phase.PREPARATION))
    questions.keep(assembly)
    record("assembly.created", _name(assembly), assembly_id=assembly.id, seats=seats)
    if creator is not None:
        grant_role(assembly, creator, Role.ADMINISTRATOR)
    return assembly


def update(assembly: Assembly, **values: Any) -> Assembly:
    """Change what `values` names (see `EDITABLE`); the log says which fields changed, not what was in them."""
    changed = sorted(name for name, value in values.items() if getattr(assembly, name) != value)
    if not changed:
        return assembly
    _check_values(values, assembly)
    if "slug" in changed:
        if assembly.is_public:
            raise SlugFixedError(assembly.slug)
        _check_slug(values["slug"])
    for name in changed:
        setattr(assembly, name, values[name])
    db.session.flush()
    questions.keep(assembly)
    record("assembly.updated", _name(assembly), assembly_id=assembly.id, fields=changed)
    return assembly


def move_phase(assembly: Assembly, phase: Phase) -> Assembly:
    """Put `assembly` in `phase`, forward or back. The gaps of that moment go into the log."""
    if phase == assembly.phase:
        return assembly
    left, gaps = assembly.phase, gates.before_phase(assembly, phase)
    assembly.phase = phase
    db.session.add(PhaseStart(assembly_id=assembly.id, phase=phase))
    db.session.flush()
    record(
        "assembly.phase_moved",
        _name(assembly),
        assembly_id=assembly.id,
        left=left.value,
        entered=phase.value,
        gaps=[gap.value for gap in gaps],
    )
    phase_entered.send(assembly, phase=phase)
    return assembly


def publish(assembly: Assembly) -> Assembly:
    """Show `assembly` to the public; raises `NotReadyError` while it has no question or no room for influence."""
    gaps = gates.before_publication(assembly)
    if gaps:
        raise NotReadyError([gap.value for gap in gaps])
    return _set_public(assembly, True, "assembly.published")


def withdraw_from_public(assembly: Assembly) -> Assembly:
    """Show `assembly` to its own people alone again."""
    return _set_public(assembly, False, "assembly.withdrawn_from_public")


def _set_public(assembly: Assembly, is_public: bool, action: str) -> Assembly:
    if assembly.is_public != is_public:
        assembly.is_public = is_public
        db.session.flush()
        record(action, _name(assembly), assembly_id=assembly.id)
    return assembly


def grant_role(assembly: Assembly, account: Account, role: Role) -> Membership:
    """Give `account` this role in `assembly`; the role it holds already stays as it is."""
    held = _membership(assembly, account, role)
    if held is not None:
        return held
    membership = Membership(assembly_id=assembly.id, account_id=account.id, role=role)
    db.session.add(membership)
    db.session.flush()
    record("assembly.role_granted", f"account:{account.id}", assembly_id=assembly.id, role=role.value)
    return membership


def revoke_role(assembly: Assembly, account: Account, role: Role) -> None:
    """Take this role away; raises `LastAdministratorError` when nobody would be left to grant roles."""
    held = _membership(assembly, account, role)
    if held is None:
        return
    if role == Role.ADMINISTRATOR and _administrators(assembly) == 1:
        raise LastAdministratorError(assembly.slug)
    db.session.delete(held)
    db.session.flush()
    record("assembly.role_revoked", f"account:{account.id}", assembly_id=assembly.id, role=role.value)


def free_slug(title: str) -> str:
    """A slug made from `title` that no burgerberaad has yet."""
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


def _check_values(values: dict[str, Any], assembly: Assembly | None = None) -> None:
    unknown = set(values) - EDITABLE
    if unknown:
        raise TypeError(f"not a field that can be set here: {', '.join(sorted(unknown))}")
    dates = {name: values.get(name, getattr(assembly, name, None)) for name in gates.DATES}
    wrong = gates.first_out_of_order(dates)
    if wrong is not None:
        raise DatesOutOfOrderError(*wrong)


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


def _name(assembly: Assembly) -> str:
    return f"assembly:{assembly.id}"
