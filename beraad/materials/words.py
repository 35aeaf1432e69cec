"""What people read when a verb of documents and requests refuses."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.materials import errors
from beraad.web.refusals import Refusal, Words

NOTHING_TO_READ = _l("Vul een tekst in of kies een bestand.")

SENTENCES: Mapping[type[Refusal], Words] = {
    errors.NothingToReadError: NOTHING_TO_READ,
    errors.NothingNewError: _l("Er is niets veranderd. Pas de tekst aan of kies een ander bestand."),
    errors.ChangedMeanwhileError: _l(
        "Iemand anders maakte intussen een nieuwe versie. Bewaar uw tekst ergens en open die versie."
    ),
    errors.NothingToPublishError: _l("Lezers zien de laatste versie al."),
    errors.NothingToWithdrawError: _l("Lezers zien dit stuk al niet."),
    errors.ClosedError: _l("Deze vraag heeft al een antwoord."),
}
