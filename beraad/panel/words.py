"""What people read when a step with a seat is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.panel import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.WrongStateError: _l("Dit kan nu niet. Iemand anders was u misschien voor. Bekijk hoe het nu is."),
    errors.TooLateError: _l("De laatste dag om te antwoorden is voorbij. Bel of mail de griffie."),
    errors.DateNeededError: _l("Kies een laatste dag om te antwoorden, vandaag of later."),
    errors.SeatTakenError: _l("Dit voorstel geldt niet meer. Een collega was u net voor, of iemand trok zich terug."),
    errors.NobodyLeftError: _l("Er is niemand meer op de lijst die gevraagd kan worden."),
    errors.AlreadyToldError: _l("Iedereen die niet is ingeloot, heeft al bericht."),
    errors.DrawMissingError: _l("Er is nog geen echte loting gehouden."),
}
