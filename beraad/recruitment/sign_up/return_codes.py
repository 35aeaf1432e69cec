"""Codes for people who have none that works: to return to a sign-up without a letter, or after too many wrong tries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, literal, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.errors import AlreadySignedUpError
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.sign_up import ReturnCode
from beraad.recruitment.models.waves import MOST_TRIES, Invitation, Wave
from beraad.recruitment.sign_up import codes, entry
from beraad.recruitment.sign_up.codes import Code
from beraad.recruitment.sign_up.entry import Holder
from beraad.web import sealing

#: what a code opens, as addresses of pages say it
LETTER, SIGN_UP = "brief", "aanmelding"


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
    holder.sealed_code = None
    db.session.flush()
    _record("recruitment.code_renewed", holder)
    return code


def of_registration(registration: Registration) -> ReturnCode | None:
    """Returns the code of a sign-up, or None: those with a letter use its code, those from a file have none."""
    return db.session.get(ReturnCode, registration.id)


def keep(registration_id: RegistrationId, code: Code) -> None:
    """Seal the code of a sign-up until it is used, so that the office can read it again and pass it on."""
    return_code = db.session.get_one(ReturnCode, registration_id)
    return_code.sealed_code = sealing.seal(code.plain, return_code.seal_name)
    db.session.flush()


def to_pass_on(return_code: ReturnCode) -> Code | None:
    """The code that the office has to pass on. None once it was used, or if somebody got it without the office."""
    if return_code.sealed_code is None:
        return None
    return codes.read(sealing.unseal(return_code.sealed_code, return_code.seal_name))


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
    postcode: str
    place: str
    #: number of the wave; 0 for a code to return with
    wave: int
    #: wrong ones, one after the other
    tries: int

    @property
    def is_worn_out(self) -> bool:
        """Whether it opens nothing any more, after too many wrong tries."""
        return self.tries >= MOST_TRIES


def all_codes(assembly: Assembly) -> tuple[Select[Any], ReadOnlyColumnCollection[str, Any]]:
    """Returns what asks for all codes, in letters and to return with, as rows of `CodeRow`; and its columns."""
    letters = (
        select(*_columns(LETTER, Invitation.id, RegisterRow, Wave.number, Invitation))
        .join(Wave, Wave.id == Invitation.wave_id)
        .outerjoin(RegisterRow, RegisterRow.id == Invitation.register_row_id)
        .where(Wave.assembly_id == assembly.id)
    )
    returning = (
        select(*_columns(SIGN_UP, Registration.id, Registration, literal(0), ReturnCode))
        .join(Registration, Registration.id == ReturnCode.registration_id)
        .where(Registration.assembly_id == assembly.id)
    )
    both = union_all(letters, returning).subquery("codes")
    return select(both), both.c


def holder(assembly: Assembly, kind: str, holder_id: int) -> Holder:
    """Returns the letter, or the code of the sign-up, with this id; or 404."""
    code_holder: Holder | None = (
        db.session.get(Invitation, holder_id) if kind == LETTER else db.session.get(ReturnCode, holder_id)
    )
    if code_holder is None or entry.assembly_of(code_holder).id != assembly.id:
        abort(404)
    return code_holder


def _columns(
    kind: str,
    holder_id: SQLColumnExpression[Any],
    person: type[RegisterRow | Registration],
    wave: SQLColumnExpression[Any],
    code: type[Invitation | ReturnCode],
) -> list[ColumnElement[Any]]:
    """The columns of `CodeRow`; a person who was wiped has no name."""
    texts = [func.coalesce(column, "") for column in (person.name, person.postcode, person.place)]
    columns = [literal(kind), holder_id, code.selector, *texts, wave, code.tries]
    return [column.label(field.name) for column, field in zip(columns, fields(CodeRow), strict=True)]


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
