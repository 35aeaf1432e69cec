"""What the griffie is asked: a whole sign-up on one page, with the checks that residents meet; and who is double."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.models import Assembly
from beraad.recruitment.errors import AlreadySignedUpError, CodeRefusedError, FileError, NobodyLeftError
from beraad.recruitment.forms import CHOOSE
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.questions import question_set, translations
from beraad.recruitment.sign_up import steps
from beraad.web.forms import Form, at_most, required

#: how a sign-up reaches the registry
OFFICE_CHANNELS = (Channel.PAPER, Channel.PHONE)


class NewRegistrationForm(Form):
    """A sign-up from paper or phone. Grows the fields of every step of the sign-up, and the consent."""

    refusal_fields: ClassVar = {CodeRefusedError: "code", AlreadySignedUpError: "code"}

    channel = RadioField(
        _l("Hoe kwam de aanmelding binnen?"),
        choices=[SelectChoice(way.value, way.label) for way in OFFICE_CHANNELS],
        validators=required(_l("Kies hoe de aanmelding binnenkwam.")),
        invalid_choice_message=CHOOSE,
    )
    code = StringField(_l("Code uit de brief"), [Optional()])
    #: not as the steps do, which know one question each
    refuse = Form.refuse

    def chosen_channel(self) -> Channel:
        return next(way for way in OFFICE_CHANNELS if way.value == self.channel.data)


class ChangeRegistrationForm(Form):
    """A sign-up that is changed. Grows the fields of every step of the sign-up."""


def new_form(assembly: Assembly) -> NewRegistrationForm:
    """The form for a whole new sign-up."""
    step_forms = tuple(step.form for step in steps.sign_up_steps(assembly))
    questions = question_set.current(assembly)
    words = translations.reader(questions)(questions.consents[Purpose.DRAW].words)
    consent = BooleanField(words, validators=required(_l("Zonder toestemming kan iemand niet meedoen.")))
    form: NewRegistrationForm = type("NewForm", (NewRegistrationForm, *step_forms), {"consent": consent})()
    return form


def change_form(assembly: Assembly, registration: Registration) -> ChangeRegistrationForm:
    """The form for a whole sign-up, filled with `registration`.

    Without the questions of special features: the office never sees those answers.
    """
    step_forms = tuple(step.form for step in steps.sign_up_steps(assembly) if step.kind != "special")
    kind = type("ChangeForm", (ChangeRegistrationForm, *step_forms), {})
    form: ChangeRegistrationForm = kind(data=steps.open_answers_in(registration))
    return form


class GroupForm(Form):
    """Which sign-ups of a group are double."""

    refusal_fields: ClassVar = {NobodyLeftError: "doubles"}

    #: ids of the people on the page: nobody is settled whom nobody looked at
    shown = HiddenField()
    doubles = SelectMultipleField(
        _l("Welke aanmeldingen zijn dubbel?"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        invalid_choice_message=CHOOSE,
    )

    def looked_at(self) -> set[int]:
        """The ids of the people on the page."""
        return {int(word) for word in (self.shown.data or "").split() if word.isdecimal()}


def group_form(people: Sequence[Registration], **values: Any) -> GroupForm:
    """The form about these people; nobody is double unless ticked."""
    form = GroupForm(shown=" ".join(str(person.id) for person in people), **values)
    form.doubles.choices = [SelectChoice(person.id, f"{person.pool_id} {person.name}") for person in people]
    return form


class RespondentsForm(Form):
    """A file with people, in the field's own format."""

    refusal_fields: ClassVar = {FileError: "file"}

    file = FileField(_l("CSV- of Excelbestand"), [FileRequired(_l("Kies een bestand."))])
    id_column = StringField(_l("Kolom met het kenmerk van elke persoon"), [Optional(), at_most(80)])
