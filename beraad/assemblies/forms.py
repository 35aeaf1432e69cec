"""What is asked about a burgerberaad, and the words of each error."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies import errors, service
from beraad.assemblies.models import ROLE_LABELS, Phase, Role, RoomKind
from beraad.assemblies.promises.questions import CHECK_LABELS, Check
from beraad.web.fields import DayField, EnumRadioField
from beraad.web.forms import Form, at_most, refuse, required

LONGEST_TEXT = 5000
TRIED_WITH = _l("Vul een getal in. Nog met niemand? Vul dan 0 in.")
MOST_SEATS = 1000

DATE_LABELS = {
    "sign_up_opens": _l("Aanmelden kan vanaf"),
    "sign_up_closes": _l("Aanmelden kan tot en met"),
    "draw_on": _l("Openbare loting"),
    "starts_on": _l("Eerste bijeenkomst"),
    "ends_on": _l("Laatste bijeenkomst"),
    "advice_on": _l("Het panel biedt het advies aan"),
    "decision_on": _l("Besluit over het advies"),
}
PLAN_LABELS = {
    "occasion": _l("Aanleiding en betrokken partijen"),
    "goal": _l("Doel van de participatie"),
    "participants": _l("Wie meedoen, en in welke vorm"),
    "resources": _l("Tijd, middelen en organisatie"),
    "decision_making": _l("Hoe inbreng wordt verwerkt en hoe wordt besloten"),
    "feedback": _l("Terugkoppeling: wanneer en hoe"),
    "evaluation": _l("Evaluatie en monitoring"),
    "room": _l("Speelruimte"),
}


def values(form: Form) -> dict[str, Any]:
    """The answers by name of the field, as `service` takes them."""
    return {field.name: field.data for field in form if field.name != "csrf_token"}


def line(label: Any, length: int, *validators: Any, **options: Any) -> StringField:
    """A line of text that may stay empty."""
    return StringField(label, [Optional(), at_most(length), *validators], **options)


def story(label: Any, **options: Any) -> TextAreaField:
    """A text of some sentences that may stay empty."""
    return TextAreaField(label, [Optional(), at_most(LONGEST_TEXT)], **options)


def day(label: Any) -> DayField:
    """A day that may stay empty."""
    return DayField(label, [Optional()])


class SeatsField(IntegerField):
    """How many people the panel gets."""

    def __init__(self, **options: Any) -> None:
        words = _l("Vul het aantal zetels in: een getal van 1 tot en met %(most)s.", most=MOST_SEATS)
        super().__init__(
            _l("Aantal zetels"),
            [*required(words), NumberRange(1, MOST_SEATS, words)],
            description=_l("Zoveel mensen komen er in het panel."),
            **options,
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None  # NumberRange then says what to fill in


def title_field() -> StringField:
    return StringField(_l("Titel"), [*required(_l("Vul de titel in.")), at_most(200)])


class SlugField(StringField):
    """The name in addresses."""

    def __init__(self, validators: Any, **options: Any) -> None:
        super().__init__(
            _l("Naam in het webadres"),
            [*validators, at_most(service.LONGEST_SLUG)],
            description=_l("Kleine letters, cijfers en streepjes, zoals wonen-2026."),
            **options,
        )


class CreateForm(Form):
    title = title_field()
    seats = SeatsField()
    slug = SlugField([Optional()])
    question = story(_l("De vraag aan het panel"), description=_l("U kunt de vraag later nog invullen en veranderen."))


class BasicsForm(Form):
    title = title_field()
    slug = SlugField(required(_l("Vul de naam in het webadres in.")))
    summary = story(_l("Samenvatting"), description=_l("Een paar zinnen voor de openbare pagina."))
    seats = SeatsField()
    commissioner = line(
        _l("Opdrachtgever"), 200, description=_l("Wie om advies vraagt en erop antwoordt, zoals de gemeenteraad.")
    )
    organiser = line(_l("Opdrachtnemer"), 200, description=_l("Wie het burgerberaad uitvoert."))
    contact_name = line(_l("Contactpersoon"), 200)
    contact_email = EmailField(
        _l("E-mailadres van de contactpersoon"),
        [Optional(), at_most(254), Email(_l("Vul een e-mailadres in, zoals naam@voorbeeld.nl."))],
    )
    contact_phone = TelField(_l("Telefoonnummer van de contactpersoon"), [Optional(), at_most(40)])


class QuestionForm(Form):
    question = story(_l("De vraag aan het panel"))
    background = story(_l("Wat ligt er al?"), description=_l("Eerdere onderzoeken, besluiten en standpunten."))
    expectations = story(
        _l("Wat vraagt u van panelleden, en wat krijgen zij?"),
        description=_l("Dagen, uren, vergoeding, reiskosten, hulp. Dit staat ook in de brief."),
    )
    commitment = story(_l("Toezegging vooraf"), description=_l("Wat belooft de opdrachtgever met het advies te doen?"))
    commitment_by = line(_l("Toegezegd door"), 200, description=_l("De functie of het orgaan."))
    commitment_on = day(_l("Toegezegd op"))


class QuestionCheckForm(Form):
    checks = SelectMultipleField(
        _l("Wat klopt er?"),
        coerce=Check,
        choices=[SelectChoice(check.value, CHECK_LABELS[check]) for check in Check],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    tried_with = IntegerField(
        _l("Met hoeveel inwoners hebt u de vraag geprobeerd?"),
        [*required(TRIED_WITH), NumberRange(0, 10_000, TRIED_WITH)],
    )
    remarks = story(_l("Wat maakten zij ervan?"), description=_l("Vul geen namen in."))


class DatesForm(Form):
    sign_up_opens = day(DATE_LABELS["sign_up_opens"])
    sign_up_closes = day(DATE_LABELS["sign_up_closes"])
    draw_on = day(DATE_LABELS["draw_on"])
    starts_on = day(DATE_LABELS["starts_on"])
    ends_on = day(DATE_LABELS["ends_on"])
    advice_on = day(DATE_LABELS["advice_on"])
    decision_on = day(DATE_LABELS["decision_on"])


class PhaseForm(Form):
    phase = EnumRadioField(_l("Nieuwe fase"), Phase, required(_l("Kies een fase.")))
    despite = BooleanField(_l("Ik weet wat er nog ontbreekt en ga toch door"))


class RoomItemForm(Form):
    kind = EnumRadioField(_l("Soort"), RoomKind, required(_l("Kies een soort.")))
    text = TextAreaField(_l("Wat?"), [*required(_l("Vul in waar het om gaat.")), at_most(LONGEST_TEXT)])
    reason = story(_l("Waarom, of waar is dat vastgelegd?"))


class PersonForm(Form):
    email = EmailField(
        _l("E-mailadres"),
        [
            *required(_l("Vul het e-mailadres in.")),
            at_most(254),
            Email(_l("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")),
        ],
    )
    name = StringField(_l("Naam"), [*required(_l("Vul de naam in.")), at_most(200)])
    role = SelectField(
        _l("Rol"), choices=[SelectChoice(role.value, ROLE_LABELS[role]) for role in Role if role != Role.PANELLIST]
    )


class PlanForm(Form):
    occasion = story(PLAN_LABELS["occasion"])
    goal = story(PLAN_LABELS["goal"])
    participants = story(PLAN_LABELS["participants"])
    resources = story(PLAN_LABELS["resources"])
    decision_making = story(PLAN_LABELS["decision_making"])
    feedback = story(PLAN_LABELS["feedback"])
    evaluation = story(PLAN_LABELS["evaluation"])


class ApprovalForm(Form):
    approved_by = StringField(
        _l("Vastgesteld door"),
        [*required(_l("Vul in wie het plan vaststelde.")), at_most(200)],
        description=_l("De functie of het orgaan."),
    )
    approved_on = DayField(_l("Vastgesteld op"), required(_l("Vul de dag in waarop het plan is vastgesteld.")))


def explain(form: Any, error: errors.AssemblyError) -> None:
    """Put in words, at the right field, why the verb refused."""
    match error:
        case errors.SlugTakenError():
            refuse(form.slug, _("Een ander burgerberaad heeft deze naam al. Kies een andere."))
        case errors.SlugUnusableError():
            refuse(form.slug, _("Gebruik kleine letters, cijfers en streepjes, zoals wonen-2026."))
        case errors.SlugFixedError():
            refuse(form.slug, _("Het burgerberaad is openbaar. De naam in het webadres ligt nu vast."))
        case errors.DatesOutOfOrderError(earlier=earlier, later=later):
            words = _("“%(later)s” ligt voor “%(earlier)s”.", later=DATE_LABELS[later], earlier=DATE_LABELS[earlier])
            refuse(form[later], words)
        case _:
            raise error
