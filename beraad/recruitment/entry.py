"""The way in for residents: a code opens the form once, a year of birth opens somebody's own sign-up.

Whatever is wrong with a code, the answer is the same: unknown, mistyped, worn out by wrong tries, or too late.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, Phase
from beraad.extensions import db
from beraad.recruitment import codes
from beraad.recruitment.errors import CodeRefusedError, NotYourSignUpError
from beraad.recruitment.models import MOST_TRIES, Invitation, Registration, Wave
from beraad.web.i18n import TIME_ZONE


def today() -> date:
    """This day, in the Netherlands."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()


def is_open(assembly: Assembly) -> bool:
    """Whether residents can sign up, change and withdraw now."""
    day = today()
    return (
        assembly.phase is Phase.RECRUITMENT
        and (assembly.sign_up_opens is None or assembly.sign_up_opens <= day)
        and (assembly.sign_up_closes is None or day <= assembly.sign_up_closes)
    )


def invitation_of(text: str) -> Invitation:
    """The invitation that the typed code opens: for a reminder, the one it repeats.

    Raises `CodeRefusedError`; a wrong try with a known selector has then been counted in this transaction.
    """
    code = codes.read(text)
    if code is None:
        raise CodeRefusedError
    found = _find(Invitation.selector == code.selector)
    worn_out = found is None or found.tries >= MOST_TRIES
    right = codes.matches(None if found is None or worn_out else found.secret_hash, code)
    if found is None or not right:
        if found is not None:
            count_try(found)
        raise CodeRefusedError
    if not is_open(found.wave.assembly):
        raise CodeRefusedError
    return found if found.reminds_id is None else _get(found.reminds_id)


def opened(number: int) -> Invitation | None:
    """An invitation that was opened earlier on this visit, as long as residents can still sign up."""
    found = _find(Invitation.id == number)
    return found if found is not None and is_open(found.wave.assembly) else None


def registration_of(invitation: Invitation) -> Registration | None:
    """The sign-up that answered this letter."""
    return db.session.scalar(select(Registration).where(Registration.invitation_id == invitation.id))


def recognise(invitation: Invitation, birth_year: int) -> Registration:
    """The sign-up of whoever knows its year of birth; a wrong year counts as a try with the code.

    Raises `NotYourSignUpError`, or `CodeRefusedError` when the code is worn out.
    """
    registration = registration_of(invitation)
    if registration is None or invitation.tries >= MOST_TRIES:
        raise CodeRefusedError
    if registration.birth_year != birth_year:
        count_try(invitation)
        raise NotYourSignUpError
    invitation.tries = 0
    db.session.flush()
    return registration


def count_try(invitation: Invitation) -> None:
    """One more wrong try; counted by the database, so that tries at the same moment all count."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.tries < MOST_TRIES)
        .values(tries=Invitation.tries + 1)
    )


def _find(which: object) -> Invitation | None:
    chosen = select(Invitation).options(joinedload(Invitation.wave).joinedload(Wave.assembly))
    return db.session.scalar(chosen.where(which))  # type: ignore[arg-type]


def _get(number: int) -> Invitation:
    return db.session.get_one(Invitation, number)
