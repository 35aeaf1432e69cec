"""The questions that pages ask about the register sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import abort
from sqlalchemy import Select, exists, func, or_, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RefusedRow, RegisterImport, RegisterRow
from beraad.recruitment.models.waves import Invitation


def imports(assembly_id: int) -> Sequence[RegisterImport]:
    """The files with a register sample, newest first."""
    chosen = select(RegisterImport).where(RegisterImport.assembly_id == assembly_id)
    return db.session.scalars(chosen.order_by(RegisterImport.id.desc())).all()


def sample_import(assembly: Assembly, number: int) -> RegisterImport:
    """One file; 404 when this burgerberaad has no such."""
    chosen = select(RegisterImport).where(RegisterImport.id == number, RegisterImport.assembly_id == assembly.id)
    found = db.session.scalar(chosen)
    if found is None:
        abort(404)
    return found


def refusals(chosen: RegisterImport) -> Mapping[str, int]:
    """Reason → number of rows of the file that were left out."""
    rows = db.session.execute(
        select(RefusedRow.reason, func.count()).where(RefusedRow.import_id == chosen.id).group_by(RefusedRow.reason)
    )
    return dict(sorted(rows.all()))


def refused_rows(chosen: RegisterImport) -> Sequence[tuple[int, str]]:
    """Number and reason of each row that was left out, in order."""
    rows = db.session.execute(
        select(RefusedRow.row, RefusedRow.reason).where(RefusedRow.import_id == chosen.id).order_by(RefusedRow.row)
    )
    return [(number, reason) for number, reason in rows]


def sample_size(assembly_id: int) -> int:
    """The number of people in the register sample."""
    counted = select(func.count()).select_from(RegisterRow).where(RegisterRow.assembly_id == assembly_id)
    return db.session.scalar(counted) or 0


#: rows of the sample that a search gives at most
MOST_FOUND = 20


def found_in_sample(assembly_id: int, words: str) -> Sequence[RegisterRow]:
    """People in the register sample who did not answer a letter; each word is looked for in name and address."""
    chosen = _unanswered().where(RegisterRow.assembly_id == assembly_id)
    columns = (RegisterRow.name, RegisterRow.address_line1, RegisterRow.postcode, RegisterRow.place)
    for word in words.lower().split():
        chosen = chosen.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    return db.session.scalars(chosen.order_by(RegisterRow.name, RegisterRow.id).limit(MOST_FOUND)).all()


def sample_row(assembly: Assembly, number: int) -> RegisterRow:
    """Somebody in the sample who did not answer a letter; 404 when this burgerberaad has no such."""
    found = db.session.scalar(_unanswered().where(RegisterRow.id == number, RegisterRow.assembly_id == assembly.id))
    if found is None:
        abort(404)
    return found


def _unanswered() -> Select[tuple[RegisterRow]]:
    letter = func.coalesce(Invitation.reminds_id, Invitation.id)
    answered = exists().where(Invitation.register_row_id == RegisterRow.id, Registration.invitation_id == letter)
    return select(RegisterRow).where(~answered)
