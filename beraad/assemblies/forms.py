"""What is asked about a burgerberaad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from beraad.assemblies.errors import (
    DatesOutOfOrderError,
    DechargeMissingError,
    GapsLeftError,
    NoGoError,
    RunsBackError,
    SignUpRunsError,
    SlugFixedError,
    SlugTakenError,
    SlugUnusableError,
)
from beraad.assemblies.models import Phase, Role
from beraad.assemblies.service import LONGEST_SLUG, AssemblyData, BasicsData, DatesData, QuestionData
from beraad.assemblies.words import DATES
from beraad.days import today
from beraad.web import checks
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField, MailField, TelephoneField, printable
from beraad.web.forms import Form, at_most, required
from beraad.web.refusals import Refusal, sentence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LONGEST_TEXT = 5000
MOST_SEATS = 1000
#: refusals about the name in addresses
SLUG_FIELDS: Mapping[type[Refusal], str] = {SlugTakenError: "slug", SlugUnusableError: "slug", SlugFixedError: "slug"}


Data = TypeVar("Data", bound="DataclassInstance")


def data_of(form: Form, kind: type[Data]) -> Data:
    """Returns the answers as a `kind`, whose fields have the names of those of `form`."""
    return kind(**{field.name: form[field.name].data for field in fields(kind)})


def line(label: Any, length: int, *validators: Any, **options: Any) -> StringField:
    """A line of text that may stay empty."""
    return StringField(label, [Optional(), at_most(length), *validators], **options)


def story(label: Any, *validators: Any, **options: Any) -> TextAreaField:
    """A text of some sentences that may stay empty."""
    return TextAreaField(label, [Optional(), at_most(LONGEST_TEXT), *validators], **options)


def day(label: Any) -> DayField:
    """A day that may stay empty."""
    return DayField(label, [Optional()])


def past_day(label: Any, *validators: Any) -> DayField:
    """A day that has come: nobody decides in the future."""
    return DayField(label, [*(validators or (Optional(),)), _has_come])


def _has_come(_form: Any, field: Any) -> None:
    if field.data is not None and field.data > today():
        raise ValidationError(_("Deze dag moet nog komen. Vul de dag in waarop het besluit is genomen."))


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
    return StringField(_l("Titel"), [*required(_l("Vul de titel in.")), at_most(200), printable])


class SlugField(StringField):
    """The name in addresses."""

    def __init__(self, validators: Any, **options: Any) -> None:
        super().__init__(
            _l("Naam in het webadres"),
            [*validators, at_most(LONGEST_SLUG)],
            description=_l("Kleine letters, cijfers en streepjes, zoals wonen-2026."),
            **options,
        )


class CreateForm(Form):
    """A burgerberaad as it begins."""

    refusal_fields: ClassVar = SLUG_FIELDS
    title = title_field()
    seats = SeatsField()
    slug = SlugField([Optional()])
    question = story(
        _l("De vraag aan het panel"), printable, description=_l("U kunt de vraag later nog invullen en veranderen.")
    )

    def values(self) -> AssemblyData:
        return AssemblyData(self.title.data, self.seats.data or 0, self.slug.data or None, self.question.data or "")


class BasicsForm(Form):
    """What it is called, who is responsible, and whom to ask."""

    refusal_fields: ClassVar = SLUG_FIELDS
    title = title_field()
    slug = SlugField(required(_l("Vul de naam in het webadres in.")))
    summary = story(_l("Samenvatting"), description=_l("Een paar zinnen voor de openbare pagina."))
    seats = SeatsField()
    commissioner = line(
        _l("Opdrachtgever"),
        200,
        printable,
        description=_l("Wie om advies vraagt en erop antwoordt, zoals de gemeenteraad."),
    )
    organiser = line(_l("Opdrachtnemer"), 200, printable, description=_l("Wie het burgerberaad uitvoert."))
    contact_name = line(_l("Contactpersoon"), 200)
    contact_email = MailField(_l("E-mailadres van de contactpersoon"), [Optional()])
    contact_phone = TelephoneField(_l("Telefoonnummer van de contactpersoon"), [Optional(), at_most(40)])

    def values(self) -> BasicsData:
        return data_of(self, BasicsData)


class QuestionForm(Form):
    """The question and what is promised."""

    question = story(_l("De vraag aan het panel"), printable)
    background = story(_l("Wat ligt er al?"), description=_l("Eerdere onderzoeken, besluiten en standpunten."))
    expectations = story(
        _l("Wat vraagt u van panelleden, en wat krijgen zij?"),
        printable,
        description=_l("Dagen, uren, vergoeding, reiskosten, hulp. Dit staat ook in de brief."),
    )
    commitment = story(_l("Toezegging vooraf"), description=_l("Wat belooft de opdrachtgever met het advies te doen?"))
    commitment_by = line(_l("Toegezegd door"), 200, description=_l("De functie of het orgaan."))
    commitment_on = past_day(_l("Toegezegd op"))
    commitment_document = line(
        _l("Nummer van het besluit"), 300, description=_l("Zoals Raadsbesluit 2026-112, of het adres van het stuk.")
    )
    criteria = story(
        _l("Wanneer mag de opdrachtgever afwijken van het advies?"),
        description=_l("Voorwaarden die iedereen vooraf kan lezen."),
    )

    def values(self) -> QuestionData:
        return data_of(self, QuestionData)


class DatesForm(Form):
    """The key dates."""

    sign_up_opens = day(DATES["sign_up_opens"])
    sign_up_closes = day(DATES["sign_up_closes"])
    draw_on = day(DATES["draw_on"])
    starts_on = day(DATES["starts_on"])
    ends_on = day(DATES["ends_on"])
    advice_on = day(DATES["advice_on"])
    decision_on = day(DATES["decision_on"])

    def values(self) -> DatesData:
        return data_of(self, DatesData)

    def refuse(self, error: Refusal) -> None:
        """Dates out of order are said at the later of the two."""
        if isinstance(error, DatesOutOfOrderError):
            field = self[error.later]
            field.errors = [*field.errors, sentence(error)]
        else:
            super().refuse(error)


class PhaseForm(Form):
    """The next phase, and why to go on although something is missing."""

    refusal_fields: ClassVar = {GapsLeftError: "despite"} | dict.fromkeys(
        (RunsBackError, SignUpRunsError, NoGoError, DechargeMissingError), "phase"
    )
    phase = EnumRadioField(_l("Nieuwe fase"), Phase, required(_l("Kies een fase.")))
    despite = story(
        _l("Waarom gaat u door, terwijl dit nog ontbreekt?"),
        description=_l("Dit blijft bewaard. De andere regels van de fase gelden gewoon."),
    )


class PersonForm(Form):
    """Somebody who works on the burgerberaad, and their role."""

    email = MailField(_l("E-mailadres"), required(_l("Vul het e-mailadres in.")))
    name = StringField(_l("Naam"), [*required(_l("Vul de naam in.")), at_most(200), checks.name])
    role = EnumSelectField(_l("Rol"), Role, only=[role for role in Role if role is not Role.PANELLIST])
