"""The letters to drawn people who are asked by post, as one PDF/UA-1 for the printer in the office.

The words are put together here as plain data; `templates/panel/asking/letter.typ` says where they go on the paper. The
letterhead is that of the letters of recruitment. Below each letter is a slip with which people can answer by post.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.orm import now
from beraad.panel import notices, service
from beraad.panel.models import Seat
from beraad.recruitment.letters.letterhead import drawings, look, return_address, sender
from beraad.web.documents import papers


def pdf(assembly: Assembly, seats: Sequence[Seat]) -> bytes:
    """A letter to the person in each of `seats` (at least one), each on a page of its own."""
    logo, logo_name = drawings.site_logo()
    address = return_address.find(assembly.id)
    writers = (assembly.commissioner, assembly.organiser or assembly.contact_name)
    back = f"{address.line}, {address.postcode} {address.place}" if address else assembly.contact_phone
    data = {
        "title": _("U bent ingeloot"),
        "sender": list(filter(None, (*writers, back))),
        "logo": logo,
        "logo_name": logo_name,
        "signature": look.find(assembly.id).signature,
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
            "date": format_date(today(), "long"),
            "address": [line for line in lines if line.strip()],
            "heading": _("Gefeliciteerd: u bent ingeloot voor %(title)s", title=assembly.title),
            "paragraphs": _paragraphs(assembly, seat, name),
            "link": link,
            "qr": papers.qr(link),
            "words": {
                "qr": _("QR-code die de pagina opent waarop u antwoordt"),
                "answer": _("Antwoorden kan met deze code, of op deze pagina:"),
                "signature": _("Handtekening"),
            },
            "closing": _closing(assembly),
            "slip": _slip(assembly, seat, name),
        }


def _paragraphs(assembly: Assembly, seat: Seat, name: str) -> list[str]:
    day = format_date(seat.answer_by, "EEEE d MMMM yyyy") if seat.answer_by else ""
    call = _(" of ").join(filter(None, (assembly.contact_phone, assembly.contact_email)))
    asks = _("Doet u mee? Laat het uiterlijk %(day)s weten. Daarna vragen wij iemand anders.", day=day) if day else ""
    paragraphs = [
        _("Beste %(name)s,", name=name),
        _("U meldde zich aan. Er is geloot, en u bent ingeloot: er is een plaats voor u in het panel."),
        notices.dates(seat),
        assembly.expectations,
        asks,
        _("Hebt u vragen, of antwoordt u liever zo? Bel of schrijf: %(contact)s.", contact=call) if call else "",
    ]
    return [words for words in paragraphs if words]


def _closing(assembly: Assembly) -> list[str]:
    """Greeting, and who signs."""
    who = sender.find(assembly.id)
    signed = ", ".join(filter(None, (who.signed_by, who.signed_as)))
    behalf = assembly.commissioner or assembly.organiser or assembly.title
    return [_("Met vriendelijke groet,"), *filter(None, (signed, behalf))]


def _slip(assembly: Assembly, seat: Seat, name: str) -> dict[str, Any]:
    """The answer by post: what can be ticked, and where it goes; nothing if there is no address to send it to."""
    address = return_address.find(assembly.id)
    if address is None:
        return {}
    stamp = _("een postzegel is niet nodig") if address.is_free else _("plak een postzegel")
    return {
        "title": _("Antwoord per post: %(title)s, plaats %(number)d", title=assembly.title, number=seat.number),
        "name": name,
        "answers": [_("Ja, ik doe mee"), _("Nee, ik doe niet mee")],
        "lines": [_("Telefoon"), _("Handtekening")],
        "send": _("Stuur deze strook naar (%(stamp)s):", stamp=stamp),
        "return_to": list(address.lines),
    }
