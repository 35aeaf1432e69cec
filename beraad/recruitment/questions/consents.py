"""What people agree to: texts of a burgerberaad with their versions, and who agreed to which version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sign_up import Consent, ConsentText, Purpose
from beraad.web.i18n import dutch

#: the first version, unless the organiser wrote another
DEFAULTS = {
    Purpose.DRAW: _l("Ik doe mee aan de loting. Mijn antwoorden mogen daarvoor worden gebruikt."),
    Purpose.THINK_ALONG: _l("Ik wil meedenken. Mijn antwoorden mogen worden gebruikt om mij daarvoor te vragen."),
    Purpose.NEEDS: _l("Wat ik hier vertel, mag worden gebruikt om mij te helpen. Alleen wie de hulp regelt, ziet het."),
    Purpose.SPECIAL: _l(
        "Mijn antwoord mag worden gebruikt bij de loting. Niemand ziet het bij mijn naam. "
        "Het wordt gewist zodra niemand meer wordt vervangen."
    ),
}

AGREED = insert(Consent.__table__)


@dataclass(frozen=True)
class VersionRow:
    """One version of a text, with the number of people who agreed to it."""

    version: int
    text: str
    made_at: datetime
    people: int


def words(assembly_id: int, purpose: Purpose) -> str:
    """What people agree to now, in Dutch."""
    return found(assembly_id, purpose)[1]


def found(assembly_id: int, purpose: Purpose) -> tuple[int | None, str]:
    """Number of the text that counts (None for our own words, to which nobody has agreed yet), and what it says."""
    last = _last(assembly_id, purpose)
    return (last.id, last.text) if last else (None, dutch(DEFAULTS[purpose]))


def write(assembly: Assembly, purpose: Purpose, text: str) -> ConsentText:
    """The text from now on; the same text again makes no version."""
    last = current(assembly.id, purpose)
    if last.text == text:
        return last
    made = _add(assembly.id, purpose, last.version + 1, text)
    audit.record(
        "recruitment.consent_written",
        f"consent_text:{made.id}",
        assembly_id=assembly.id,
        purpose=purpose.value,
        version=made.version,
    )
    return made


def current(assembly_id: int, purpose: Purpose) -> ConsentText:
    """The version that counts; the first one is made here out of our own text."""
    last = _last(assembly_id, purpose)
    if last is None:
        try:
            with db.session.begin_nested():
                last = _add(assembly_id, purpose, 1, dutch(DEFAULTS[purpose]))
        except IntegrityError:  # somebody else signed up first at this very moment
            last = db.session.scalars(_versions(assembly_id, purpose).limit(1)).one()
    return last


def agree(registration: Registration, texts: Mapping[Purpose, int | None], language: str) -> None:
    """Keep to which texts (purpose → number, as `found` gives it) this person agreed, read in `language`."""
    known = select(Consent.text_id).where(Consent.registration_id == registration.id)
    before = set(db.session.scalars(known)) if registration.changed_at else set()
    agreed = {number or current(registration.assembly_id, purpose).id for purpose, number in texts.items()} - before
    rows = [{"registration_id": registration.id, "text_id": number, "language": language} for number in sorted(agreed)]
    if rows:
        db.session.execute(AGREED, rows)


def of(registration_id: int) -> Sequence[Consent]:
    """What somebody agreed to, the first first."""
    chosen = select(Consent).where(Consent.registration_id == registration_id)
    return db.session.scalars(chosen.order_by(Consent.at, Consent.text_id)).all()


def versions(assembly_id: int, purpose: Purpose) -> list[VersionRow]:
    """All versions, the last first."""
    people = (
        select(ConsentText.version, ConsentText.text, ConsentText.made_at, func.count(Consent.registration_id))
        .outerjoin(Consent, Consent.text_id == ConsentText.id)
        .where(ConsentText.assembly_id == assembly_id, ConsentText.purpose == purpose)
        .group_by(ConsentText.id, ConsentText.version, ConsentText.text, ConsentText.made_at)
    )
    return [VersionRow(*row) for row in db.session.execute(people.order_by(ConsentText.version.desc()))]


def _add(assembly_id: int, purpose: Purpose, version: int, text: str) -> ConsentText:
    made = ConsentText(assembly_id=assembly_id, purpose=purpose, version=version, text=text)
    db.session.add(made)
    db.session.flush()
    return made


def _last(assembly_id: int, purpose: Purpose) -> ConsentText | None:
    return db.session.scalar(_versions(assembly_id, purpose).limit(1))


def _versions(assembly_id: int, purpose: Purpose) -> Select[tuple[ConsentText]]:
    chosen = select(ConsentText).where(ConsentText.assembly_id == assembly_id, ConsentText.purpose == purpose)
    return chosen.order_by(ConsentText.version.desc())
