"""How a draft came about: its authors, and what each of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from beraad.accounts.models import Account
from beraad.assemblies.models import AssemblyId, Membership, Role
from beraad.extensions import db
from beraad.recommendations.models import FormalResponse
from beraad.recommendations.models_answers import ResponseEdit
from beraad.recommendations.statuses import Decision
from beraad.recommendations.words import FIELDS
from beraad.web.visitor import AccountId

#: who writes, in the order in which a role is named
WRITERS = (Role.OFFICIAL, Role.EXECUTIVE, Role.REGISTRY)


def count_of_edits(response: FormalResponse) -> int:
    """How often the draft was saved."""
    mine = ResponseEdit.response_id == response.id
    return db.session.scalar(select(func.count()).select_from(ResponseEdit).where(mine)) or 0


def authors_of(response: FormalResponse) -> frozenset[AccountId]:
    """Everyone who wrote on the draft at any time."""
    saved = select(ResponseEdit.author_id).where(ResponseEdit.response_id == response.id)
    authors = {*db.session.scalars(saved), response.prepared_by_id}
    return frozenset(author for author in authors if author is not None)


def role_of(account: Account, assembly_id: AssemblyId) -> str:
    """Code of the role in which somebody writes: the first that they have of those who may; empty without one."""
    held = select(Membership.role).where(Membership.assembly_id == assembly_id, Membership.account_id == account.id)
    roles = set(db.session.scalars(held))
    return next((role.value for role in WRITERS if role in roles), "")


@dataclass(frozen=True)
class Changed:
    """A field that somebody wrote, with what stood there before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """A draft as it was saved, beside the one before it."""

    number: int
    name: str
    #: label of the role in which they wrote; empty if it is no longer known
    role: str
    saved_at: datetime
    decision: Decision
    is_other_decision: bool
    changes: tuple[Changed, ...]


def history(response: FormalResponse) -> tuple[Edit, ...]:
    """Who wrote what on a draft, the latest first."""
    saved = db.session.scalars(
        select(ResponseEdit)
        .options(selectinload(ResponseEdit.author))
        .where(ResponseEdit.response_id == response.id)
        .order_by(ResponseEdit.number)
    ).all()
    edits = [_edit(edit, before) for before, edit in zip([None, *saved], saved, strict=False)]
    return tuple(reversed(edits))


def _edit(edit: ResponseEdit, before: ResponseEdit | None) -> Edit:
    role = Role.by_code(edit.author_role)
    return Edit(
        number=edit.number,
        name=edit.author.name if edit.author else "",
        role=str(role.label) if role else "",
        saved_at=edit.saved_at,
        decision=edit.decision,
        is_other_decision=before is not None and before.decision is not edit.decision,
        changes=_changes(before.content if before else {}, edit.content),
    )


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Changed, ...]:
    names = [name for name in FIELDS if before.get(name, "") != after.get(name, "")]
    return tuple(Changed(str(FIELDS[name]), before.get(name, ""), after.get(name, "")) for name in names)
