"""What the organiser fills in about signing up, and the words of each error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.validators import ValidationError as Invalid

from beraad.recruitment import minimum_age
from beraad.recruitment.errors import OriginFixedError, QuestionAnsweredError
from beraad.recruitment.models.sign_up import ExtraQuestion, ParentAsk, QuestionKind
from beraad.recruitment.questions.service import QuestionData, SettingsData
from beraad.web.fields import EnumRadioField
from beraad.web.forms import Form, NeededWhen, at_most, required
from beraad.web.i18n import WRITTEN, marked

LONGEST_CHOICE, LONGEST_CONSENT, LONGEST_REASON = 120, 2000, 1000
MOST_DAYS = 30


class SettingsForm(Form):
    """What is asked at sign-up besides the features, and the minimum age."""

    refusal_fields: ClassVar = {OriginFixedError: "asks_origin"}

    minimum_age = IntegerField(
        _l("Vanaf welke leeftijd kunnen mensen meedoen?"),
        validators=required(_l("Vul een leeftijd in, of 0.")),
        description=_l("In jaren. 0 betekent: iedereen."),
        invalid_value_message=_l("Vul de leeftijd in met cijfers."),
    )
    asks_days = BooleanField(_l("Vraag op welke dagen mensen kunnen"))
    days = TextAreaField(
        _l("Dagen van de bijeenkomsten"),
        [NeededWhen(_l("nodig als het programma nog leeg is"))],
        description=_l("Eén dag per regel, zoals 31-12-2026. Staan er bijeenkomsten in het programma? Dan gelden die."),
    )
    asks_needs = BooleanField(_l("Vraag wat mensen nodig hebben om mee te doen"))
    parent_asks = EnumRadioField(
        _l("Wat vraagt u van een ouder, als iemand jonger is dan 18?"),
        ParentAsk,
        default=ParentAsk.NOTHING,
        description=_l("Het gaat om de leeftijd in het jaar van de eerste bijeenkomst."),
    )
    asks_origin = BooleanField(_l("Vraag naar herkomst, als kenmerk voor de loting"))

    def values(self) -> SettingsData:
        asked = self.parent_asks.data or ParentAsk.NOTHING
        return SettingsData(self.minimum_age.data, self.asks_days.data, self.listed(), self.asks_needs.data, asked)

    def listed(self) -> list[date]:
        """The days, one per filled line. Raises ValueError."""
        rows = (row.strip() for row in (self.days.data or "").splitlines())
        return [_day(row) for row in rows if row]

    def validate_minimum_age(self, field: IntegerField) -> None:
        if field.data is not None and not minimum_age.NONE <= field.data <= minimum_age.HIGHEST:
            raise Invalid(_l("Vul een leeftijd in, of 0."))

    def validate_days(self, field: TextAreaField) -> None:
        try:
            days = self.listed()
        except ValueError as error:
            raise Invalid(_l("Zet op elke regel een bestaande dag, zoals 31-12-2026.")) from error
        if len(days) > MOST_DAYS:
            raise Invalid(_l("Vul hooguit %(most)s dagen in.", most=MOST_DAYS))
        if self.asks_days.data and not days and not self.has_programme:
            raise Invalid(_l("Vul minstens één dag in, of zet eerst de bijeenkomsten in het programma."))

    #: whether the programme has days of its own
    has_programme = False


class QuestionForm(Form):
    """A question of the organiser's own."""

    refusal_fields: ClassVar = {QuestionAnsweredError: "text"}

    text = StringField(_l("Vraag"), [*required(_l("Vul de vraag in.")), at_most(300)])
    kind = EnumRadioField(_l("Soort antwoord"), QuestionKind, required(_l("Kies een soort antwoord.")))
    choices = TextAreaField(
        _l("Antwoorden om uit te kiezen"),
        [NeededWhen(_l("nodig bij kiezen uit antwoorden"))],
        description=_l("Eén antwoord per regel. Alleen nodig bij kiezen uit antwoorden."),
    )
    is_required = BooleanField(_l("Iedereen moet deze vraag beantwoorden"))

    def listed(self) -> tuple[str, ...]:
        """The answers to choose from, one per filled line."""
        return tuple(row.strip() for row in (self.choices.data or "").splitlines() if row.strip())

    def values(self) -> QuestionData:
        return QuestionData(self.kind.data, self.text.data, self.is_required.data, self.listed())

    def validate_choices(self, field: TextAreaField) -> None:
        choices = self.listed()
        if self.kind.data is not QuestionKind.CHOICE:
            return
        if len(choices) < 2 or len({choice.casefold() for choice in choices}) < len(choices):
            raise Invalid(_l("Vul minstens twee verschillende antwoorden in, elk op een eigen regel."))
        if any(len(choice) > LONGEST_CHOICE for choice in choices):
            raise Invalid(_l("Gebruik voor elk antwoord hooguit %(most)s tekens.", most=LONGEST_CHOICE))


class ConsentTextForm(Form):
    """What people agree to."""

    text = TextAreaField(_l("Waar mensen mee instemmen"), [*required(_l("Vul de tekst in.")), at_most(LONGEST_CONSENT)])


class OpenLinkForm(Form):
    """Opening or closing the link for everyone."""

    is_open = BooleanField(_l("Iedereen kan zich aanmelden, ook zonder brief"))
    counts = BooleanField(
        _l("Wie zich zo aanmeldt, kan worden ingeloot"),
        description=_l(
            "Wie zich aanmeldde toen dit uit stond, stemde niet in met de loting. "
            "Die mensen tellen mee zodra zij hun aanmelding wijzigen en alsnog instemmen."
        ),
    )
    reason = TextAreaField(
        _l("Waarom?"),
        [*required(_l("Vul in waarom u dit verandert.")), at_most(LONGEST_REASON)],
        description=_l("Dit blijft bewaard en is te lezen voor iedereen die aan dit burgerberaad werkt."),
    )


def question_form(question: ExtraQuestion | None) -> QuestionForm:
    """A form for a new question, or filled with `question`."""
    if question is None:
        return QuestionForm()
    return QuestionForm(
        text=question.text, kind=question.kind, choices="\n".join(question.choices), is_required=question.is_required
    )


def translation_form(texts: Sequence[str], known: dict[str, str]) -> Any:
    """A line for each text, filled with what is known."""
    fields = {
        f"text_{place}": (TextAreaField if len(text) > LONGEST_CHOICE else StringField)(
            marked(text, WRITTEN),
            [Optional(), at_most(LONGEST_CONSENT)],
            default=known.get(text, ""),
        )
        for place, text in enumerate(texts)
    }
    return type("TranslationForm", (Form,), fields)()


def translations_in(form: Any, texts: Sequence[str]) -> dict[str, str]:
    """Dutch text → what was filled in beside it."""
    return {text: form[f"text_{place}"].data or "" for place, text in enumerate(texts)}


def _day(row: str) -> date:
    """31-12-2026 or 2026-12-31; raises ValueError."""
    parts = row.split("-")
    return date.fromisoformat(row if len(parts[0]) == 4 else "-".join(reversed([part.zfill(2) for part in parts])))
