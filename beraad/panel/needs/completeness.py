"""What has to be known of each panellist before the first meeting, and a reminder to whoever did not tell yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.panel.models import Seat, SeatState
from beraad.panel.needs import service as needs
from beraad.web.places import full_address

#: days before the first meeting from which the daily job reminds, once
REMIND_BEFORE = timedelta(days=10)


@dataclass(frozen=True)
class Known:
    """A confirmed panellist with what they need, and which of the three questions they answered."""

    seat: Seat
    needs: needs.Needs
    told_needs: bool
    told_emergency: bool
    #: a bank account, or the word that no allowance is wanted
    told_allowance: bool

    @property
    def is_complete(self) -> bool:
        return self.told_needs and self.told_emergency and self.told_allowance


def of_panel(assembly_id: int) -> list[Known]:
    """All confirmed panellists, by the number of their seat."""
    chosen = (
        select(Seat)
        .options(joinedload(Seat.registration))
        .where(Seat.assembly_id == assembly_id, Seat.state == SeatState.CONFIRMED)
        .order_by(Seat.number)
    )
    return [of_seat(seat) for seat in db.session.scalars(chosen)]


def of_seat(seat: Seat) -> Known:
    """What this panellist told."""
    told = needs.needs_of(seat)
    return Known(
        seat=seat,
        needs=told,
        told_needs=seat.sealed_needs is not None,
        told_emergency=bool(told.emergency_contact),
        told_allowance=seat.wants_allowance is False or seat.sealed_bank is not None,
    )


def remind(assembly: Assembly) -> int:
    """Remind by mail everyone who did not tell everything; once a day at most. Gives how many mails were made."""
    return _remind(assembly, today().isoformat())


def remind_before_start(assembly: Assembly) -> int:
    """The reminder of the daily job: once to each, shortly before the first meeting."""
    return _remind(assembly, "before-start") if is_near(assembly) else 0


def is_near(assembly: Assembly) -> bool:
    """Whether the first meeting is near enough to remind people, and still to come."""
    day = today()
    return assembly.starts_on is not None and day <= assembly.starts_on <= day + REMIND_BEFORE


def _remind(assembly: Assembly, occasion: str) -> int:
    silent = [known.seat for known in of_panel(assembly.id) if not known.is_complete]
    reminded = sum(_mail(seat, f"seat-{seat.id}-complete-{occasion}") for seat in silent)
    if reminded:
        subject = f"assembly:{assembly.id}"
        audit.record("panel.completeness_reminded", subject, assembly_id=assembly.id, reminded=reminded)
    return reminded


def _mail(seat: Seat, reference: str) -> bool:
    person = seat.registration
    if person is None or not person.email or mail.is_known(reference):
        return False
    subject, body = mail.render(
        "panel_complete",
        person.language,
        name=person.name,
        title=seat.assembly.title,
        url=full_address("panel_own.own", slug=seat.assembly.slug),
        starts_on=seat.assembly.starts_on,
    )
    mail.queue(person.email, subject, body, reference, assembly_id=seat.assembly_id)
    return True


def incomplete(known: Sequence[Known]) -> list[Known]:
    """Those of whom something is not known yet."""
    return [row for row in known if not row.is_complete]
