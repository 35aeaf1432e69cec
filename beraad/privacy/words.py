"""What people read: what a certificate counts, and the sentences for refusals."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.privacy import errors
from beraad.privacy.holdings import DRAWS
from beraad.privacy.kinds import Kind, SiteKind
from beraad.web.refusals import Refusal, Words

#: what a request reaches: code in the certificate → words
REACHED = {
    "registration": _l("Aanmelding met alle antwoorden"),
    "register_row": _l("Regels uit de steekproef"),
    "outbox_message": _l("Berichten"),
    "seat": _l("Zetels: naam, behoeften en rekeningnummer"),
    "travel_claim": _l("Declaraties van reiskosten"),
    "attendance": _l("Redenen van afmelding"),
    "knowledge_request": _l("Vragen: wie ze stelde"),
    "account": _l("Accounts"),
    "job": _l("Afgeronde taken met een e-mailadres"),
    "waiting_file": _l("Bestanden die wachten op inlezen"),
}

#: what a term reaches beside the people themselves
BESIDE = {DRAWS: _l("Lotingen waarvan de antwoorden over herkomst zijn vernietigd")}

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.LettersUnderWayError: _l(
        "Er liggen brieven aan deze persoon klaar voor de drukker. Zet die ronde eerst op verstuurd."
    ),
    errors.SampleWaitingError: _l(
        "Er wacht een bestand met een steekproef. Lees het eerst in of gooi het weg: deze persoon kan erin staan."
    ),
    errors.TermError: _l("Vul een aantal dagen in van 0 tot en met %(max)s."),
}


def counted(code: str) -> str:
    """Returns the words for what a certificate counts under this code."""
    kinds = {kind.value: kind.label for kind in (*Kind, *SiteKind)}
    return str({**kinds, **REACHED, **BESIDE}[code])
