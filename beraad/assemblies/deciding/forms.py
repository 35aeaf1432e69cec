"""What is asked about a decision and about the decharge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.deciding.errors import ChecksMissingError, GroundMissingError
from beraad.assemblies.deciding.models import CHECKS, Asked, Ground, Step
from beraad.assemblies.deciding.service import DechargeData, DecisionData
from beraad.assemblies.forms import LONGEST_TEXT, line, past_day, story
from beraad.web.fields import EnumSelectField
from beraad.web.forms import Form, at_most, required

GO, NO = "go", "nee"
DAY = _l("Vul een dag in.")
DOCUMENT = _l("Zoals Raadsbesluit 2026-112, of het adres van het stuk.")


class DecisionForm(Form):
    """A decision to go on or not."""

    refusal_fields: ClassVar = {ChecksMissingError: "checks", GroundMissingError: "ground"}
    outcome = RadioField(
        _l("Wat is besloten?"),
        [InputRequired(_l("Kies wat er is besloten."))],
        choices=[SelectChoice(GO, _l("Ga door")), SelectChoice(NO, _l("Nee, want …"))],
    )
    checks = SelectMultipleField(
        _l("Wat klopt er?"),
        coerce=Asked,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    ground = EnumSelectField(_l("Waarom niet?"), Ground, empty=_l("Het gaat door"))
    reason = TextAreaField(
        _l("Uitleg"),
        [*required(_l("Leg uit waarom.")), at_most(LONGEST_TEXT)],
        description=_l("Waarom participatie, en waarom een burgerberaad? Of waarom niet?"),
    )
    initiator = line(_l("Wie nam het initiatief?"), 200)
    legal_basis = line(_l("Op welke wet of verordening rust het?"), 300)
    body = StringField(_l("Wie besloot dit?"), [*required(_l("Vul in wie besloot.")), at_most(200)])
    decided_on = past_day(_l("Besloten op"), InputRequired(DAY))
    document = StringField(
        _l("Nummer van het besluit"), [*required(_l("Vul het besluit in.")), at_most(300)], description=DOCUMENT
    )

    def for_step(self, step: Step) -> None:
        """Offer what this step asks."""
        self.checks.choices = [SelectChoice(check.value, check.label) for check in CHECKS[step]]

    def values(self) -> DecisionData:
        return DecisionData(
            is_go=self.outcome.data == GO,
            reason=self.reason.data,
            body=self.body.data,
            document=self.document.data,
            decided_on=self.decided_on.data,
            checks=tuple(self.checks.data or ()),
            ground=self.ground.data,
            initiator=self.initiator.data or "",
            legal_basis=self.legal_basis.data or "",
        )


class DechargeForm(Form):
    """The decharge, with an owner for each open item; see `decharge_form`."""

    granted_by = StringField(_l("Wie verleent decharge?"), [*required(_l("Vul in wie besloot.")), at_most(200)])
    granted_on = past_day(_l("Besloten op"), InputRequired(DAY))
    document = StringField(
        _l("Nummer van het besluit"), [*required(_l("Vul het besluit in.")), at_most(300)], description=DOCUMENT
    )
    lessons = story(_l("Wat hebben wij geleerd?"))
    archive = line(_l("Waar liggen de stukken?"), 300)
    #: keys of the open items, in order
    keys: ClassVar[Sequence[str]] = ()

    def values(self) -> DechargeData:
        return DechargeData(
            granted_by=self.granted_by.data,
            document=self.document.data,
            granted_on=self.granted_on.data,
            owners={key: self[f"owner_{number}"].data or "" for number, key in enumerate(self.keys)},
            lessons=self.lessons.data or "",
            archive=self.archive.data or "",
        )


def decharge_form(items: Sequence[tuple[str, str]]) -> DechargeForm:
    """Returns a form that asks for the new owner of each open item: key and what it is."""
    fields = {
        f"owner_{number}": StringField(
            _l("Wie neemt over: %(item)s", item=label), [*required(_l("Vul in wie het overneemt.")), at_most(200)]
        )
        for number, (_key, label) in enumerate(items)
    }
    made: DechargeForm = type("DechargeOfItems", (DechargeForm,), {**fields, "keys": [key for key, _ in items]})()
    return made
