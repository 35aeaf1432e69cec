"""What people read when a step of the advice is refused."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.recommendations.advice import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NothingAdoptedError: _l("Het panel heeft nog niets aangenomen."),
    errors.UndecidedError: _l("Er loopt nog een stemming. Tel die eerst."),
    errors.NotSignedOffError: _l("Het panel heeft deze tekst niet vastgesteld. Laat het panel er eerst over stemmen."),
    errors.FutureDayError: _l("Deze dag is nog niet geweest."),
    errors.DocumentMissingError: _l("Voeg het document toe waarin het advies staat."),
    errors.HasPanelError: _l("Dit burgerberaad heeft een panel. Het panel stemt zelf."),
}
