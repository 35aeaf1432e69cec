"""The words for why a message was not sent, or not for certain, and for what is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.mail.bounces import NoNotificationError, TooLargeError, UnknownMessageError
from beraad.mail.service import NotRepeatableError
from beraad.web.refusals import Refusal, Words

ERRORS = {
    "folder_not_writable": _l("De map voor uitgaande berichten is niet beschrijfbaar. Vraag de technisch beheerder."),
    "sign_in_refused": _l("De mailserver weigert ons wachtwoord. Vraag de technisch beheerder."),
    "server_unreachable": _l("De verzendende server is niet bereikbaar."),
    "connection_lost": _l("De verbinding viel weg voordat het bericht weg was."),
    "sender_refused": _l("De mailserver weigert onze afzender. Vraag de technisch beheerder."),
    "recipient_refused": _l("Dit adres of nummer wordt geweigerd. Controleer het bij de aanmelding."),
    "message_refused": _l("Het bericht wordt geweigerd."),
    "no_answer": _l("De server kreeg het bericht, maar gaf geen antwoord."),
    "worker_died": _l("Het versturen werd afgebroken. Misschien is het bericht toch weg."),
    "given_up": _l("Het versturen werd een paar keer afgebroken. Het bericht is niet weg. Verstuur het opnieuw."),
    "wiped": _l("Het bericht is gewist voordat het weg was."),
    "no_text_messages": _l("Sms versturen is niet ingesteld."),
    "recipient_not_allowed": _l("NotifyNL staat nog op proef en stuurt alleen naar uw eigen team."),
    "template_refused": _l("Het sjabloon bij NotifyNL past niet. Het moet ((subject)) en ((body)) bevatten."),
    "key_refused": _l("NotifyNL weigert onze sleutel. Vraag de technisch beheerder."),
    "service_not_found": _l("Het adres van NotifyNL klopt niet. Vraag de technisch beheerder."),
    "rate_limited": _l("Er gingen te veel berichten tegelijk weg. Wij proberen het later opnieuw."),
    "server_error": _l("NotifyNL heeft een storing. Wij proberen het later opnieuw."),
}

SENTENCES: Mapping[type[Refusal], Words] = {
    NotRepeatableError: _l("Dit bericht kunt u niet opnieuw versturen."),
    NoNotificationError: _l("Dit is geen bericht van een mailserver over post die terugkwam."),
    TooLargeError: _l("Dit bericht is te groot."),
    UnknownMessageError: _l("Dit gaat over geen bericht dat hier is verstuurd."),
}


def error(code: str) -> str:
    """Why, in words; empty when nothing went wrong."""
    return str(ERRORS[code]) if code in ERRORS else code
