"""What has to be known about each panellist before the first meeting, and a reminder while it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.panel import notices
from beraad.panel.models import Seat, SeatState
from beraad.panel.needs import service as needs
from beraad.panel.needs.words import NEEDS
from beraad.telling import queries
from beraad.telling import service as telling
from beraad.telling.people import Addressee
from beraad.telling.service import Event
from beraad.web.places import full_address

#: days before the first meeting from which the daily job reminds, once
REMIND_BEFORE = timedelta(days=10)


@dataclass(frozen=True)
class Completeness:
    """A confirmed panellist with what they need, and which of the three questions they answered."""

    seat: Seat
    needs: needs.Needs
    has_needs: bool
    has_emergency_contact: bool
    #: a bank account, or the answer that no allowance is wanted
    has_allowance: bool

    @property
    def is_complete(self) -> bool:
        return self.has_needs and self.has_emergency_contact and self.has_allowance

    @property
    def name(self) -> str:
        """Their name, or the one in the draw."""
        return self.seat.registration.name if self.seat.registration else self.seat.pool_id

    @property
    def asks(self) -> list[tuple[str, str]]:
        """(label, what they asked for) of each need that they have."""
        return [(label, getattr(self.needs, name)) for name, label in NEEDS.items() if getattr(self.needs, name)]


def of_panel(assembly_id: AssemblyId) -> list[Completeness]:
    """All confirmed panellists, by the number of their seat."""
    statement = (
        select(Seat)
        .options(joinedload(Seat.registration))
        .where(Seat.assembly_id == assembly_id, Seat.state == SeatState.CONFIRMED)
        .order_by(Seat.number)
    )
    return [of_seat(seat) for seat in db.session.scalars(statement)]


def of_seat(seat: Seat) -> Completeness:
    """What this panellist told us, and what is missing."""
    answers = needs.needs_of(seat)
    return Completeness(
        seat=seat,
        needs=answers,
        has_needs=seat.sealed_needs is not None,
        has_emergency_contact=bool(answers.emergency_contact),
        has_allowance=seat.wants_allowance is False or seat.sealed_bank is not None,
    )


def remind(assembly: Assembly) -> int:
    """Remind everyone who did not answer everything, at most once a day. Returns how many."""
    return _remind(assembly, today().isoformat())


def to_remind(assembly: Assembly) -> list[Seat]:
    """Everyone who did not answer everything and was not reminded today."""
    told = queries.told(_occasion(assembly, today().isoformat()))
    silent = [row.seat for row in incomplete(of_panel(assembly.id))]
    return [seat for seat in silent if seat.registration_id is not None and seat.registration_id not in told]


def _occasion(assembly: Assembly, when: str) -> str:
    return f"panel-{assembly.id}-incomplete-{when}"


def remind_before_start(assembly: Assembly) -> int:
    """The same from the daily job: once to each, shortly before the first meeting."""
    return _remind(assembly, "before-start") if is_near(assembly) else 0


def is_near(assembly: Assembly) -> bool:
    """Whether the first meeting is near enough to remind people, and still to come."""
    day = today()
    return assembly.starts_on is not None and day <= assembly.starts_on <= day + REMIND_BEFORE


def _remind(assembly: Assembly, when: str) -> int:
    silent = [row.seat.registration_id for row in incomplete(of_panel(assembly.id))]
    link = full_address("panel_own.own", slug=assembly.slug)
    event = Event(
        _occasion(assembly, when),
        lambda: notices.incomplete(assembly.title, assembly.starts_on, link),
    )
    who = [Addressee(registration_id=number) for number in silent if number is not None]
    reminded = telling.tell(assembly, event, addressees=who)
    if reminded:
        audit.record("panel.completeness_reminded", assembly, assembly_id=assembly.id, reminded=reminded)
    return reminded


def incomplete(rows: Sequence[Completeness]) -> list[Completeness]:
    """Those about whom something is not known yet."""
    return [row for row in rows if not row.is_complete]
