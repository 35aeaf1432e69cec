"""The way in for residents: a code opens the form once, a year of birth opens the existing sign-up.

A letter has a code; people who signed up without one got a code to return with. Whatever is wrong with a code, the
answer is the same: unknown, mistyped, or worn out by wrong tries. Who has a right code hears that signing up is closed.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, Phase
from beraad.days import day_of, today
from beraad.extensions import db
from beraad.recruitment.errors import CodeRefusedError, NotYourSignUpError, SignUpClosedError
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import MOST_TRIES, Invitation, InvitationId, Wave
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import codes

LETTERS = select(Invitation).options(joinedload(Invitation.wave).load_only(Wave.assembly_id).joinedload(Wave.assembly))
#: put together once, because every step of every visitor asks them
LETTER = LETTERS.where(Invitation.id == bindparam("invitation_id"))
_registrations = Registration.__table__.c
ANSWER_TO_LETTER = select(_registrations.id).where(_registrations.invitation_id == bindparam("invitation_id"))
#: what has a code
Holder = Invitation | ReturnCode


def is_open(assembly: Assembly) -> bool:
    """Whether residents can sign up, change and withdraw now."""
    day = today()
    return (
        assembly.pool_frozen_at is None
        and assembly.phase is Phase.RECRUITMENT
        and (assembly.sign_up_opens is None or assembly.sign_up_opens <= day)
        and (assembly.sign_up_closes is None or day <= assembly.sign_up_closes)
    )


def is_over(assembly: Assembly) -> bool:
    """Whether residents could sign up and can't any more: the phase has passed, and the last day too."""
    order = list(Phase)
    has_passed = order.index(assembly.phase) > order.index(Phase.RECRUITMENT)
    return has_passed and (assembly.sign_up_closes is None or assembly.sign_up_closes < today())


def why_closed(assembly: Assembly) -> SignUpClosedError:
    """What somebody hears who comes while nobody can sign up."""
    opens, closes = assembly.sign_up_opens, assembly.sign_up_closes
    state, day = "over", None
    if assembly.pool_frozen_at is not None:
        state, day = "frozen", day_of(assembly.pool_frozen_at)
    elif opens is not None and today() < opens:
        state, day = "early", opens
    elif closes is not None and closes < today():
        state, day = "closed", closes
    return SignUpClosedError(title=assembly.title, state=state, day=day)


def is_open_to_all(assembly: Assembly) -> bool:
    """Whether everyone can sign up now, also without a letter."""
    return is_open(assembly) and open_link.status(assembly.id).is_open


def opened_by(text: str) -> Holder:
    """The letter or sign-up that the typed code opens: for a reminder, the letter that it repeats.

    Raises `CodeRefusedError`, which remembers a wrong try with a known selector, or `SignUpClosedError`.
    """
    code = codes.read(text)
    if code is None:
        raise CodeRefusedError
    holder = db.session.scalar(LETTERS.where(Invitation.selector == code.selector)) or _returning(
        ReturnCode.selector == code.selector
    )
    worn_out = holder is None or holder.tries >= MOST_TRIES
    right = codes.matches(None if holder is None or worn_out else holder.secret_hash, code)
    if holder is None:
        raise CodeRefusedError
    if not right:
        raise CodeRefusedError(remember=partial(count_try, type(holder), holder.selector))
    if not is_open(assembly_of(holder)):
        raise why_closed(assembly_of(holder))
    if isinstance(holder, Invitation) and holder.reminds_id is not None:
        return db.session.get_one(Invitation, holder.reminds_id)
    if isinstance(holder, ReturnCode) and holder.sealed_code is not None:
        holder.sealed_code = None  # it has reached its owner
    return holder


def letter_of(text: str) -> Invitation:
    """The letter that the typed code opens; raises `CodeRefusedError` as `opened_by` does."""
    holder = opened_by(text)
    if not isinstance(holder, Invitation):
        raise CodeRefusedError
    return holder


def letter(invitation_id: InvitationId) -> Invitation | None:
    """A letter that was opened earlier on this visit. None if residents can't sign up any more."""
    invitation = db.session.scalar(LETTER, {"invitation_id": invitation_id})
    return invitation if invitation is not None and is_open(invitation.wave.assembly) else None


def return_code(registration_id: RegistrationId) -> ReturnCode | None:
    """The code to return with of a sign-up without a letter. None if residents can't change it any more."""
    code = _returning(ReturnCode.registration_id == registration_id)
    return code if code is not None and is_open(code.registration.assembly) else None


def assembly_of(holder: Holder) -> Assembly:
    """The burgerberaad that the code is for."""
    return holder.wave.assembly if isinstance(holder, Invitation) else holder.registration.assembly


def registration_of(holder: Holder) -> Registration | None:
    """The sign-up that answered this letter, or that this code returns to."""
    if isinstance(holder, ReturnCode):
        return holder.registration
    registration_id = db.session.scalar(ANSWER_TO_LETTER, {"invitation_id": holder.id})
    return db.session.get(Registration, registration_id) if registration_id is not None else None


def recognise(holder: Holder, birth_year: int) -> Registration:
    """Returns the sign-up, if the year of birth is right.

    Raises `NotYourSignUpError`, also if the code is worn out. A wrong year is remembered as a try with the code.
    """
    registration = registration_of(holder)
    if registration is None or holder.tries >= MOST_TRIES:
        raise NotYourSignUpError
    if registration.birth_year != birth_year:
        raise NotYourSignUpError(remember=partial(count_try, type(holder), holder.selector))
    holder.tries = 0
    db.session.flush()
    return registration


def count_try(table: type[Holder], selector: str) -> None:
    """Count one more wrong try. The database adds it up, so tries at the same moment all count."""
    db.session.execute(
        update(table).where(table.selector == selector, table.tries < MOST_TRIES).values(tries=table.tries + 1)
    )


def _returning(which: ColumnElement[bool]) -> ReturnCode | None:
    codes_of_sign_ups = select(ReturnCode).options(
        joinedload(ReturnCode.registration).joinedload(Registration.assembly)
    )
    return db.session.scalar(codes_of_sign_ups.where(which))
