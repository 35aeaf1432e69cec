"""The seats of the demonstration: people asked in three ways, their needs, reserves, payments, and who took part."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from beraad.allowances import service as allowances
from beraad.allowances.models import TravelKind
from beraad.allowances.service import SchemeData, TravelData
from beraad.assemblies.models import Assembly, Role
from beraad.demo.basics import in_days
from beraad.demo.staff import Team
from beraad.extensions import db
from beraad.meetings.models import Meeting, Status
from beraad.panel import service
from beraad.panel.models import AnsweredBy, Cause, Seat, SeatState
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.panel.needs.bank import Bank
from beraad.panel.needs.service import Needs
from beraad.panel.replacement import service as replacing
from beraad.panel.replacement.reserves import ReservesData
from beraad.panel.service import Leaving
from beraad.reports import service as reports
from beraad.telling.ways import ContactBy

NEEDS = (
    Needs(diet="Vegetarisch"),
    Needs(access="Een plek voor een rolstoel, dicht bij de deur"),
    Needs(childcare="Opvang voor een kind van vier"),
    Needs(transport="Ik kan niet zelf komen. Graag een taxi."),
    Needs(interpreter="Een tolk Nederlandse Gebarentaal"),
    Needs(device="Ik heb geen laptop", diet="Geen noten"),
)
UNHEARD = (
    "Jongeren tussen 16 en 24 jaar meldden zich weinig aan. Veel van hen lazen de brief niet.\n"
    "Mensen met een praktische opleiding zeiden vaker af. Zij werken vaak op zaterdag."
)
MEASURES = "Bij een volgend burgerberaad vergaderen wij ook op een avond. Wij gaan langs bij het mbo."


def fill(assembly: Assembly) -> None:
    """Everyone is asked; most confirm, one declines, one has to be called and one to be written to; reserves wait."""
    seats = _seats(assembly)
    for seat, way in zip(seats[-3:], (ContactBy.PHONE, ContactBy.EMAIL, ContactBy.POST), strict=True):
        if seat.registration is not None:
            seat.registration.contact_by = way
    db.session.flush()
    service.ask_everyone(assembly, in_days(20))
    for seat in seats[:-3]:
        service.confirm(seat, AnsweredBy.LINK)
    service.decline(seats[-2], AnsweredBy.PHONE, Leaving(Cause.WORK, "Elke zaterdag aan het werk"))
    for turn, seat in enumerate(seats[:-5]):
        _tell_all(seat, turn)
    replacing.ask_reserves(assembly, ReservesData(6, 20))


def _tell_all(seat: Seat, turn: int) -> None:
    needs_of_seat = NEEDS[turn // 5] if turn % 5 == 0 and turn // 5 < len(NEEDS) else Needs()
    contact = f"Huisgenoot (verzonnen), 06 0000 {turn:04d}"
    needs.set_needs(seat, Needs(**{**vars(needs_of_seat), "emergency_contact": contact}))
    holder = seat.registration.name if seat.registration else ""
    account = Bank() if turn == 7 else Bank(account_number(turn), holder)
    bank.set_allowance(seat, turn != 7, account)


def account_number(turn: int) -> str:
    """An account at a bank that does not exist, with check digits that are right."""
    letters = f"DEMO{turn:010d}NL00"
    digits = "".join(str(int(character, 36)) for character in letters)
    return f"NL{98 - int(digits) % 97:02d}DEMO{turn:010d}"


def pay(team: Team, assembly: Assembly) -> None:
    """The fees of the meetings have been paid; a list with travel costs waits, and some costs are on no list yet."""
    allowances.set_scheme(assembly, SchemeData(10_000, 23, True, 100))
    first = allowances.draw_up(assembly, team[Role.REGISTRY])
    allowances.approve(first, team[Role.ORGANISER])
    allowances.mark_paid(first, team[Role.REGISTRY])
    held = select(Meeting).where(Meeting.assembly_id == assembly.id, Meeting.status == Status.HELD)
    meetings = db.session.scalars(held.order_by(Meeting.number)).all()
    for seat in _seats(assembly)[8:12]:
        allowances.claim_travel(meetings[0], seat, TravelData(TravelKind.DISTANCE, kilometres=10 + seat.number))
    allowances.draw_up(assembly, team[Role.ORGANISER])
    for seat in _seats(assembly)[8:10]:
        allowances.claim_travel(meetings[-1], seat, TravelData(TravelKind.ACTUAL, cents=640))


def leave_and_report(assembly: Assembly) -> None:
    """Somebody stopped between two meetings; the council hears who took part."""
    service.drop_out(_seats(assembly)[0], AnsweredBy.PHONE, Leaving(Cause.MOVED, happened_on=in_days(-230)))
    reports.write(assembly, UNHEARD, MEASURES)


def _seats(assembly: Assembly) -> Sequence[Seat]:
    all_seats = select(Seat).where(Seat.assembly_id == assembly.id, Seat.state != SeatState.REPLACED)
    return db.session.scalars(all_seats.order_by(Seat.number)).all()
