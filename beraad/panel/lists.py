"""The lists of the panel: seats, people to call and to write to, and what panellists need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.panel.asking import queries as asking
from beraad.panel.models import EMPTY, Seat, SeatState
from beraad.panel.needs import completeness
from beraad.panel.needs.completeness import Completeness
from beraad.panel.needs.words import NEEDS
from beraad.panel.queries import SeatRow
from beraad.telling.ways import ContactBy
from beraad.web.lists.declared import Column, Filter, Listing, Option, choices, yes_no


def seats(rows: Sequence[SeatRow], sees_people: bool) -> Listing[SeatRow]:
    """All seats by number, with names for those who may see them."""
    number = Column[SeatRow]("zetel", _l("Zetel"), lambda row: row.number)
    state = Column[SeatRow]("stand", _l("Stand"), lambda row: row.state)
    in_draw = Column[SeatRow]("nummer", _l("Nummer in de loting"), lambda row: row.pool_id)
    people: list[Column[SeatRow]] = [
        number,
        Column("wie", _l("Wie"), lambda row: row.name or row.pool_id),
        state,
        Column("bereikbaar", _l("Bereikbaar"), lambda row: row.contact_by),
        Column("email", _l("E-mailadres"), lambda row: row.email, is_shown=False),
        Column("telefoon", _l("Telefoon"), lambda row: row.phone),
        Column("uiterlijk", _l("Antwoord uiterlijk"), lambda row: row.answer_by),
    ]
    by_way = choices("bereikbaar", _l("Bereikbaar"), ContactBy, lambda way: lambda row: row.contact_by is way)
    return Listing(
        endpoint="panel.overview",
        name="zetels",
        rows=rows,
        usual_label=_l("Op nummer"),
        columns=people if sees_people else [number, in_draw, state],
        filters=[
            choices("stand", _l("Stand"), SeatState, lambda state: lambda row: row.state is state),
            *([by_way] if sees_people else []),
        ],
        search=lambda row: (row.name, row.pool_id, row.phone, row.email) if sees_people else (row.pool_id,),
        search_label=_l("naam, kenmerk, e-mail of telefoon") if sees_people else _l("nummer in de loting"),
        to_do=(lambda row: row.is_late or row.state in EMPTY) if sees_people else None,
    )


def calls(assembly: Assembly) -> Listing[Seat]:
    """The people to call, those still to do first."""
    phone = Column[Seat]("telefoon", _l("Telefoon"), lambda seat: seat.registration.phone if seat.registration else "")
    return _asked(assembly, ContactBy.PHONE, "panel_asking.calls", phone, _l("U hoeft niemand te bellen."))


def post(assembly: Assembly) -> Listing[Seat]:
    """The people to write to, those still to do first."""
    address = Column[Seat]("adres", _l("Adres"), _address)
    return _asked(assembly, ContactBy.POST, "panel_asking.post", address, _l("U hoeft niemand te schrijven."))


def _asked(assembly: Assembly, way: ContactBy, endpoint: str, address: Column[Seat], empty: str) -> Listing[Seat]:
    return Listing(
        endpoint=endpoint,
        name=endpoint.rpartition(".")[2],
        rows=asking.to_contact(assembly.id, way),
        usual_label=_l("Wat nog te doen is eerst"),
        columns=[
            Column("zetel", _l("Zetel"), lambda seat: seat.number),
            Column("wie", _l("Wie"), _name),
            address,
            Column("uiterlijk", _l("Antwoord uiterlijk"), lambda seat: seat.answer_by),
            Column("gedaan", _l("Gedaan?"), lambda seat: seat.told_at),
        ],
        filters=[yes_no("gedaan", _l("Gedaan"), lambda seat: seat.told_at is not None, _is_to_do)],
        search=lambda seat: (_name(seat), seat.pool_id, address.value(seat) if address.value else ""),
        search_label=_l("naam, kenmerk, adres of telefoon"),
        to_do=_is_to_do,
        empty=empty,
    )


def _is_to_do(seat: Seat) -> bool:
    return seat.told_at is None


def _name(seat: Seat) -> str:
    return seat.registration.name if seat.registration else seat.pool_id


def _address(seat: Seat) -> str:
    person = seat.registration
    return f"{person.address_line1}, {person.postcode} {person.place}" if person else ""


def needs(assembly: Assembly) -> Listing[Completeness]:
    """What each panellist needs, and what is not known of them yet, by number of their seat."""
    return Listing(
        endpoint="panel_needs.overview",
        name="behoeften",
        rows=completeness.of_panel(assembly.id),
        usual_label=_l("Op nummer"),
        columns=[
            Column("wie", _l("Wie"), lambda row: row.name),
            Column("nodig", _l("Wat nodig is"), lambda row: "; ".join(f"{label}: {what}" for label, what in row.asks)),
            Column("nood", _l("Bellen in nood"), lambda row: row.needs.emergency_contact),
            Column("vergoeding", _l("Vergoeding"), lambda row: row.has_allowance),
        ],
        filters=[
            Filter("regelen", _l("Wat u regelt"), {key: Option(NEEDS[key], _asks_for(key)) for key in NEEDS}),
            yes_no("bekend", _l("Alles bekend"), lambda row: row.is_complete, lambda row: not row.is_complete),
        ],
        search=lambda row: (row.name, row.seat.pool_id, *(what for _label, what in row.asks)),
        search_label=_l("naam of wat nodig is"),
        to_do=lambda row: not row.is_complete,
        empty=_l("Er zijn nog geen panelleden."),
    )


def _asks_for(need: str) -> Callable[[Completeness], bool]:
    return lambda row: bool(getattr(row.needs, need))
