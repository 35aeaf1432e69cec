"""What is asked about a formal response: the decision first and alone, then only what belongs to it."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, URLField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from beraad.recommendations.answers.deciding import DecisionData
from beraad.recommendations.answers.service import ResponseData
from beraad.recommendations.asking import DAY, WEB_ADDRESS, not_after_today, not_before_today
from beraad.recommendations.statuses import OUTCOMES, RESPONSE_FIELDS, RESPONSE_NEEDS, Decision, ReasonCategory
from beraad.recommendations.words import FIELDS, MEANINGS, NEEDS, OWN_FIELDS
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField
from beraad.web.forms import Form, at_most, required


class DecisionForm(Form):
    """Which way the answer goes. Nothing is chosen beforehand."""

    decision = EnumRadioField(
        _l("Wat is het antwoord?"), Decision, required(_l("Kies wat het antwoord is.")), only=OUTCOMES
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.decision.choices = [SelectChoice(one.value, MEANINGS[one]) for one in OUTCOMES]


class ResponseForm(Form):
    """A formal response with this decision: only its own fields."""

    what_changes = TextAreaField(FIELDS["what_changes"])
    not_done = TextAreaField(FIELDS["not_done"])
    reference = StringField(FIELDS["reference"], [at_most(300)])
    reference_date = DayField(FIELDS["reference_date"], [not_after_today])
    reason_category = EnumSelectField(FIELDS["reason_category"], ReasonCategory, empty=_l("Nog niet gekozen"))
    reason = TextAreaField(FIELDS["reason"], description=_l("Schrijf zo dat het panel het begrijpt."))
    alternative = TextAreaField(FIELDS["alternative"])
    owner = StringField(FIELDS["owner"], [at_most(200)], description=_l("Een afdeling of bureau, geen naam."))
    forwarded_to = StringField(FIELDS["forwarded_to"], [at_most(200)])
    costs = StringField(FIELDS["costs"], [at_most(300)])
    planned_start = DayField(FIELDS["planned_start"], [not_before_today])
    planned_end = DayField(FIELDS["planned_end"], [not_before_today])
    body = StringField(FIELDS["body"], [*required(_l("Vul in welk orgaan heeft besloten.")), at_most(200)])
    decided_on = DayField(FIELDS["decided_on"], [InputRequired(DAY), not_after_today])
    document_url = URLField(FIELDS["document_url"], [Optional(), WEB_ADDRESS, at_most(500)])

    #: asked whatever the decision is
    OF_ALL: ClassVar = ("body", "decided_on", "document_url")

    def __init__(self, decision: Decision, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.chosen = decision
        #: names of what is asked, in order
        self.asked = (*RESPONSE_FIELDS[decision], *self.OF_ALL)
        for name in set(FIELDS) - set(self.asked):
            del self[name]
        for name in RESPONSE_FIELDS[decision]:
            self._fit(name)

    def _fit(self, name: str) -> None:
        """Ask for a field in the words of this decision, and say whether it may stay empty."""
        field = self[name]
        field.label.text = OWN_FIELDS[self.chosen].get(name, field.label.text)
        if name == "reason" or name in RESPONSE_NEEDS[self.chosen]:
            field.validators = [*required(NEEDS[name]), *field.validators]
            return
        field.validators = [Optional(), *field.validators]
        field.flags.optional = True

    def values(self) -> ResponseData:
        typed = {name: self[name].data for name in self.asked}
        return ResponseData(decision=self.chosen, **{name: value for name, value in typed.items() if value is not None})


class RemarkForm(Form):
    """Why the text goes back to those who write it."""

    remark = TextAreaField(_l("Wat moet er anders?"), required(_l("Vul in wat er anders moet.")))


class DecisionRecordForm(Form):
    """The decision of a body that meets."""

    number = StringField(
        _l("Nummer van het besluit"), [*required(_l("Vul het nummer van het besluit in.")), at_most(80)]
    )
    decided_on = DayField(FIELDS["decided_on"], [InputRequired(DAY), not_after_today])
    document_url = URLField(
        FIELDS["document_url"], [*required(_l("Vul in waar het besluit staat.")), WEB_ADDRESS, at_most(500)]
    )

    def values(self) -> DecisionData:
        return DecisionData(self.number.data or "", self.decided_on.data, self.document_url.data or "")
