"""What a case of an act of weight is, and how it reads and changes the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db


@dataclass(frozen=True)
class Case:
    """An act that can be done now."""

    assembly: Assembly
    #: address of its page, or of the form that comes first
    path: str
    #: something else that changes meanwhile
    spoil: Callable[[], Any]
    #: label on the page → number that the database has afterwards
    counted: Callable[[], Mapping[str, int]]
    #: who proposes and approves it
    roles: tuple[Role, Role] = (Role.REGISTRY, Role.ORGANISER)
    #: filled in on the form that comes first, behind this button
    asked: Mapping[str, str] = field(default_factory=dict)
    button: str | None = None
    #: filled in on the page itself
    typed: Mapping[str, str] = field(default_factory=dict)
    #: puts right what `spoil` did, where the act would be refused for it
    mend: Callable[[], Any] = lambda: None
    #: status and words of the page after `spoil`
    refused: tuple[int, str] = (409, "Dit is veranderd")
    #: is the one who prepared it, if that was not `roles[0]` at their page
    made_by: Account | None = None
    #: keys of acts that wait for a colleague once this one is done
    next: tuple[str, ...] = ()


def count(what: Any, *having: Any) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(what).where(*having)) or 0


def put(row: Any, **values: Any) -> None:
    """Change a row, as some other page does."""
    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()
