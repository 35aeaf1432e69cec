"""What is asked of residents, and the words of each error: one class or function per page of the sign-up.

A class of a form is made once for its words and then cached: making one takes longer than using it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.validators import ValidationError as Invalid
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.features.age_bands import OLDEST
from beraad.assemblies.models import Feature
from beraad.days import today
from beraad.recruitment import minimum_age
from beraad.recruitment.models.sign_up import QuestionKind
from beraad.recruitment.questions import special
from beraad.recruitment.questions.question_set import AskedFeature, AskedQuestion
from beraad.recruitment.questions.translations import Reader
from beraad.recruitment.sign_up.bots import GuardedForm
from beraad.telling import ways
from beraad.telling.ways import ContactBy
from beraad.web import checks, i18n
from beraad.web.fields import EnumRadioField, MailField, PostcodeField, TelephoneField
from beraad.web.forms import Form, NeededWhen, at_most, required
from beraad.web.i18n import LANGUAGES
from beraad.web.refusals import Refusal, sentence

EARLIEST_YEAR = 1900
#: answers to the question about days, besides the days
NO_DAY, UNKNOWN = "geen", "onbekend"
YES, NO = "ja", "nee"
YES_NO_LABELS = {YES: _l("Ja"), NO: _l("Nee")}
#: how the names of the fields of extra questions begin
EXTRA = "extra_"
DAY_LABELS = {NO_DAY: _l("Op geen van deze dagen"), UNKNOWN: _l("Dat weet ik nog niet")}
NEED_LABELS = {
    "access": _l("Toegang, gehoor, zicht of rust"),
    "diet": _l("Eten"),
    "childcare": _l("Opvang van kinderen of mantelzorg"),
    "interpreter": _l("Tolk"),
    "transport": _l("Vervoer"),
    "device": _l("Een laptop of tablet"),
}
NEEDS = tuple(NEED_LABELS)
LONGEST_NEED, LONGEST_REPLY = 200, 300
#: classes of each sort in the cache
KEPT = 1000
#: answers to choose from: what is sent, and what the visitor reads
Words = tuple[tuple[str, str], ...]
CHOOSE_ANSWER = _l("Kies een antwoord.")
YEAR_WORDS = _l("Vul uw geboortejaar in met vier cijfers, zoals 1980.")


class StepForm(Form):
    """A page of the sign-up. A refusal is shown at its first question."""

    def refuse(self, error: Refusal) -> None:
        first = next(iter(self))
        first.errors = [*first.errors, sentence(error)]


class CodeForm(StepForm):
    """The code of a letter, or the return code of a sign-up."""

    code = StringField(_l("Uw code"), required(_l("Vul uw code in.")))


class BirthYearForm(StepForm):
    """The year of birth, as a question to a resident."""

    minimum_age: ClassVar[int] = minimum_age.NONE
    #: the year of the first meeting; 0 to ask the year of somebody who is known
    meeting_year: ClassVar[int] = 0
    #: the ages that have a group; none if everyone has one
    ages: ClassVar[tuple[tuple[int, int], ...]] = ()

    birth_year = IntegerField(_l("Geboortejaar"), validators=required(YEAR_WORDS), invalid_value_message=YEAR_WORDS)

    def validate_birth_year(self, field: IntegerField) -> None:
        if field.data is None:
            return
        if not EARLIEST_YEAR <= field.data <= today().year:
            raise Invalid(YEAR_WORDS)
        if self.meeting_year:
            self._require_age(field.data)

    def _require_age(self, birth_year: int) -> None:
        if not minimum_age.is_old_enough(birth_year, self.minimum_age, self.meeting_year):
            raise Invalid(_l("Meedoen kan vanaf %(age)s jaar. Klopt uw geboortejaar?", age=self.minimum_age))
        age = min(self.meeting_year - birth_year, OLDEST)
        if self.ages and not any(first <= age <= last for first, last in self.ages):
            raise Invalid(_l("Met dit geboortejaar kunt u niet meedoen. Klopt uw geboortejaar?"))


@lru_cache(KEPT)
def birth_year_form(age: int, year: int, ages: tuple[tuple[int, int], ...] = ()) -> type[Form]:
    """Asks the year of birth: at least `age` in the `year` of the first meeting, and in one of these ranges of ages."""
    return type("OfAgeForm", (BirthYearForm,), {"minimum_age": age, "meeting_year": year, "ages": ages})


class AddressForm(StepForm):
    """A person's name and address."""

    name = StringField(_l("Naam"), [*required(_l("Vul uw naam in.")), at_most(200), checks.name])
    address_line1 = StringField(
        _l("Straat en huisnummer"), [*required(_l("Vul uw straat en huisnummer in.")), at_most(200)]
    )
    postcode = PostcodeField(_l("Postcode"), required(PostcodeField.wrong))
    place = StringField(_l("Woonplaats"), [*required(_l("Vul uw woonplaats in.")), at_most(100)])


class ContactForm(StepForm):
    """How a person can be reached, and in which language."""

    contact_by = EnumRadioField(
        _l("Hoe wilt u van ons horen?"), ContactBy, required(_l("Kies hoe u van ons wilt horen."))
    )
    email = MailField(_l("E-mailadres"), [NeededWhen(_l("nodig als wij u mailen"))])
    phone = TelephoneField(
        _l("Telefoonnummer"), [NeededWhen(_l("nodig als wij u bellen of een sms sturen")), at_most(40)]
    )
    language = RadioField(
        _l("In welke taal wilt u van ons horen?"),
        choices=[SelectChoice(code, i18n.marked(name, code)) for code, name in LANGUAGES.items()],
        default=i18n.language,
        validators=[Optional()],
        invalid_choice_message=CHOOSE_ANSWER,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.contact_by.choices = [SelectChoice(way.value, way.label) for way in ways.offered()]

    def validate_contact_by(self, field: RadioField) -> None:
        if field.data == ContactBy.EMAIL and not self.email.data:
            raise Invalid(_l("Vul uw e-mailadres in, of kies een andere manier."))
        if field.data in (ContactBy.PHONE, ContactBy.TEXT) and not self.phone.data:
            raise Invalid(_l("Vul uw telefoonnummer in, of kies een andere manier."))


class NeedsForm(StepForm):
    """What a person needs to take part."""

    access = StringField(NEED_LABELS["access"], [Optional(), at_most(LONGEST_NEED)])
    diet = StringField(NEED_LABELS["diet"], [Optional(), at_most(LONGEST_NEED)])
    childcare = StringField(NEED_LABELS["childcare"], [Optional(), at_most(LONGEST_NEED)])
    interpreter = StringField(NEED_LABELS["interpreter"], [Optional(), at_most(LONGEST_NEED)])
    transport = StringField(NEED_LABELS["transport"], [Optional(), at_most(LONGEST_NEED)])
    device = StringField(NEED_LABELS["device"], [Optional(), at_most(LONGEST_NEED)])
    needs_consent = BooleanField()

    def validate_needs_consent(self, field: BooleanField) -> None:
        if not field.data and any(self[name].data for name in NEEDS):
            raise Invalid(_l("Zet een vinkje, of laat de vragen leeg."))


@lru_cache(KEPT)
def needs_form(consent: str) -> type[Form]:
    """Asks what a person needs, with the text they agree to."""
    return type("NeedsOfAssemblyForm", (NeedsForm,), {"needs_consent": BooleanField(consent)})


def feature_form(feature: AskedFeature, read: Reader) -> type[Form]:
    """The question of a feature, with its answers."""
    return _feature_form(feature_name(feature), *_feature_words(feature, read))


@lru_cache(KEPT)
def _feature_form(name: str, question: str, answers: Words) -> type[Form]:
    return type("FeatureForm", (StepForm,), {name: _feature_field(question, answers)})


def special_form(feature: AskedFeature, read: Reader, consent: str) -> type[Form]:
    """The question of a special feature; to answer it is to agree to the use of the answer."""
    names = feature_name(feature), special_consent_name(feature)
    return _special_form(*names, consent, special.declined(feature), *_feature_words(feature, read))


@lru_cache(KEPT)
def _special_form(name: str, agreed: str, consent: str, declined: str, question: str, answers: Words) -> type[Form]:
    def validate(form: Form, field: BooleanField) -> None:
        if not field.data and form[name].data not in (None, declined):
            raise Invalid(_l("Zet een vinkje, of kies dat u het liever niet zegt."))

    fields = {
        name: _feature_field(question, answers),
        agreed: BooleanField(consent),
        f"validate_{agreed}": validate,
    }
    return type("SpecialForm", (StepForm,), fields)


def days_form(days: Sequence[date]) -> type[Form]:
    """The days on which a person can come."""
    return _days_form(tuple((day.isoformat(), format_date(day, "EEEE d MMMM yyyy")) for day in days))


@lru_cache(KEPT)
def _days_form(days: Words) -> type[Form]:
    field = SelectMultipleField(
        _l("Vink alle dagen aan waarop u kunt."),
        choices=[SelectChoice(key, label) for key, label in (*days, *DAY_LABELS.items())],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=required(_l("Vink minstens één mogelijkheid aan.")),
        invalid_choice_message=_l("Kies uit de dagen die hier staan."),
    )

    def validate(_form: Form, days: SelectMultipleField) -> None:
        if len(days.data) > 1 and {NO_DAY, UNKNOWN} & set(days.data):
            raise Invalid(_l("Vink dagen aan, of één van de laatste twee mogelijkheden."))

    return type("DaysForm", (StepForm,), {"days": field, "validate_days": validate})


def extra_form(question: AskedQuestion, read: Reader) -> type[Form]:
    """A question of the organiser's own."""
    choices = tuple((choice, read(choice)) for choice in question.choices)
    name, words = extra_name(question.id), read(question.text)
    return _extra_form(name, words, question.is_required, choices, question.kind is QuestionKind.TEXT)


@lru_cache(KEPT)
def _extra_form(name: str, words: str, is_required: bool, choices: Words, is_text: bool) -> type[Form]:
    needed = required(_l("Beantwoord deze vraag.")) if is_required else [Optional()]
    if is_text:
        field: Any = StringField(words, [*needed, at_most(LONGEST_REPLY)])
    else:
        field = RadioField(
            words,
            choices=[SelectChoice(key, label) for key, label in choices or YES_NO_LABELS.items()],
            validators=needed,
            invalid_choice_message=CHOOSE_ANSWER,
        )
    return type("ExtraForm", (StepForm,), {name: field})


@lru_cache(KEPT)
def consent_form(consent: str, *, guarded: bool = False) -> type[Any]:
    """The last step: agreeing to `consent`; `guarded` on the way that machines can find."""
    agreed = BooleanField(consent, validators=required(_l("Zet een vinkje om u aan te melden.")))
    return type("ConsentForm", (GuardedForm if guarded else StepForm,), {"consent": agreed})


def feature_name(feature: AskedFeature | Feature) -> str:
    """The name of a feature's field."""
    return f"feature_{feature.id}"


def special_consent_name(feature: AskedFeature) -> str:
    """The name of the field for consent to the use of a special answer."""
    return f"consent_{feature.id}"


def extra_name(number: int) -> str:
    """The name of an extra question's field."""
    return f"{EXTRA}{number}"


def _feature_words(feature: AskedFeature, read: Reader) -> tuple[str, Words]:
    """The question of a feature and its answers, as the visitor reads them."""
    answers = tuple((answer.value, _capital(read(answer.value))) for answer in feature.answers)
    return feature_title(feature, read), answers


def feature_title(feature: AskedFeature, read: Reader) -> str:
    """The question of a feature, or its name if it has none."""
    return read(feature.question) or _capital(read(feature.name))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _feature_field(question: str, answers: Words) -> Any:
    return RadioField(
        question,
        choices=[SelectChoice(value, words) for value, words in answers],
        validators=required(CHOOSE_ANSWER),
        invalid_choice_message=CHOOSE_ANSWER,
    )
