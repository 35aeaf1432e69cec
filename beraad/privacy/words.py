"""The words for what a certificate counts, and for why a request can't be carried out."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from beraad.privacy.holdings import DRAWS
from beraad.privacy.kinds import Kind, SiteKind
from beraad.privacy.requests import LettersUnderWayError, RequestRefusedError, SampleWaitingError

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

REFUSALS: dict[type[RequestRefusedError], Any] = {
    LettersUnderWayError: _l(
        "Er liggen brieven aan deze persoon klaar voor de drukker. Zet die ronde eerst op verstuurd."
    ),
    SampleWaitingError: _l(
        "Er wacht een bestand met een steekproef. Lees het eerst in of gooi het weg: deze persoon kan erin staan."
    ),
}


def counted(code: str) -> str:
    """What stands on the certificate under this code."""
    if code in REACHED or code in BESIDE:
        return str((REACHED | BESIDE)[code])
    return Kind(code).label if code in set(Kind) else SiteKind(code).label


def refusal(error: RequestRefusedError) -> str:
    """Why it can't be done now, and what to do about it."""
    return str(REFUSALS[type(error)])
