"""The way in for residents: a code opens the form once, a year of birth opens somebody's own sign-up.

A letter has a code; whoever signed up without one got a code to return with. Whatever is wrong with a code, the
answer is the same: unknown, mistyped, worn out by wrong tries, or too late.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, Phase
from beraad.days import today
from beraad.extensions import db
from beraad.recruitment.errors import CodeRefusedError, NotYourSignUpError
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import MOST_TRIES, Invitation, Wave
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import codes

LETTERS = select(Invitation).options(joinedload(Invitation.wave).load_only(Wave.assembly_id).joinedload(Wave.assembly))
#: asked at every step of every visitor, so that they are put together once
LETTER = LETTERS.where(Invitation.id == bindparam("number"))
_registrations = Registration.__table__.c
ANSWER_TO_LETTER = select(_registrations.id).where(_registrations.invitation_id == bindparam("number"))
#: what has a code
Holder = Invitation | ReturnCode


def is_open(assembly: Assembly) -> bool:
    """Whether residents can sign up, change and withdraw now."""
    day = today()
    return (
        assembly.phase is Phase.RECRUITMENT
        and (assembly.sign_up_opens is None or assembly.sign_up_opens <= day)
        and (assembly.sign_up_closes is None or day <= assembly.sign_up_closes)
    )


def is_open_to_all(assembly: Assembly) -> bool:
    """Whether everyone can sign up now, also without a letter."""
    return is_open(assembly) and open_link.of(assembly.id).is_open


def opened_by(text: str) -> Holder:
    """The letter or sign-up that the typed code opens: for a reminder, the letter that it repeats.

    Raises `CodeRefusedError`; a wrong try with a known selector has then been counted in this transaction.
    """
    code = codes.read(text)
    if code is None:
        raise CodeRefusedError
    found = db.session.scalar(LETTERS.where(Invitation.selector == code.selector)) or _returning(
        ReturnCode.selector == code.selector
    )
    worn_out = found is None or found.tries >= MOST_TRIES
    right = codes.matches(None if found is None or worn_out else found.secret_hash, code)
    if found is None or not right:
        if found is not None:
            count_try(found)
        raise CodeRefusedError
    if not is_open(assembly_of(found)):
        raise CodeRefusedError
    if isinstance(found, Invitation) and found.reminds_id is not None:
        return db.session.get_one(Invitation, found.reminds_id)
    return found


def letter_of(text: str) -> Invitation:
    """The letter that the typed code opens; raises `CodeRefusedError` as `opened_by` does."""
    found = opened_by(text)
    if not isinstance(found, Invitation):
        raise CodeRefusedError
    return found


def letter(number: int) -> Invitation | None:
    """A letter that was opened earlier on this visit, as long as residents can still sign up."""
    found = db.session.scalar(LETTER, {"number": number})
    return found if found is not None and is_open(found.wave.assembly) else None


def returning(registration_id: int) -> ReturnCode | None:
    """The code of a sign-up without a letter, as long as residents can still change it."""
    found = _returning(ReturnCode.registration_id == registration_id)
    return found if found is not None and is_open(found.registration.assembly) else None


def assembly_of(holder: Holder) -> Assembly:
    """The burgerberaad that the code is for."""
    return holder.wave.assembly if isinstance(holder, Invitation) else holder.registration.assembly


def registration_of(holder: Holder) -> Registration | None:
    """The sign-up that answered this letter, or that this code returns to."""
    if isinstance(holder, ReturnCode):
        return holder.registration
    number = db.session.scalar(ANSWER_TO_LETTER, {"number": holder.id})
    return db.session.get(Registration, number) if number is not None else None


def recognise(holder: Holder, birth_year: int) -> Registration:
    """The sign-up of whoever knows its year of birth; a wrong year counts as a try with the code.

    Raises `NotYourSignUpError`, or `CodeRefusedError` when the code is worn out.
    """
    registration = registration_of(holder)
    if registration is None or holder.tries >= MOST_TRIES:
        raise CodeRefusedError
    if registration.birth_year != birth_year:
        count_try(holder)
        raise NotYourSignUpError
    holder.tries = 0
    db.session.flush()
    return registration


def count_try(holder: Holder) -> None:
    """One more wrong try; counted by the database, so that tries at the same moment all count."""
    table = type(holder)
    db.session.execute(
        update(table).where(table.selector == holder.selector, table.tries < MOST_TRIES).values(tries=table.tries + 1)
    )


def _returning(which: ColumnElement[bool]) -> ReturnCode | None:
    chosen = select(ReturnCode).options(joinedload(ReturnCode.registration).joinedload(Registration.assembly))
    return db.session.scalar(chosen.where(which))
