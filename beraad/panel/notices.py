"""What people hear from the panel: that they were drawn, that we wait for them, that they are welcome."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.panel.models import Seat
from beraad.panel.signals import programme
from beraad.recruitment.signals import terms
from beraad.telling.composing import Text, paragraphs
from beraad.web.i18n import LOCALES
from beraad.web.places import full_address


def asked(seat: Seat, link: str) -> Text:
    """You were drawn: do you take part?"""
    title, assembly = seat.assembly.title, seat.assembly
    with _language(seat):
        return Text(
            _("Gefeliciteerd: u bent ingeloot voor %(title)s", title=title),
            paragraphs(
                _("U meldde zich aan. Er is geloot, en u bent ingeloot: er is een plaats voor u in het panel."),
                dates(seat),
                assembly.expectations,
                _answer(seat, link),
            ),
        )


def reminder(seat: Seat, link: str) -> Text:
    """You were drawn, and we have no answer yet."""
    title = seat.assembly.title
    with _language(seat):
        return Text(
            _("Doet u mee aan %(title)s?", title=title),
            paragraphs(
                _("U bent ingeloot voor %(title)s. Wij hebben nog geen antwoord van u.", title=title),
                dates(seat),
                _answer(seat, link),
            ),
        )


def incomplete(title: str, starts_on: date | None, link: str) -> Text:
    """Some answers are missing before the first meeting; in the language of the moment."""
    day = format_date(starts_on, "EEEE d MMMM yyyy") if starts_on else ""
    first = _("De eerste bijeenkomst is op %(day)s.", day=day) if day else ""
    request = _("Wij willen graag weten wat u nodig hebt, wie wij bellen in nood en of u een vergoeding wilt.")
    return Text(
        _("Wij weten nog niet alles voor %(title)s", title=title),
        paragraphs(first, request, _("U vult het hier in:"), link, _("Hebt u niets nodig? Sla de pagina dan leeg op.")),
    )


def welcome(seat: Seat, link: str, days: int) -> Text:
    """You take part: what comes now, and how to sign in."""
    title = seat.assembly.title
    with _language(seat):
        return Text(
            _("Welkom in het panel van %(title)s", title=title),
            paragraphs(
                _("Fijn dat u meedoet aan %(title)s. Uw plaats in het panel staat vast.", title=title),
                dates(seat),
                _("Op uw eigen pagina staan de stukken en het programma. Daar vult u ook in wat u nodig hebt."),
                _("Met deze link opent u die pagina. Hij werkt %(days)d dagen en één keer:", days=days),
                link,
                _("Daarna vraagt u zelf een nieuwe link, bij Inloggen, met dit e-mailadres."),
            ),
        )


def not_drawn(assembly: Assembly) -> Text:
    """You were not drawn, this is what happens now; in the language of the moment. `{eigen-pagina}` differs."""
    title, weeks = assembly.title, -(-terms(assembly).not_drawn // 7)
    erased = ngettext(
        "Wij bewaren uw aanmelding zolang iemand kan worden vervangen. Uiterlijk %(num)s week daarna wissen wij haar.",
        "Wij bewaren uw aanmelding zolang iemand kan worden vervangen. Uiterlijk %(num)s weken daarna wissen wij haar.",
        weeks,
    )
    return Text(
        _("U bent niet ingeloot voor %(title)s", title=title),
        paragraphs(
            _("Fijn dat u zich aanmeldde voor %(title)s. Er is geloot. U bent deze keer niet ingeloot.", title=title),
            _("Dat ligt niet aan u: alleen het lot besliste. Er waren meer mensen dan plaatsen."),
            _("Valt er iemand af? Dan vragen wij een ander uit dezelfde loting. Bent u dat? Dan hoort u het van ons."),
            _("Hoe groot uw kans was, en het bewijs dat u meedeed, vindt u op uw eigen pagina:"),
            "{eigen-pagina}",
            _follow(assembly),
            erased + " " + _("U kunt ook nu al vragen om haar te wissen."),
        ),
    )


def _follow(assembly: Assembly) -> str:
    """Where everyone can read on; empty while the burgerberaad is not public."""
    if not assembly.is_public:
        return ""
    return f"{_('Wat het panel doet, kunt u hier volgen:')}\n{full_address('public.assembly', slug=assembly.slug)}"


def _answer(seat: Seat, link: str) -> str:
    day = format_date(seat.answer_by, "EEEE d MMMM yyyy") if seat.answer_by else ""
    until = _("Antwoord uiterlijk op %(day)s. Daarna vragen wij iemand anders.", day=day) if day else ""
    return paragraphs(_("Laat via deze link weten of u meedoet:"), link, until)


def dates(seat: Seat) -> str:
    """When the panel comes together, as far as that is known."""
    planned = programme(seat.assembly)
    if planned:
        return "\n".join([_("De bijeenkomsten:"), *(f"- {line}" for line in planned)])
    first, last = seat.assembly.starts_on, seat.assembly.ends_on
    if first and last:
        period = {"first": format_date(first, "d MMMM yyyy"), "last": format_date(last, "d MMMM yyyy")}
        return str(_("De bijeenkomsten zijn tussen %(first)s en %(last)s.", **period))
    return ""


def _language(seat: Seat) -> AbstractContextManager[None]:
    code = seat.registration.language if seat.registration else "nl"
    language: AbstractContextManager[None] = force_locale(LOCALES.get(code, LOCALES["nl"]))
    return language
