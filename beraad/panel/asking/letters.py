"""The letters to drawn people who are asked by post, as one PDF/UA-1 for the printer in the office.

The words are put together here as plain data; `templates/panel/asking/letter.typ` says where they go on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.orm import now
from beraad.panel import service
from beraad.panel.models import Seat
from beraad.web.documents import papers


def pdf(assembly: Assembly, seats: Sequence[Seat]) -> bytes:
    """A letter to the person in each of `seats` (at least one), each on a page of its own."""
    data = {
        "title": _("U bent geloot"),
        "sender": [line for line in (assembly.commissioner, assembly.contact_name, assembly.contact_phone) if line],
        "qr_words": _("QR-code die de pagina opent waarop u antwoordt"),
        "letters": [_letter(assembly, seat) for seat in seats],
    }
    return papers.typeset("panel/asking/letter.typ", data, now())


def _letter(assembly: Assembly, seat: Seat) -> dict[str, Any]:
    person = seat.registration
    name = person.name if person else ""
    place = f"{person.postcode}  {person.place}" if person else ""
    lines = (name, person.address_line1, person.address_line2, place) if person else ()
    link = service.answer_link(seat)
    with force_locale(person.language if person else "nl"):
        return {
            "language": person.language if person else "nl",
            "address": [line for line in lines if line.strip()],
            "heading": _("U bent geloot voor %(title)s", title=assembly.title),
            "paragraphs": _paragraphs(assembly, seat, name),
            "link": link,
            "qr": papers.qr(link),
        }


def _paragraphs(assembly: Assembly, seat: Seat, name: str) -> list[str]:
    day = format_date(seat.answer_by, "long") if seat.answer_by else ""
    call = assembly.contact_phone or assembly.contact_email
    paragraphs = [
        _("Beste %(name)s,", name=name),
        _("U meldde zich aan voor dit burgerberaad. Het lot heeft u een zetel gegeven."),
        assembly.expectations,
        _("Doet u mee? Laat het weten op uiterlijk %(day)s. Daarna vragen wij iemand anders.", day=day),
        _("U kunt ook bellen of schrijven: %(contact)s.", contact=call) if call else "",
        _("Antwoorden kan met deze code of op deze pagina:"),
    ]
    return [words for words in paragraphs if words]
