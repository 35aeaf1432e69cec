"""What people read when a verb refuses, and what the fields of a response are called."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from beraad.recommendations import errors
from beraad.recommendations.asking import NOT_YET, OVER
from beraad.recommendations.statuses import Decision
from beraad.web.refusals import Refusal, Words

#: field of a response → what it is called beside an answer
FIELDS: Mapping[str, str] = {
    "what_changes": _l("Wat verandert er?"),
    "not_done": _l("Wat nemen wij niet over?"),
    "reason_category": _l("Soort reden"),
    "reason": _l("Reden"),
    "alternative": _l("In plaats daarvan"),
    "reference": _l("Bestaand beleid"),
    "reference_date": _l("Dag waarop dat is vastgesteld"),
    "owner": _l("Wie onderzoekt het?"),
    "forwarded_to": _l("Doorgestuurd aan"),
    "costs": _l("Kosten en dekking"),
    "planned_start": _l("Begin"),
    "planned_end": _l("Einddatum"),
    "body": _l("Wie heeft besloten?"),
    "decided_on": _l("Dag van het besluit"),
    "document_url": _l("Webadres van het besluit"),
}

#: decision → what its fields are called where it asks something of its own
OWN_FIELDS: Mapping[Decision, Mapping[str, str]] = {
    Decision.ACCEPTED: {"what_changes": _l("Wat gaat u doen door dit advies?")},
    Decision.PARTLY_ACCEPTED: {"what_changes": _l("Wat neemt u wel over?"), "not_done": _l("Wat neemt u niet over?")},
    Decision.EXISTING_POLICY: {"what_changes": _l("Wat komt er door dit advies bij?")},
    Decision.FURTHER_STUDY: {
        "what_changes": _l("Welke vraag wordt onderzocht?"),
        "planned_end": _l("Wanneer is het onderzoek klaar?"),
    },
    Decision.FORWARDED: {"planned_end": _l("Op welke dag vraagt u antwoord?")},
    Decision.NOT_ACCEPTED: {"alternative": _l("Wat komt ervoor in de plaats? Is er niets? Vul dan ‘geen’ in.")},
}

#: what each decision means, for whoever chooses
MEANINGS: Mapping[Decision, str] = {
    Decision.ACCEPTED: _l("Ja: het gebeurt zoals het panel vraagt."),
    Decision.PARTLY_ACCEPTED: _l("Deels: een deel gebeurt, een deel niet."),
    Decision.EXISTING_POLICY: _l("Gebeurt al: het staat al in beleid dat is vastgesteld."),
    Decision.FURTHER_STUDY: _l("Eerst onderzoek: daarna volgt een nieuw antwoord."),
    Decision.FORWARDED: _l("Iemand anders gaat erover: u stuurt het advies door en blijft het volgen."),
    Decision.NOT_ACCEPTED: _l("Nee: het gebeurt niet."),
}

#: field of a response (see `statuses.RESPONSE_NEEDS`) → what to fill in
NEEDS: Mapping[str, str] = {
    "what_changes": _l("Vul in wat er verandert door dit advies."),
    "reason": _l("Vul de reden van het besluit in."),
    "reason_category": _l("Kies het soort reden."),
    "alternative": _l("Vul in wat ervoor in de plaats komt, of ‘geen’."),
    "reference": _l("Noem het bestaande beleid."),
    "reference_date": _l("Vul in wanneer dat beleid is vastgesteld."),
    "planned_end": _l("Vul een einddatum in."),
    "not_done": _l("Vul in wat u niet overneemt."),
    "owner": _l("Vul in wie het onderzoek doet."),
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
    errors.FutureDayError: NOT_YET,
    errors.PastDayError: OVER,
    errors.FourEyesError: _l(
        "U schreef zelf mee aan deze reactie. Een collega die dat niet deed, moet haar publiceren."
    ),
    errors.NotDecidedError: _l(
        "Over deze tekst is nog niet besloten. Het bestuur stelt haar eerst vast, of de griffie legt het besluit vast."
    ),
    errors.DecidedError: _l("Over deze tekst is al besloten."),
    errors.NotRecordedError: _l("Leg eerst het nummer en het stuk van het besluit vast."),
    errors.OwnRecordError: _l("U legde dit besluit zelf vast. Een collega moet het nakijken."),
    errors.PublishedError: _l("Deze reactie is al gepubliceerd. Maak een nieuwe versie."),
    errors.IncompleteResponseError: _needs,
    errors.StepNotPossibleError: _l("Deze stap kan niet na de vorige."),
    errors.EvidenceMissingError: _l("Voeg een bestand toe dat laat zien dat het klaar is."),
    errors.NextStepMissingError: _l("Vul de volgende stap en een datum in."),
    errors.BodyMissingError: _l("Vul in welk orgaan besloot te stoppen."),
    errors.EffectMissingError: _l("Vul in wat u verwachtte en wat u zag."),
    errors.PartlyDoneError: _l("Nog niet alles is klaar. Kies ‘in uitvoering’ en zeg hoeveel er klaar is."),
    errors.NotYoursError: _l("Dit meldt iemand anders: stoppen meldt het bestuur, al het andere de ambtenaar."),
    errors.OwnReportError: _l("U meldde zelf dat dit klaar is. Een collega van de griffie moet het bevestigen."),
    errors.ConfirmedError: _l("Hier valt niets meer te bevestigen."),
    errors.AnsweredError: _l("Er is al een reactie. Het panel kan niet meer intrekken."),
}
