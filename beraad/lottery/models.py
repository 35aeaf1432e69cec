"""Quotas with where they come from, and draws with everything that was decided about them."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import Any, NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId, FeatureValue, FeatureValueId
from beraad.choices import LabelledEnum
from beraad.jobs.models import JobId
from beraad.lottery.ticket_numbers import TICKETS
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

DrawId = NewType("DrawId", int)


class Rule(LabelledEnum):
    """What makes a lottery the fairest; the names are the engine's."""

    LEXIMIN = "leximin", _l("Leximin: de kleinste kans zo groot mogelijk, dan de een na kleinste, enzovoort")
    MAXIMIN = "maximin", _l("Maximin: alleen de kleinste kans zo groot mogelijk")
    NASH = "nash", _l("Nash: het product van alle kansen zo groot mogelijk")
    GOLDILOCKS = "goldilocks", _l("Goldilocks: geen kans te klein en geen kans te groot")


class DrawKind(LabelledEnum):
    """A rehearsal changes nobody's status; a real draw seats the panel."""

    REHEARSAL = "proef", _l("Proefloting")
    REAL = "echt", _l("Echte loting")


class DrawState(LabelledEnum):
    """Where a draw is; it only moves forward, and ends drawn, void or failed."""

    PROPOSED = "voorgesteld", _l("Voorgesteld"), "warning"
    FROZEN = "bevroren", _l("Bevroren"), "info"
    COMPUTING = "berekening", _l("Wordt berekend"), "info"
    COMPUTED = "berekend", _l("Berekend"), "info"
    PUBLISHED = "gepubliceerd", _l("Briefjes gepubliceerd"), "info"
    DRAWN = "geloot", _l("Geloot"), "success"
    VOID = "ingetrokken", _l("Ingetrokken"), "error"
    FAILED = "mislukt", _l("Mislukt"), "error"


class Disclosure(LabelledEnum):
    """Who gets the record of a real draw, which lists the answers of each number."""

    EVERYONE = "iedereen", _l("Iedereen: het bestand met nummers en antwoorden komt op de openbare pagina")
    INSPECTION = "inzage", _l("Alleen bij inzage: openbaar zijn de briefjes met nummers, zonder antwoorden")


#: a draw in one of these states is over
ENDED = frozenset({DrawState.DRAWN, DrawState.VOID, DrawState.FAILED})


class Quota(Model):
    """How many seats are for people with one answer."""

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    value_id: Mapped[FeatureValueId] = mapped_column(ForeignKey("feature_value.id", ondelete="CASCADE"), unique=True)
    #: fewest and most seats
    minimum: Mapped[int]
    maximum: Mapped[int]
    #: how far they may be stretched when no panel exists; both or neither
    flex_minimum: Mapped[int | None]
    flex_maximum: Mapped[int | None]
    #: part of the population with this answer, from 0 to 1
    share: Mapped[float | None]
    #: where the share comes from: table number, period, and the day it was fetched
    source_table: Mapped[str] = mapped_column(String(80), default="")
    source_period: Mapped[str] = mapped_column(String(80), default="")
    source_date: Mapped[date | None]

    value: Mapped[FeatureValue] = relationship()

    __table_args__ = (
        CheckConstraint("0 <= minimum AND minimum <= maximum", name="bounds_in_order"),
        CheckConstraint("(flex_minimum IS NULL) = (flex_maximum IS NULL)", name="flex_both"),
        CheckConstraint("flex_minimum IS NULL OR (0 <= flex_minimum AND flex_minimum <= minimum)", name="flex_low"),
        CheckConstraint("flex_maximum IS NULL OR flex_maximum >= maximum", name="flex_high"),
        CheckConstraint("share IS NULL OR (0 <= share AND share <= 1)", name="share_is_part"),
    )


class PairQuota(Model):
    """How many seats are for people with one answer to each of two features; a combination without one is free."""

    __tablename__ = "pair_quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the answers, the one with the smaller id first: a combination has one quota
    first_value_id: Mapped[FeatureValueId] = mapped_column(ForeignKey("feature_value.id", ondelete="CASCADE"))
    second_value_id: Mapped[FeatureValueId] = mapped_column(
        ForeignKey("feature_value.id", ondelete="CASCADE"), index=True
    )
    #: fewest and most seats
    minimum: Mapped[int]
    maximum: Mapped[int]
    #: how far they may be stretched when no panel exists; both or neither
    flex_minimum: Mapped[int | None]
    flex_maximum: Mapped[int | None]

    __table_args__ = (
        UniqueConstraint("first_value_id", "second_value_id"),
        CheckConstraint("first_value_id < second_value_id", name="values_in_order"),
        CheckConstraint("0 <= minimum AND minimum <= maximum", name="bounds_in_order"),
        CheckConstraint("(flex_minimum IS NULL) = (flex_maximum IS NULL)", name="flex_both"),
        CheckConstraint("flex_minimum IS NULL OR (0 <= flex_minimum AND flex_minimum <= minimum)", name="flex_low"),
        CheckConstraint("flex_maximum IS NULL OR flex_maximum >= maximum", name="flex_high"),
    )


class QuotaChange(Model):
    """One change of one quota, with its reason. Rows are added, never altered."""

    __tablename__ = "quota_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: account that changed it; None for a command
    actor_id: Mapped[AccountId | None]
    #: as they were called at that moment; of two features together both names
    feature: Mapped[str] = mapped_column(String(170))
    answer: Mapped[str] = mapped_column(String(250))
    #: before; both empty when it was new
    old_minimum: Mapped[int | None]
    old_maximum: Mapped[int | None]
    new_minimum: Mapped[int]
    new_maximum: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")


class Consequences(Model):
    """What the quotas mean for people's chances as last computed; one row for each burgerberaad."""

    __tablename__ = "consequences"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: SHA-256 of the pool, quotas and rule that it is about
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    #: with the quotas as they were, and with another setting beside them; see `consequences.service`
    base: Mapped[dict[str, Any]] = mapped_column(JSON)
    other: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Goal(LabelledEnum):
    """What should hold at the last meeting, when people have left; the names are the engine's."""

    MINIMUMS = "minimums", _l("Alle ondergrenzen")
    QUOTAS = "quotas", _l("Alle ondergrenzen en bovengrenzen")


class LargerDraw(Model):
    """A draw of more people than seats as last proposed; one row for each burgerberaad."""

    __tablename__ = "larger_draw"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    #: SHA-256 of the pool, quotas and seats that it is about
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    #: what was asked, see `larger.service.LargerData` (without the table of factors), the seats that it started
    #: from, and where those of the burgerberaad come from once a proposal was taken over (`larger.origin.Origin`)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: see `engine_dropout.Proposal`
    proposal: Mapped[dict[str, Any]] = mapped_column(JSON)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Draw(Model):
    """One draw of a burgerberaad, rehearsed or real, from the proposal to its end."""

    __tablename__ = "draw"

    id: Mapped[DrawId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    #: from 1 in each burgerberaad, without gaps: a second draw shows
    number: Mapped[int]
    kind: Mapped[DrawKind] = mapped_column(choice(DrawKind))
    state: Mapped[DrawState] = mapped_column(choice(DrawState), default=DrawState.PROPOSED)
    rule: Mapped[Rule] = mapped_column(choice(Rule), default=Rule.LEXIMIN)
    seats: Mapped[int]
    #: columns that together say who share a house: at most one of them is drawn (see `freezing.ADDRESS`)
    household_columns: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: why this draw is held; asked when an earlier real draw exists
    reason: Mapped[str] = mapped_column(Text, default="")
    #: when and where the number will be drawn in public
    ceremony_at: Mapped[datetime | None] = mapped_column(Moment)
    place: Mapped[str] = mapped_column(String(200), default="")
    #: why there is less than a day between publishing the frozen pool and the draw
    short_term_reason: Mapped[str] = mapped_column(Text, default="")
    #: people in the frozen pool
    people: Mapped[int]
    #: SHA-256 of the canonical snapshot, and the root of the tree over its people
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    merkle_root: Mapped[str] = mapped_column(String(64))
    #: from which each person's salt in the tree is derived; kept secret
    salt_key: Mapped[bytes] = mapped_column(LargeBinary(32))

    proposed_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    approved_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)
    #: who gets the record with answers once the tickets are published
    disclosure: Mapped[Disclosure] = mapped_column(choice(Disclosure), default=Disclosure.EVERYONE)
    #: round of drand that was announced when the list was frozen, and its signature; empty: no drand in the seed
    beacon_round: Mapped[int | None]
    beacon_signature: Mapped[str] = mapped_column(String(96), default="")
    #: ten digits that the notary drew by hand; empty: the seed is the hash of the snapshot
    digits: Mapped[str] = mapped_column(String(10), default="")
    #: hexadecimal seed of the tickets
    seed: Mapped[str] = mapped_column(String(64), default="")
    #: job that computes; None before it and for a command
    job_id: Mapped[JobId | None]
    computed_at: Mapped[datetime | None] = mapped_column(Moment)
    #: SHA-256 of lottery.json, read aloud before the number is drawn
    record_sha256: Mapped[str] = mapped_column(String(64), default="")
    #: what the record says in figures (see `figures.summary`); numbers only
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    #: the drawn number as the first official typed it; certain once `concluded_at` is set
    ticket: Mapped[int | None]
    ticket_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    confirmed_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    concluded_at: Mapped[datetime | None] = mapped_column(Moment)
    #: message with the address of each person's own page; None until it is prepared
    notice_id: Mapped[int | None]
    #: why it was withdrawn, in the words of the official
    ended_reason: Mapped[str] = mapped_column(Text, default="")

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint(f"ticket IS NULL OR (0 <= ticket AND ticket < {TICKETS})", name="ticket_in_range"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="four_eyes_freeze"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> ticket_by_id", name="four_eyes_number"),
        CheckConstraint("kind = 'proef' OR state <> 'geloot' OR concluded_at IS NOT NULL", name="drawn_is_concluded"),
    )

    @property
    def is_real(self) -> bool:
        return self.kind is DrawKind.REAL

    @property
    def is_over(self) -> bool:
        """It was drawn, withdrawn, or it failed."""
        return self.state in ENDED

    @property
    def ends_by_two(self) -> bool:
        """Its tickets are public: one official alone can't end it any more, whatever number was drawn."""
        return self.is_real and self.state is DrawState.PUBLISHED

    @property
    def waits_for_number(self) -> bool:
        """The tickets are there (and public, in a real draw), and nobody has typed the drawn number yet."""
        if self.is_real:
            return self.state is DrawState.PUBLISHED and self.ticket is None
        return self.state is DrawState.COMPUTED


class DrawFileName(enum.StrEnum):
    """What is kept of a draw as a file."""

    SNAPSHOT = "snapshot.json"
    RECORD = "lottery.json"


class DrawFile(Model):
    """A file of a draw, compressed. Rows are added, never altered."""

    __tablename__ = "draw_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[DrawId] = mapped_column(ForeignKey("draw.id", ondelete="CASCADE"))
    name: Mapped[DrawFileName] = mapped_column(choice(DrawFileName))
    #: zlib, sealed when the record is for inspection; the hashes in `Draw` are of the file before that
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (UniqueConstraint("draw_id", "name"),)


class DrawEvent(Model):
    """One line in the register of draws. Rows are added, never altered."""

    __tablename__ = "draw_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[DrawId] = mapped_column(ForeignKey("draw.id", ondelete="CASCADE"), index=True)
    happened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    #: account; None for a job or a command
    actor_id: Mapped[AccountId | None]
    state: Mapped[DrawState] = mapped_column(choice(DrawState))
    #: a code from `words.EVENTS`
    what: Mapped[str] = mapped_column(String(60))
    #: words that an official gave with it
    reason: Mapped[str] = mapped_column(Text, default="")
    #: class of the `LotteryError` that stopped or refused the step, with its particulars
    error_code: Mapped[str] = mapped_column(String(60), default="")
    error_params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class AppendOnlyError(Exception):
    """Somebody tried to alter a row that may only be added."""


def refuse_change(_mapper: Any, _connection: Any, row: Any) -> None:
    """Listener for tables whose rows never change."""
    raise AppendOnlyError(f"{type(row).__name__} rows are added, never altered")


for append_only in (QuotaChange, DrawFile, DrawEvent):
    event.listen(append_only, "before_update", refuse_change)
