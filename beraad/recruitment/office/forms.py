"""What the griffie is asked: a whole sign-up on one page, with the checks that residents meet; and who is double."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.models import Assembly
from beraad.recruitment.forms import CHOOSE
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.questions import asked, translations
from beraad.recruitment.sign_up import steps
from beraad.web.forms import Form, required


def registration_form(assembly: Assembly, registration: Registration | None = None) -> Any:
    """The form for a whole sign-up: new, or filled with `registration`.

    Answers to special features are asked of new people alone: nobody here sees what somebody answered before.
    """
    steps_of = [step for step in steps.of(assembly) if registration is None or step.kind != "special"]
    forms = tuple(step.form for step in steps_of)
    if registration is not None:
        return type("ChangeForm", forms, {})(data=steps.told_openly(registration))
    ways = RadioField(
        _l("Hoe kwam de aanmelding binnen?"),
        choices=[SelectChoice(way.value, way.label) for way in (Channel.PAPER, Channel.PHONE)],
        validators=required(_l("Kies hoe de aanmelding binnenkwam.")),
        invalid_choice_message=CHOOSE,
    )
    code = StringField(_l("Code uit de brief"), [Optional()])
    told = asked.of(assembly)
    agreed = translations.reader(told)(told.consents[Purpose.DRAW].words)
    consent = BooleanField(agreed, validators=required(_l("Zonder toestemming kan iemand niet meedoen.")))
    return type("NewForm", forms, {"channel": ways, "code": code, "consent": consent})()


class GroupForm(Form):
    """Which sign-ups of a group are double."""

    #: numbers of the people on the page, so that nobody is settled whom nobody looked at
    shown = HiddenField()
    doubles = SelectMultipleField(
        _l("Welke aanmeldingen zijn dubbel?"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        invalid_choice_message=CHOOSE,
    )

    def looked_at(self) -> set[int]:
        return {int(number) for number in (self.shown.data or "").split() if number.isdecimal()}


def group_form(people: Sequence[Registration]) -> GroupForm:
    """The form about these people, nobody of whom is double unless ticked."""
    form = GroupForm(shown=" ".join(str(person.id) for person in people))
    form.doubles.choices = [SelectChoice(person.id, f"{person.pool_id} {person.name}") for person in people]
    return form
