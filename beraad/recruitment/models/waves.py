"""The rounds of letters that went to people in the sample."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.choices import LabelledEnum
from beraad.jobs.models import JobId
from beraad.orm import Model, Moment, choice, now
from beraad.recruitment.models.sample import RegisterRow, RegisterRowId
from beraad.web.visitor import AccountId

WaveId = NewType("WaveId", int)
InvitationId = NewType("InvitationId", int)

#: wrong tries after which a letter code no longer opens anything
MOST_TRIES = 10


class WaveState(LabelledEnum):
    """How far the letters of a wave are."""

    PLANNED = "gepland", _l("Brieven worden gemaakt"), "info"
    DRAWN = "getrokken", _l("Brieven klaar om te controleren"), "warning"
    APPROVED = "goedgekeurd", _l("Goedgekeurd voor verzending"), "info"
    SENT = "verstuurd", _l("Verstuurd"), "success"


class Division(LabelledEnum):
    """What the letters were divided by over the strata."""

    PEOPLE = "mensen", _l("Naar het aantal mensen")
    RESPONSE = "respons", _l("Naar de respons die u verwacht")
    BEHIND = "achterstand", _l("Naar wat groepen achterblijven")


class Wave(Model):
    """A round of letters, drawn from the register sample at one moment."""

    __tablename__ = "wave"

    id: Mapped[WaveId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: 1, 2, 3 … within the burgerberaad
    number: Mapped[int]
    state: Mapped[WaveState] = mapped_column(choice(WaveState), default=WaveState.PLANNED)
    #: the wave whose silent addressees this one reminds; empty for new addressees
    reminds_id: Mapped[WaveId | None] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    #: what the strata are made of, in order: names of fields of the register row
    strata_by: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: `strata.Ages` as JSON, when they are made of age; empty for waves from before it was kept
    ages: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: number of letters asked for, in all and per stratum
    letters: Mapped[int]
    sizes: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    one_per_household: Mapped[bool] = mapped_column(default=True)
    #: from what the proposal for the sizes came, and for that: stratum → share that was expected to answer
    division: Mapped[Division] = mapped_column(choice(Division), default=Division.PEOPLE)
    response: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    #: hex; the sample and the seed determine the letters
    seed: Mapped[str] = mapped_column(String(64))
    #: the last row of the register sample that could be drawn; later files leave this draw as it was
    last_row_id: Mapped[RegisterRowId | None]
    #: stratum → people who could be drawn; SHA-256 (hex) of the file that was drawn from and of the outcome
    people: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    drawn_from_sha256: Mapped[str] = mapped_column(String(64), default="")
    outcome_sha256: Mapped[str] = mapped_column(String(64), default="")
    #: the words of the letter as they were approved, see `letters.Text`; those and no others are printed
    letter: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: numbers of the jobs that draw the letters and that make their PDF files
    job_id: Mapped[JobId | None]
    print_job_id: Mapped[JobId | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    created_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name="sent_at_a_moment"),
    )


def seal_name(selector: str) -> str:
    """The name to which the sealed code of a letter with this selector is bound."""
    return f"invitation:{selector}"


class Invitation(Model):
    """A letter to a person in the sample. Its code opens the sign-up form."""

    __tablename__ = "invitation"

    id: Mapped[InvitationId] = mapped_column(primary_key=True)
    wave_id: Mapped[WaveId] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    #: place of the letter in the wave, from 1
    number: Mapped[int]
    #: who it is for; empty once the sample has been deleted
    register_row_id: Mapped[RegisterRowId | None] = mapped_column(
        ForeignKey("register_row.id", ondelete="SET NULL"), index=True
    )
    #: for a reminder: the invitation it repeats, to which a sign-up belongs
    reminds_id: Mapped[InvitationId | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
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

    @property
    def seal_name(self) -> str:
        """The row to which the sealed code is bound."""
        return seal_name(self.selector)

    wave: Mapped[Wave] = relationship()
    register_row: Mapped[RegisterRow | None] = relationship()

    __table_args__ = (
        UniqueConstraint("wave_id", "number"),
        UniqueConstraint("wave_id", "register_row_id"),
        CheckConstraint(f"tries >= 0 AND tries <= {MOST_TRIES}", name="tries_counted"),
    )


class LetterBatch(Model):
    """A PDF file with some of the letters of a wave, made once, for the printer."""

    __tablename__ = "letter_batch"

    wave_id: Mapped[WaveId] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    #: 1, 2, 3 … within the wave
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: numbers of its first and last letter
    first: Mapped[int]
    last: Mapped[int]
    #: SHA-256 (hex) of the file, for the list that goes to the printer
    sha256: Mapped[str] = mapped_column(String(64))
    #: when it was first fetched for the printer; from then on the letters of the wave no longer change
    fetched_at: Mapped[datetime | None] = mapped_column(Moment)
