"""What is asked about the question, the room for influence and the participatieplan."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.errors import DecisionMissingError, NotSpellingError
from beraad.assemblies.forms import LONGEST_TEXT, data_of, line, past_day, story
from beraad.assemblies.models import Check, RoomKind
from beraad.assemblies.promises.changing import WhyData
from beraad.assemblies.promises.service import PlanData, RoomItemData
from beraad.assemblies.words import PLAN_PARTS
from beraad.web.fields import EnumRadioField
from beraad.web.forms import Form, at_most, required

TRIED_WITH = _l("Vul een getal in. Nog met niemand? Vul dan 0 in.")


class QuestionCheckForm(Form):
    """What was checked in a wording of the question."""

    checks = SelectMultipleField(
        _l("Wat klopt er?"),
        coerce=Check,
        choices=[SelectChoice(check.value, check.label) for check in Check],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    tried_with = IntegerField(
        _l("Met hoeveel inwoners hebt u de vraag geprobeerd?"),
        [*required(TRIED_WITH), NumberRange(0, 10_000, TRIED_WITH)],
    )
    remarks = story(_l("Wat maakten zij ervan?"), description=_l("Vul geen namen in."))


class RoomItemForm(Form):
    """A line of the room for influence."""

    kind = EnumRadioField(_l("Soort"), RoomKind, required(_l("Kies een soort.")))
    text = TextAreaField(_l("Wat?"), [*required(_l("Vul in waar het om gaat.")), at_most(LONGEST_TEXT)])
    reason = story(_l("Waarom, of waar is dat vastgelegd?"))

    def values(self) -> RoomItemData:
        return data_of(self, RoomItemData)


class PlanForm(Form):
    """The parts of the participatieplan."""

    occasion = story(PLAN_PARTS["occasion"])
    goal = story(PLAN_PARTS["goal"])
    participants = story(PLAN_PARTS["participants"])
    resources = story(PLAN_PARTS["resources"])
    decision_making = story(PLAN_PARTS["decision_making"])
    feedback = story(PLAN_PARTS["feedback"])
    evaluation = story(PLAN_PARTS["evaluation"])

    def values(self) -> PlanData:
        return data_of(self, PlanData)


class WhyForm(Form):
    """Why a promise changes, and who decided."""

    refusal_fields: ClassVar = {NotSpellingError: "is_correction", DecisionMissingError: "document"}
    reason = TextAreaField(
        _l("Waarom verandert dit?"),
        [*required(_l("Schrijf waarom het verandert.")), at_most(LONGEST_TEXT)],
        description=_l("Iedereen kan dit lezen. Wie zich aanmeldde, krijgt het toegestuurd."),
    )
    body = line(_l("Wie besloot dit?"), 200, description=_l("Het orgaan, zoals de gemeenteraad of het college."))
    decided_on = past_day(_l("Besloten op"))
    document = line(
        _l("Nummer van het besluit"), 300, description=_l("Zoals Raadsbesluit 2026-112, of het adres van het stuk.")
    )
    is_correction = BooleanField(
        _l("Ik verbeter alleen een spelfout"),
        description=_l("Dan is geen besluit nodig, en krijgt niemand bericht. De oude tekst blijft te lezen."),
    )

    def values(self) -> WhyData:
        return data_of(self, WhyData)


class DeviationForm(Form):
    """What the plan says, and what is done instead."""

    part = SelectField(
        _l("Van welk onderdeel van het plan wijkt u af?"),
        choices=[SelectChoice(name, label) for name, label in PLAN_PARTS.items() if name != "room"],
    )
    text = TextAreaField(
        _l("Wat komt er te staan?"),
        [*required(_l("Schrijf op wat er komt te staan.")), at_most(LONGEST_TEXT)],
        description=_l("Schrijf het hele onderdeel op, zoals het wordt."),
    )


class ApprovalForm(Form):
    """Who approved the participatieplan, and when."""

    approved_by = StringField(
        _l("Vastgesteld door"),
        [*required(_l("Vul in wie het plan vaststelde.")), at_most(200)],
        description=_l("De functie of het orgaan."),
    )
    approved_on = past_day(_l("Vastgesteld op"), *required(_l("Vul de dag in waarop het plan is vastgesteld.")))
