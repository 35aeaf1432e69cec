"""People who asked to be forgotten: a later file from the register does not bring them back.

What stays of them is a hash of their name and address, keyed with the application's secret. Nobody can read from it who
it is; it only answers whether a row of a new file is about a person who asked. It is deleted with the sample.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.addresses import household_key, plain
from beraad.recruitment.models.sample import KeptOut
from beraad.web import sealing


def mark(assembly_id: AssemblyId, name: str, address_line1: str, postcode: str) -> str:
    """A keyed hash (hex), the same for two spellings of one name at one address."""
    home = household_key(assembly_id, address_line1, postcode)
    return sealing.fingerprint(f"kept out:{home}:{plain(name)}")


def add(assembly_id: AssemblyId, marks: Iterable[str]) -> None:
    """Keep these people (by their marks) out of the sample from now on."""
    for new in sorted(set(marks) - marks_of(assembly_id)):
        db.session.add(KeptOut(assembly_id=assembly_id, mark=new))
    db.session.flush()


def marks_of(assembly_id: AssemblyId) -> set[str]:
    """The marks of everyone who is kept out."""
    return set(db.session.scalars(select(KeptOut.mark).where(KeptOut.assembly_id == assembly_id)))


def forget(assembly_id: AssemblyId) -> None:
    """Delete all marks: no sample is read any more."""
    db.session.execute(delete(KeptOut).where(KeptOut.assembly_id == assembly_id))
