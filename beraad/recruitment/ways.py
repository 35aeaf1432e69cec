"""Who signed up, as people to tell something: how each is reached, and the audiences that they make up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.telling import service as telling
from beraad.telling.audiences import Audience
from beraad.telling.composing import Text
from beraad.telling.people import Addressee, Person
from beraad.telling.ways import way_of

#: code of the audience of all who signed up
EVERYONE = "aangemeld"
#: the columns that say who somebody is and how they are reached
COLUMNS = (
    *(Registration.id, Registration.name, Registration.pool_id, Registration.language, Registration.contact_by),
    *(Registration.email, Registration.phone, Registration.address_line1, Registration.address_line2),
    *(Registration.postcode, Registration.place),
)


def people(ids: Collection[int]) -> Mapping[int, Person]:
    """Returns id → the person who signed up under it; who is gone is left out."""
    rows = db.session.execute(select(*COLUMNS).where(Registration.id.in_(ids)))
    return {row.id: person_of(row) for row in rows}


def person_of(row: Any) -> Person:
    """The person of a registration, or of its `COLUMNS`."""
    way = way_of(row)
    return Person(
        addressee=Addressee(registration_id=row.id),
        name=row.name,
        way=way,
        address=getattr(row, way.field) if way is not None else "",
        language=row.language,
        reference=row.pool_id,
        phone=row.phone,
        envelope=(row.address_line1, row.address_line2, row.postcode, row.place),
    )


def text_of(registration_id: Any) -> ColumnElement[str]:
    """For the database: name, reference, place and telephone of a registration, in one text."""
    parts = (Registration.name, Registration.pool_id, Registration.place, Registration.phone)
    text = reduce(lambda before, part: before + " " + part, parts[1:], parts[0].expression)
    return select(text).where(Registration.id == registration_id).scalar_subquery()


def audiences(assembly: Assembly) -> Iterable[Audience]:
    """Everyone who takes part in the draw, and those of the open link who do not."""
    mine = select(Registration.id).where(
        Registration.assembly_id == assembly.id, Registration.state == RegistrationState.SIGNED_UP
    )
    yield Audience(EVERYONE, _("Iedereen die zich heeft aangemeld"), mine)
    by_link = mine.where(Registration.channel == Channel.OPEN_LINK)
    if db.session.scalar(by_link.limit(1)) is not None:
        yield Audience("open-link", _("Wie zich aanmeldde via de open link"), by_link)


def answer(registration: Registration, text: Text, reference: str, *, by_name: bool = True) -> bool:
    """Tell one person at once what is for them alone. Returns False for somebody who is reached by hand.

    Without `by_name` the greeting is the same for everybody.
    """
    person = person_of(registration)
    if not by_name:
        person = replace(person, name=_("deelnemer"))
    return telling.answer(registration.assembly, person, text, reference)
