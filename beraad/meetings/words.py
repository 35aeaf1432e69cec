"""What people read when a verb of meetings refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.meetings import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NumberTakenError: _l("Er is al een bijeenkomst met dit nummer. Kies een ander nummer."),
    errors.CancelledError: _l("Deze bijeenkomst is afgelast. U kunt er niets meer aan wijzigen."),
    errors.AlreadyHeldError: _l("Deze bijeenkomst is al gehouden. U kunt haar niet meer afgelasten."),
    errors.TooEarlyError: _l("Deze bijeenkomst moet nog beginnen."),
    errors.TooLateError: _l("U kunt zich voor deze bijeenkomst niet meer afmelden."),
    errors.TooLateToComeError: _l("De bijeenkomst is al begonnen of gaat niet door."),
}
