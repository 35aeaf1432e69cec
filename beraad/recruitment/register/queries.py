"""The questions that pages ask about the register sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, exists, func, or_, select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import (
    ColumnProfile,
    ColumnProfileId,
    RefusedRow,
    RegisterImport,
    RegisterImportId,
    RegisterRow,
    RegisterRowId,
)
from beraad.recruitment.models.waves import Invitation


def imports(assembly_id: AssemblyId) -> Sequence[RegisterImport]:
    """The files with a register sample, newest first."""
    mine = select(RegisterImport).where(RegisterImport.assembly_id == assembly_id)
    return db.session.scalars(mine.order_by(RegisterImport.id.desc())).all()


def sample_import(assembly: Assembly, import_id: RegisterImportId) -> RegisterImport:
    """Returns one file, or 404."""
    received: RegisterImport = db.first_or_404(
        select(RegisterImport).where(RegisterImport.id == import_id, RegisterImport.assembly_id == assembly.id)
    )
    return received


def refusals(received: RegisterImport) -> Mapping[str, int]:
    """Reason → number of rows of the file that were left out."""
    rows = db.session.execute(
        select(RefusedRow.reason, func.count()).where(RefusedRow.import_id == received.id).group_by(RefusedRow.reason)
    )
    return dict(sorted(rows.all()))


def refused_rows(received: RegisterImport) -> Sequence[tuple[int, str]]:
    """Row number and reason of each row that was left out, in order."""
    rows = db.session.execute(
        select(RefusedRow.row, RefusedRow.reason).where(RefusedRow.import_id == received.id).order_by(RefusedRow.row)
    )
    return [(row, reason) for row, reason in rows]


def sample_size(assembly_id: AssemblyId) -> int:
    """The number of people in the register sample."""
    counted = select(func.count()).select_from(RegisterRow).where(RegisterRow.assembly_id == assembly_id)
    return db.session.scalar(counted) or 0


#: rows of the sample that a search returns at most
MOST_FOUND = 20


def found_in_sample(assembly_id: AssemblyId, words: str) -> Sequence[RegisterRow]:
    """People in the register sample who did not answer a letter; each word is looked for in name and address."""
    people = _unanswered().where(RegisterRow.assembly_id == assembly_id)
    columns = (RegisterRow.name, RegisterRow.address_line1, RegisterRow.postcode, RegisterRow.place)
    for word in words.lower().split():
        people = people.where(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)))
    return db.session.scalars(people.order_by(RegisterRow.name, RegisterRow.id).limit(MOST_FOUND)).all()


def sample_row(assembly: Assembly, row_id: RegisterRowId) -> RegisterRow:
    """Returns somebody in the sample who did not answer a letter, or 404."""
    row: RegisterRow = db.first_or_404(
        _unanswered().where(RegisterRow.id == row_id, RegisterRow.assembly_id == assembly.id)
    )
    return row


def column_profiles(assembly_id: AssemblyId) -> Sequence[ColumnProfile]:
    """The profiles of columns of a burgerberaad, by name."""
    mine = select(ColumnProfile).where(ColumnProfile.assembly_id == assembly_id)
    return db.session.scalars(mine.order_by(ColumnProfile.name)).all()


def column_profile(assembly: Assembly, profile_id: ColumnProfileId) -> ColumnProfile:
    """Returns one profile of columns, or 404."""
    profile: ColumnProfile = db.first_or_404(
        select(ColumnProfile).where(ColumnProfile.id == profile_id, ColumnProfile.assembly_id == assembly.id)
    )
    return profile


def _unanswered() -> Select[RegisterRow]:
    """People in the sample whose letter, if they had one, brought no sign-up."""
    letter = func.coalesce(Invitation.reminds_id, Invitation.id)
    answered = exists().where(Invitation.register_row_id == RegisterRow.id, Registration.invitation_id == letter)
    return select(RegisterRow).where(~answered)
