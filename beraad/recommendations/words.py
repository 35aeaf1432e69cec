"""What people read when a verb of recommendations refuses, or a decision needs more of a response."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.recommendations import errors
from beraad.web.refusals import Refusal, Words

#: field of a response (see `statuses.RESPONSE_NEEDS`) → what to fill in
NEEDS: Mapping[str, str] = {
    "what_changes": _l("Vul in wat er verandert door dit advies."),
    "reason_category": _l("Kies het soort reden."),
    "alternative": _l("Vul in wat ervoor in de plaats komt, of ‘geen’."),
    "reference": _l("Noem het bestaande beleid."),
    "reference_date": _l("Vul in wanneer dat beleid is vastgesteld."),
    "planned_end": _l("Vul een einddatum in."),
    "forwarded_to": _l("Vul in aan wie u de aanbeveling hebt doorgestuurd."),
}


def _needs(error: errors.IncompleteResponseError) -> str:
    return " ".join(str(NEEDS[name]) for name in error.fields)


SENTENCES: Mapping[type[Refusal], Words] = {
    errors.LockedError: _l("Het panel stemt over deze tekst, of heeft dat gedaan. De tekst staat vast."),
    errors.NotAdoptedError: _l("Bij deze aanbeveling is dit niet mogelijk."),
    errors.NotHandedOverError: _l("Leg eerst de overhandiging van het advies vast."),
    errors.HandedOverAlreadyError: _l("Het advies is overhandigd. Er verandert niets meer aan."),
    errors.DatesOutOfOrderError: _l("Deze dag moet later zijn dan de vorige."),
    errors.FourEyesError: _l("U hebt deze reactie zelf opgesteld. Een collega moet haar publiceren."),
    errors.PublishedError: _l("Deze reactie is al gepubliceerd. Maak een nieuwe versie."),
    errors.IncompleteResponseError: _needs,
    errors.StepNotPossibleError: _l("Deze stap kan niet na de vorige."),
    errors.EvidenceMissingError: _l("Voeg bewijs toe voordat u ‘uitgevoerd’ meldt."),
    errors.NextStepMissingError: _l("Vul de volgende stap en een datum in."),
    errors.AnsweredError: _l("Er is al een reactie. Het panel kan niet meer intrekken."),
}
