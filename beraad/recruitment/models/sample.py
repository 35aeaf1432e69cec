"""The sample from the register: the files, and the people in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from beraad.assemblies.models import AssemblyId
from beraad.choices import LabelledEnum
from beraad.jobs.models import JobId
from beraad.orm import Model, Moment, choice, now

RegisterImportId = NewType("RegisterImportId", int)
ColumnProfileId = NewType("ColumnProfileId", int)
RegisterRowId = NewType("RegisterRowId", int)

#: characters of a column's title that are kept
LONGEST_TITLE = 200


class ImportState(LabelledEnum):
    """How far the import of a register sample is."""

    UPLOADED = "geupload", _l("Kolommen kiezen"), "warning"
    IMPORTING = "bezig", _l("Wordt ingelezen"), "info"
    DONE = "klaar", _l("Ingelezen"), "success"
    #: identity numbers came up while it was read
    REFUSED = "geweigerd", _l("Geweigerd"), "error"


class RegisterImport(Model):
    """One file with a sample from the register of residents, and what became of its rows."""

    __tablename__ = "register_import"

    id: Mapped[RegisterImportId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: the name of the file, as it was uploaded
    filename: Mapped[str] = mapped_column(String(200))
    #: name under which it is kept until it has been read; empty after that
    kept_as: Mapped[str] = mapped_column(String(64))
    #: SHA-256 (hex) of the file: the same file twice changes nothing
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[ImportState] = mapped_column(choice(ImportState), default=ImportState.UPLOADED)
    #: how the file is to be read: encoding, separator, number of the header row, names of the columns
    layout: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: which of our fields is read from which column, by its name
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: rows in the file (0 when that is not known beforehand), rows read so far, and rows that became a register row
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_added: Mapped[int] = mapped_column(default=0)
    #: rows with an indication of secrecy: counted, nowhere written down with a person; and whether they are left out
    rows_secret: Mapped[int] = mapped_column(default=0)
    leaves_out_secret: Mapped[bool] = mapped_column(default=False)
    #: rows with a birth year that could not be read: these people are in the sample, of unknown age
    rows_birth_unread: Mapped[int] = mapped_column(default=0)
    #: title → number of filled cells, of the columns that were chosen for no field
    columns_unused: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    #: title of the column for which the file was refused; empty when it was not
    refused_column: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    #: number of the job that reads the file
    job_id: Mapped[JobId | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("assembly_id", "sha256"),)


class ColumnProfile(Model):
    """Which column of a register export is what, kept for the next file with the same columns."""

    __tablename__ = "column_profile"

    id: Mapped[ColumnProfileId] = mapped_column(primary_key=True)
    #: the burgerberaad in which it was made
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    #: the names of all columns of the file, in plain letters and sorted
    header: Mapped[list[str]] = mapped_column(JSON)
    #: field → name of the column, as in `RegisterImport`
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    leaves_out_secret: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (UniqueConstraint("assembly_id", "name"),)


class RefusedRow(Model):
    """A row of the file that was left out. What stood in it is not kept."""

    __tablename__ = "refused_row"

    import_id: Mapped[RegisterImportId] = mapped_column(
        ForeignKey("register_import.id", ondelete="CASCADE"), primary_key=True
    )
    #: number of the row in the file
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: code of the reason, see `register_columns.REASONS`
    reason: Mapped[str] = mapped_column(String(40))


class RegisterRow(Model):
    """Somebody in the register sample: no more of them than a letter and a stratum need."""

    __tablename__ = "register_row"

    id: Mapped[RegisterRowId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    import_id: Mapped[RegisterImportId] = mapped_column(
        ForeignKey("register_import.id", ondelete="CASCADE"), index=True
    )
    #: SHA-256 (hex) over the canonical row: one person once per burgerberaad, and the rank in the stage-one draw
    fingerprint: Mapped[str] = mapped_column(String(64))
    #: the name as printed on the envelope
    name: Mapped[str] = mapped_column(String(200))
    #: street and house number, and a second line if the address has one
    address_line1: Mapped[str] = mapped_column(String(200))
    address_line2: Mapped[str] = mapped_column(String(200), default="")
    #: as `1234 AB`
    postcode: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(100))
    #: what strata are made of: gemeente, wijk, and the year of birth
    municipality: Mapped[str] = mapped_column(String(100), default="")
    district: Mapped[str] = mapped_column(String(100), default="")
    birth_year: Mapped[int | None]
    #: the stratum that the file itself names
    stratum: Mapped[str] = mapped_column(String(120), default="")
    #: the same for everyone at one address
    household: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("assembly_id", "fingerprint"),)


class KeptOut(Model):
    """Somebody who is not to come back into the register sample of a burgerberaad."""

    __tablename__ = "kept_out"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: see `register.kept_out.mark`
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
