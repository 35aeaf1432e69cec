"""Codes for people who have none that works: to return to a sign-up without a letter, or after too many wrong tries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.errors import AlreadySignedUpError
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import MOST_TRIES, Invitation, Wave
from beraad.recruitment.sign_up import codes, entry
from beraad.recruitment.sign_up.codes import Code
from beraad.recruitment.sign_up.entry import Holder

#: what a code opens, as addresses of pages say it
LETTER, SIGN_UP = "brief", "aanmelding"
#: rows on the page of the griffie
MOST_FOUND = 50


def add(registration: Registration, visit_key: str = "") -> Code:
    """Returns the first code of a sign-up without a letter; `visit_key` names the visit in which it was made.

    Raises `AlreadySignedUpError` if that visit has ended in a sign-up before.
    """
    code = _new()
    return_code = ReturnCode(
        registration_id=registration.id,
        selector=code.selector,
        secret_hash=codes.HASHER.hash(code.secret),
        visit_key=_hashed(visit_key) if visit_key else None,
    )
    try:
        with db.session.begin_nested():
            db.session.add(return_code)
    except IntegrityError as error:
        raise AlreadySignedUpError from error
    return code


def of_visit(visit_key: str) -> ReturnCode:
    """The code that was given at the end of this visit."""
    return db.session.scalars(select(ReturnCode).where(ReturnCode.visit_key == _hashed(visit_key))).one()


def renew(holder: Holder) -> Code:
    """Returns a new code; the old one opens nothing any more."""
    code = _new()
    holder.selector, holder.secret_hash, holder.tries = code.selector, codes.HASHER.hash(code.secret), 0
    if isinstance(holder, Invitation):
        holder.sealed_code = None
    db.session.flush()
    _record("recruitment.code_renewed", holder)
    return code


def reopen(holder: Holder) -> None:
    """Let the same code work again after too many wrong tries."""
    holder.tries = 0
    db.session.flush()
    _record("recruitment.code_reopened", holder)


@dataclass(frozen=True)
class CodeRow:
    """A code as the griffie sees it, without its secret part."""

    #: `LETTER` or `SIGN_UP`, and the id of the invitation or the registration
    kind: str
    holder_id: int
    selector: str
    name: str
    place: str
    #: number of the wave; 0 for a code to return with
    wave: int
    is_worn_out: bool


def find(assembly: Assembly, words: str) -> list[CodeRow]:
    """Codes of people or letters with all `words` in name, postcode or selector; without words those worn out."""
    return [*_letters(assembly, words.split()), *_returning(assembly, words.split())][:MOST_FOUND]


def holder(assembly: Assembly, kind: str, holder_id: int) -> Holder:
    """Returns the letter, or the code of the sign-up, with this id; or 404."""
    code_holder: Holder | None = (
        db.session.get(Invitation, holder_id) if kind == LETTER else db.session.get(ReturnCode, holder_id)
    )
    if code_holder is None or entry.assembly_of(code_holder).id != assembly.id:
        abort(404)
    return code_holder


def _letters(assembly: Assembly, words: Sequence[str]) -> list[CodeRow]:
    letters = (
        select(Invitation.id, Invitation.selector, RegisterRow.name, RegisterRow.place, Wave.number, Invitation.tries)
        .join(Wave, Wave.id == Invitation.wave_id)
        .outerjoin(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(Wave.assembly_id == assembly.id)
    )
    letters = letters.where(*_meant(RegisterRow, Invitation, words))
    rows = db.session.execute(letters.order_by(Invitation.id).limit(MOST_FOUND))
    return [
        CodeRow(LETTER, invitation_id, selector, name or "", place or "", wave, tries >= MOST_TRIES)
        for invitation_id, selector, name, place, wave, tries in rows
    ]


def _returning(assembly: Assembly, words: Sequence[str]) -> list[CodeRow]:
    sign_ups = (
        select(Registration.id, ReturnCode.selector, Registration.name, Registration.place, ReturnCode.tries)
        .join(Registration, Registration.id == ReturnCode.registration_id)
        .where(Registration.assembly_id == assembly.id)
    )
    sign_ups = sign_ups.where(*_meant(Registration, ReturnCode, words))
    rows = db.session.execute(sign_ups.order_by(Registration.id).limit(MOST_FOUND))
    return [
        CodeRow(SIGN_UP, registration_id, selector, name, place, 0, tries >= MOST_TRIES)
        for registration_id, selector, name, place, tries in rows
    ]


def _meant(
    person: type[RegisterRow | Registration], code: type[Invitation | ReturnCode], words: Sequence[str]
) -> list[ColumnElement[bool]]:
    """Each word in the name, the postcode or the selector; without words: worn out."""
    if not words:
        return [code.tries >= MOST_TRIES]
    return [
        or_(
            person.name.icontains(word, autoescape=True),
            person.postcode.icontains(word, autoescape=True),
            code.selector == word.upper(),
        )
        for word in words
    ]


def _hashed(visit_key: str) -> str:
    return hashlib.sha256(visit_key.encode()).hexdigest()


def _new() -> Code:
    """A code whose selector nobody has."""
    makes = codes.make(())
    while True:
        code = next(makes)
        letter = select(Invitation.id).where(Invitation.selector == code.selector)
        returning = select(ReturnCode.registration_id).where(ReturnCode.selector == code.selector)
        if db.session.scalar(letter) is None and db.session.scalar(returning) is None:
            return code


def _record(action: str, holder: Holder) -> None:
    audit.record(action, holder, assembly_id=entry.assembly_of(holder).id)
