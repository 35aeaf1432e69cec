"""The sentences for what is refused about decisions."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.assemblies.deciding import errors
from beraad.web.refusals import Refusal, Words

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.StepTooSoonError: _l("Neem eerst het besluit over de stap hiervoor."),
    errors.ChecksMissingError: _l("Verdergaan kan pas als alles klopt. Anders wordt het: nee, want."),
    errors.GroundMissingError: _l("Kies waarom het niet doorgaat."),
    errors.NotANoError: _l("Alleen een besluit om niet door te gaan, maakt u zo openbaar."),
    errors.OwnerMissingError: _l("Vul bij elk open punt in wie het overneemt."),
}
