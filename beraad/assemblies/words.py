"""What people read: names of dates and of parts of the plan, and the sentences for refusals."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.assemblies import errors
from beraad.assemblies.models import Role
from beraad.web.refusals import Refusal, Words

#: field of `service.DatesData` → its name
DATES: Mapping[str, str] = {
    "sign_up_opens": _l("Aanmelden kan vanaf"),
    "sign_up_closes": _l("Aanmelden kan tot en met"),
    "draw_on": _l("Openbare loting"),
    "starts_on": _l("Eerste bijeenkomst"),
    "ends_on": _l("Laatste bijeenkomst"),
    "advice_on": _l("Het panel biedt het advies aan"),
    "decision_on": _l("Besluit over het advies"),
}
#: column of `models.Assembly` that is kept in versions → its name
PROMISED: Mapping[str, str] = {
    **DATES,
    "question": _l("De vraag aan het panel"),
    "commitment": _l("Toezegging vooraf"),
    "commitment_by": _l("Toegezegd door"),
    "commitment_on": _l("Toegezegd op"),
    "commitment_document": _l("Nummer van het besluit"),
    "criteria": _l("Wanneer de opdrachtgever mag afwijken"),
    "expectations": _l("Wat wij van panelleden vragen"),
    "seats": _l("Aantal zetels"),
    "commissioner": _l("Opdrachtgever"),
    "organiser": _l("Opdrachtnemer"),
    "title": _l("Titel"),
    "summary": _l("Samenvatting"),
    "background": _l("Wat ligt er al?"),
    "contact_name": _l("Contactpersoon"),
    "contact_email": _l("E-mailadres"),
    "contact_phone": _l("Telefoonnummer"),
    "is_public": _l("Openbaar"),
}
#: field of `promises.service.PlanData` → its name; and the room for influence, which is kept beside the plan
PLAN_PARTS: Mapping[str, str] = {
    "occasion": _l("Aanleiding en betrokken partijen"),
    "goal": _l("Doel van de participatie"),
    "participants": _l("Wie meedoen, en in welke vorm"),
    "resources": _l("Tijd, middelen en organisatie"),
    "decision_making": _l("Hoe inbreng wordt verwerkt en hoe wordt besloten"),
    "feedback": _l("Terugkoppeling: wanneer en hoe"),
    "evaluation": _l("Evaluatie en monitoring"),
    "room": _l("Speelruimte"),
}

#: what one may do with a role, in a sentence
ROLES: Mapping[Role, str] = {
    Role.ADMINISTRATOR: _l("Deze rol geeft rollen en trekt ze in, en richt het burgerberaad in."),
    Role.REGISTRY: _l("Deze rol ziet alle gegevens van aanmeldingen en panelleden, verstuurt berichten en loot."),
    Role.ORGANISER: _l("Deze rol ziet alle gegevens van aanmeldingen en panelleden, verstuurt berichten en loot."),
    Role.FACILITATOR: _l("Deze rol ziet hoe het burgerberaad ervoor staat, zonder gegevens van mensen."),
    Role.OFFICIAL: _l("Deze rol schrijft reacties op aanbevelingen, en ziet geen gegevens van mensen."),
    Role.EXECUTIVE: _l("Deze rol schrijft reacties op aanbevelingen, en ziet geen gegevens van mensen."),
    Role.COUNCILLOR: _l("Deze rol ziet hoe het burgerberaad ervoor staat, zonder gegevens van mensen."),
    Role.OBSERVER: _l("Deze rol ziet hoe het burgerberaad ervoor staat, zonder gegevens van mensen."),
    Role.PANELLIST: _l("Deze rol is voor wie een zetel heeft."),
}


def _out_of_order(error: errors.DatesOutOfOrderError) -> str:
    return str(_("“%(later)s” ligt voor “%(earlier)s”.", later=DATES[error.later], earlier=DATES[error.earlier]))


def _sign_up_runs(error: errors.SignUpRunsError) -> str:
    return str(
        _("Mensen kunnen zich aanmelden tot en met %(day)s. Loten kan daarna.", day=format_date(error.day, "long"))
    )


SENTENCES: Mapping[type[Refusal], Words] = {
    errors.SlugTakenError: _l("Een ander burgerberaad heeft deze naam al. Kies een andere."),
    errors.SlugUnusableError: _l("Gebruik kleine letters, cijfers en streepjes, zoals wonen-2026."),
    errors.SlugFixedError: _l("Het burgerberaad is openbaar. De naam in het webadres ligt nu vast."),
    errors.DatesOutOfOrderError: _out_of_order,
    errors.NotPublishableError: _l("De pagina kan nog niet openbaar worden. Hieronder staat wat er ontbreekt."),
    errors.GapsLeftError: _l("Er ontbreekt nog iets. Vul het aan, of schrijf waarom u toch doorgaat."),
    errors.RunsBackError: _l("De lijst van de loting ligt vast. De werving kan niet opnieuw beginnen."),
    errors.SignUpRunsError: _sign_up_runs,
    errors.NoGoError: _l("Er is besloten om niet door te gaan. Leg eerst een nieuw besluit vast."),
    errors.DechargeMissingError: _l("Leg eerst de decharge vast. Elk open punt krijgt daar een nieuwe eigenaar."),
    errors.PageStandsError: _l("Na de loting gaat de pagina alleen weg met een reden en door twee mensen."),
    errors.PlanIncompleteError: _l("Het plan is nog niet af. Hieronder staat wat er ontbreekt."),
    errors.PlanApprovedError: _l("Deze versie van het plan is al vastgesteld."),
    errors.PromiseBindsError: _l("Mensen rekenen hierop. Een wijziging vraagt een reden en een tweede persoon."),
    errors.StaysPublicError: _l(
        "De pagina is openbaar. De vraag en wat open ligt moeten blijven staan. Vervang ze, of voeg eerst iets toe."
    ),
    errors.DrawStandsError: _l("De lijst van de loting ligt vast. Daarom kan dit niet meer. Trek eerst de loting in."),
    errors.ChangeSettledError: _l("Deze wijziging is al afgehandeld."),
    errors.ReasonMissingError: _l("Zeg eerst waarom de belofte verandert."),
    errors.NotSpellingError: _l("Er verandert meer dan de spelling. Zeg waarom, en laat een collega het goedkeuren."),
    errors.DecisionMissingError: _l("Dit bindt de opdrachtgever. Vul in wie besloot, op welke dag, en het besluit."),
    errors.BodyMissingError: _l("Dit bindt de opdrachtgever. Een van u twee moet griffie of bestuurder zijn."),
    errors.VersionFixedError: _l("Wat er beloofd was, verandert niet meer. Schrijf een nieuwe versie."),
    errors.NoPlanError: _l("Er is nog geen vastgesteld plan. Pas het plan aan voordat het wordt vastgesteld."),
    errors.NoQuestionError: _l("Schrijf eerst de vraag op."),
    errors.NameTakenError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.AnswerTwiceError: _l("Deze naam komt twee keer voor: %(name)s."),
    errors.FeaturesInUseError: _l(
        "Mensen hebben dit kenmerk al ingevuld. U kunt alleen de vraag veranderen en antwoorden toevoegen."
    ),
    errors.SelfGrantError: _l("U kunt uzelf geen rol geven. Vraag een andere beheerder van dit burgerberaad."),
    errors.LastAdministratorError: _l("Dit is de enige beheerder. Maak eerst iemand anders beheerder."),
}
