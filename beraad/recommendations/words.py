"""What a refusal of a verb is called at which field of which form."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from beraad.recommendations import errors
from beraad.web.forms import refuse

NEEDED = {
    "what_changes": _l("Vul in wat er verandert door dit advies."),
    "reason_category": _l("Kies het soort reden."),
    "alternative": _l("Vul in wat ervoor in de plaats komt, of ‘geen’."),
    "reference": _l("Noem het bestaande beleid."),
    "reference_date": _l("Vul in wanneer dat beleid is vastgesteld."),
    "planned_end": _l("Vul een einddatum in."),
    "forwarded_to": _l("Vul in aan wie u de aanbeveling hebt doorgestuurd."),
}

WORDS: dict[type[errors.RecommendationError], tuple[str, Any]] = {
    errors.LockedError: ("", _l("Het panel heeft al gestemd. De tekst staat vast.")),
    errors.NotAdoptedError: ("", _l("Bij deze aanbeveling is dit niet mogelijk.")),
    errors.NotHandedOverError: ("", _l("Leg eerst de overhandiging van het advies vast.")),
    errors.DatesOutOfOrderError: ("to", _l("Deze dag moet later zijn dan de vorige.")),
    errors.FourEyesError: ("", _l("U hebt deze reactie zelf opgesteld. Een collega moet haar publiceren.")),
    errors.PublishedError: ("", _l("Deze reactie is al gepubliceerd. Maak een nieuwe versie.")),
    errors.StepNotPossibleError: ("after", _l("Deze stap kan niet na de vorige.")),
    errors.EvidenceMissingError: ("evidence_title", _l("Voeg bewijs toe voordat u ‘uitgevoerd’ meldt.")),
    errors.NextStepMissingError: ("next_step", _l("Vul de volgende stap en een datum in.")),
    errors.AnsweredError: ("", _l("Er is al een reactie. Het panel kan niet meer intrekken.")),
}


def explain(form: FlaskForm, error: errors.RecommendationError) -> None:
    """Put the refusal in words at the field that it is about, or above the form."""
    if isinstance(error, errors.IncompleteResponseError):
        for name in error.fields:
            refuse(form[name], NEEDED[name])
        return
    name, message = WORDS[type(error)]
    if name in form:
        refuse(form[name], message)
    elif name == "to" and "response_due_on" in form:
        refuse(form["response_due_on"], message)
    else:
        form.form_errors.append(message)


def message_of(error: errors.RecommendationError) -> str:
    """The refusal in words, for a page without a form."""
    return str(WORDS[type(error)][1])
