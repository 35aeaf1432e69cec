"""The sample from the register, the letters that went out, and the people who signed up."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, Feature, FeatureValue
from beraad.extensions import db
from beraad.orm import Moment, choice, now

#: wrong tries after which a letter code no longer opens anything
MOST_TRIES = 10


class Channel(enum.StrEnum):
    """The way by which somebody signed up."""

    LETTER = "brief"
    PAPER = "papier"
    PHONE = "telefoon"
    OPEN_LINK = "open_link"
    IMPORT = "import"

    @property
    def label(self) -> str:
        return str(CHANNEL_LABELS[self])


CHANNEL_LABELS = {
    Channel.LETTER: _l("Met de code uit de brief"),
    Channel.PAPER: _l("Op papier"),
    Channel.PHONE: _l("Per telefoon"),
    Channel.OPEN_LINK: _l("Via de open link"),
    Channel.IMPORT: _l("Uit een bestand"),
}


class RegistrationState(enum.StrEnum):
    """Whether somebody takes part in the draw."""

    SIGNED_UP = "aangemeld"
    WITHDRAWN = "ingetrokken"
    DOUBLE = "dubbel"

    @property
    def label(self) -> str:
        return str(STATE_LABELS[self])


STATE_LABELS = {
    RegistrationState.SIGNED_UP: _l("Aangemeld"),
    RegistrationState.WITHDRAWN: _l("Ingetrokken"),
    RegistrationState.DOUBLE: _l("Dubbel"),
}


class ContactBy(enum.StrEnum):
    """How somebody wants to hear from us."""

    EMAIL = "e-mail"
    POST = "post"
    PHONE = "telefoon"
    TEXT = "sms"

    @property
    def label(self) -> str:
        return str(CONTACT_LABELS[self])


CONTACT_LABELS = {
    ContactBy.EMAIL: _l("Per e-mail"),
    ContactBy.POST: _l("Per post"),
    ContactBy.PHONE: _l("Per telefoon"),
    ContactBy.TEXT: _l("Per sms"),
}


class ImportState(enum.StrEnum):
    """How far the import of a register sample is."""

    UPLOADED = "geupload"
    IMPORTING = "bezig"
    DONE = "klaar"

    @property
    def label(self) -> str:
        return str(IMPORT_LABELS[self])


IMPORT_LABELS = {
    ImportState.UPLOADED: _l("Kolommen kiezen"),
    ImportState.IMPORTING: _l("Wordt ingelezen"),
    ImportState.DONE: _l("Ingelezen"),
}


class WaveState(enum.StrEnum):
    """How far the letters of a wave are."""

    PLANNED = "gepland"
    DRAWN = "getrokken"
    APPROVED = "goedgekeurd"
    SENT = "verstuurd"

    @property
    def label(self) -> str:
        return str(WAVE_LABELS[self])


WAVE_LABELS = {
    WaveState.PLANNED: _l("Brieven worden gemaakt"),
    WaveState.DRAWN: _l("Brieven klaar om te controleren"),
    WaveState.APPROVED: _l("Goedgekeurd voor verzending"),
    WaveState.SENT: _l("Verstuurd"),
}


class RegisterImport(db.Model):
    """One file with a sample from the register of residents, and what became of its rows."""

    __tablename__ = "register_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
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
    #: number of the job that reads the file
    job_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("assembly_id", "sha256"),)


class ColumnProfile(db.Model):
    """Which column of a register export is what, kept for the next file with the same columns."""

    __tablename__ = "column_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the burgerberaad in which it was made
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    #: the names of all columns of the file, in plain letters and sorted
    header: Mapped[list[str]] = mapped_column(JSON)
    #: field → name of the column, as in `RegisterImport`
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    leaves_out_secret: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (UniqueConstraint("assembly_id", "name"),)


class RefusedRow(db.Model):
    """A row of the file that was left out. What stood in it is not kept."""

    __tablename__ = "refused_row"

    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id", ondelete="CASCADE"), primary_key=True)
    #: number of the row in the file
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: code of the reason, see `register_columns.REASONS`
    reason: Mapped[str] = mapped_column(String(40))


class RegisterRow(db.Model):
    """Somebody in the register sample: no more of them than a letter and a stratum need."""

    __tablename__ = "register_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id", ondelete="CASCADE"), index=True)
    #: SHA-256 (hex) over the canonical row: one person once per burgerberaad, and the rank in the stage-one draw
    fingerprint: Mapped[str] = mapped_column(String(64))
    #: the name as it stands on the envelope
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


class Division(enum.StrEnum):
    """What the letters were divided by over the strata."""

    PEOPLE = "mensen"
    RESPONSE = "respons"
    BEHIND = "achterstand"

    @property
    def label(self) -> str:
        return str(DIVISION_LABELS[self])


DIVISION_LABELS = {
    Division.PEOPLE: _l("Naar het aantal mensen"),
    Division.RESPONSE: _l("Naar de respons die u verwacht"),
    Division.BEHIND: _l("Naar wat groepen achterblijven"),
}


class Wave(db.Model):
    """A round of letters, drawn from the register sample at one moment."""

    __tablename__ = "wave"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1, 2, 3 … within the burgerberaad
    number: Mapped[int]
    state: Mapped[WaveState] = mapped_column(choice(WaveState), default=WaveState.PLANNED)
    #: the wave whose silent addressees this one reminds; empty for new addressees
    reminds_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    #: what the strata are made of, in order: names of fields of the register row
    strata_by: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: number of letters asked for, in all and per stratum
    letters: Mapped[int]
    sizes: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    one_per_household: Mapped[bool] = mapped_column(default=True)
    #: from what the proposal for the sizes came, and for that: stratum → share that was expected to answer
    division: Mapped[Division] = mapped_column(choice(Division), default=Division.PEOPLE)
    response: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    #: hex; with the sample it gives the same letters again
    seed: Mapped[str] = mapped_column(String(64))
    #: the last row of the register sample that could be drawn; later files leave this draw as it was
    last_row_id: Mapped[int | None]
    #: stratum → people who could be drawn; SHA-256 (hex) of the file that was drawn from and of the outcome
    people: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    drawn_from_sha256: Mapped[str] = mapped_column(String(64), default="")
    outcome_sha256: Mapped[str] = mapped_column(String(64), default="")
    #: the words of the letter as they were approved, see `letters.Text`; those and no others are printed
    letter: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: numbers of the jobs that draw the letters and that make their PDF files
    job_id: Mapped[int | None]
    print_job_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name="sent_at_a_moment"),
    )


class Invitation(db.Model):
    """A letter to somebody in the sample. Its code opens the sign-up form."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    #: place of the letter in the wave, from 1
    number: Mapped[int]
    #: who it is for; empty once the sample has been deleted
    register_row_id: Mapped[int | None] = mapped_column(ForeignKey("register_row.id", ondelete="SET NULL"), index=True)
    #: for a reminder: the invitation it repeats, to which a sign-up belongs
    reminds_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    #: the stratum from which it was drawn
    stratum: Mapped[str] = mapped_column(String(300), default="")
    #: first four characters of the code: finds the row, is no secret
    selector: Mapped[str] = mapped_column(String(4), unique=True)
    #: Argon2id over the other eight characters
    secret_hash: Mapped[str] = mapped_column(String(100))
    #: the whole code, sealed, for as long as the letter still has to be printed
    sealed_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: wrong tries since the last right one
    tries: Mapped[int] = mapped_column(default=0)

    wave: Mapped[Wave] = relationship()
    register_row: Mapped[RegisterRow | None] = relationship()

    __table_args__ = (
        UniqueConstraint("wave_id", "number"),
        UniqueConstraint("wave_id", "register_row_id"),
        CheckConstraint(f"tries >= 0 AND tries <= {MOST_TRIES}", name="tries_counted"),
    )


class LetterBatch(db.Model):
    """A PDF file with some of the letters of a wave, made once, for the printer."""

    __tablename__ = "letter_batch"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    #: 1, 2, 3 … within the wave
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: numbers of its first and last letter
    first: Mapped[int]
    last: Mapped[int]
    #: SHA-256 (hex) of the file, for the list that goes to the printer
    sha256: Mapped[str] = mapped_column(String(64))
    #: when it was first fetched for the printer; from then on the letters of the wave no longer change
    fetched_at: Mapped[datetime | None] = mapped_column(Moment)


class Registration(db.Model):
    """Somebody who signed up for the draw."""

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: the name of this person in the draw and in files; says nothing about who it is
    pool_id: Mapped[str] = mapped_column(String(80))
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    state: Mapped[RegistrationState] = mapped_column(
        choice(RegistrationState), default=RegistrationState.SIGNED_UP, index=True
    )
    #: the letter that was answered; one letter, one sign-up
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    #: street and house number, and a second line if the address has one
    address_line1: Mapped[str] = mapped_column(String(200), default="")
    address_line2: Mapped[str] = mapped_column(String(200), default="")
    #: as `1234 AB`
    postcode: Mapped[str] = mapped_column(String(10), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    #: in lower case
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    birth_year: Mapped[int | None]
    #: the same for everyone at one address; empty when the address is not known
    household: Mapped[str | None] = mapped_column(String(64))
    contact_by: Mapped[ContactBy] = mapped_column(choice(ContactBy), default=ContactBy.POST)
    #: code of the language in which this person wants to read
    language: Mapped[str] = mapped_column(String(8), default="nl")
    #: columns of an imported file for which there is no field here: name → text
    extra: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: when consent was given for the use of the answers
    consented_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    answers: Mapped[list[RegistrationAnswer]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "pool_id"),
        Index("ix_registration_household", "assembly_id", "household"),
        CheckConstraint("(state = 'ingetrokken') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"),
    )


class DuplicateVerdict(enum.StrEnum):
    """What the griffie found when two sign-ups looked alike."""

    DIFFERENT = "verschillend"
    SAME = "dezelfde"


class DuplicateReview(db.Model):
    """Two sign-ups that looked alike, and what they turned out to be."""

    __tablename__ = "duplicate_review"

    #: the earlier and the later sign-up of the two
    first_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    verdict: Mapped[DuplicateVerdict] = mapped_column(choice(DuplicateVerdict))
    decided_at: Mapped[datetime] = mapped_column(Moment, default=now)

    __table_args__ = (CheckConstraint("first_id < second_id", name="pair_in_order"),)


class PoolOutlook(db.Model):
    """How the pool stood when it was last computed; one row for each burgerberaad."""

    __tablename__ = "pool_outlook"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: number of people who were signed up at that moment
    people: Mapped[int]
    #: see `signals.Outlook`
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RegistrationAnswer(db.Model):
    """What somebody answered to one of the features."""

    __tablename__ = "registration_answer"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    feature_id: Mapped[int] = mapped_column(ForeignKey("feature.id"), primary_key=True)
    feature_value_id: Mapped[int] = mapped_column(ForeignKey("feature_value.id"), index=True)

    registration: Mapped[Registration] = relationship(back_populates="answers")
    feature: Mapped[Feature] = relationship()
    value: Mapped[FeatureValue] = relationship()
