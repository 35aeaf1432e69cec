"""People who asked to be forgotten: a later file from the register does not bring them back.

What stays of them is a hash, keyed with the application's secret, of their name and address. Nobody can read from it
who it is; it only answers whether a row of a new file is about somebody who asked. It goes with the sample.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from beraad.extensions import db
from beraad.orm import Model, Moment, now
from beraad.recruitment.addresses import household_key, plain
from beraad.web import sealing


class KeptOut(Model):
    """Somebody who is not to come back into the register sample of a burgerberaad."""

    __tablename__ = "kept_out"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: hex; see `mark`
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)


def mark(assembly_id: int, name: str, address_line1: str, postcode: str) -> str:
    """The same for two spellings of one name at one address."""
    home = household_key(assembly_id, address_line1, postcode)
    return sealing.fingerprint(f"kept out:{home}:{plain(name)}")


def add(assembly_id: int, marks: Iterable[str]) -> None:
    """Keep these people out from now on."""
    for new in sorted(set(marks) - marks_of(assembly_id)):
        db.session.add(KeptOut(assembly_id=assembly_id, mark=new))
    db.session.flush()


def marks_of(assembly_id: int) -> set[str]:
    """Everyone who is kept out."""
    return set(db.session.scalars(select(KeptOut.mark).where(KeptOut.assembly_id == assembly_id)))


def forget(assembly_id: int) -> None:
    """No sample is read any more: nobody has to be kept out of it."""
    db.session.execute(delete(KeptOut).where(KeptOut.assembly_id == assembly_id))
