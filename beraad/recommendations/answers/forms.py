"""What is asked about a formal response."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Optional, StopValidation

from beraad.recommendations.answers.service import ResponseData
from beraad.recommendations.asking import DAY, WEB_ADDRESS
from beraad.recommendations.statuses import OUTCOMES, RESPONSE_NEEDS, Decision, ReasonCategory
from beraad.recommendations.words import NEEDS
from beraad.web.fields import DayField, EnumSelectField
from beraad.web.forms import Form, at_most, required


def needed(form: ResponseForm, field: Field) -> None:
    """Validator: filled in if the chosen decision needs it."""
    if not field.data and field.name in RESPONSE_NEEDS.get(form.decision.data, ()):
        raise StopValidation(NEEDS[field.name])


class ResponseForm(Form):
    """A formal response."""

    decision = EnumSelectField(_l("Besluit"), Decision, only=OUTCOMES)
    reason = TextAreaField(_l("Reden"), required(_l("Vul de reden van het besluit in.")))
    body = StringField(_l("Wie heeft besloten?"), [*required(_l("Vul in welk orgaan heeft besloten.")), at_most(200)])
    decided_on = DayField(_l("Dag van het besluit"), [InputRequired(DAY)])
    reason_category = EnumSelectField(
        _l("Soort reden"),
        ReasonCategory,
        [needed, Optional()],
        empty=_l("Niet gekozen"),
        description=_l("Nodig bij ‘deels’ en ‘niet overgenomen’."),
    )
    what_changes = TextAreaField(
        _l("Wat verandert er door dit advies?"),
        [needed],
        description=_l("Bij onderzoek: welke vraag wordt onderzocht?"),
    )
    alternative = TextAreaField(
        _l("Wat komt ervoor in de plaats?"),
        [needed],
        description=_l("Nodig bij ‘niet overgenomen’. Is er niets? Vul dan ‘geen’ in."),
    )
    reference = StringField(_l("Bestaand beleid"), [needed, at_most(300)], description=_l("Nodig bij ‘gebeurt al’."))
    reference_date = DayField(_l("Dag waarop dat is vastgesteld"), [needed, Optional()])
    forwarded_to = StringField(_l("Doorgestuurd aan"), [needed, at_most(200)])
    costs = StringField(_l("Kosten en dekking"), [at_most(300)])
    planned_start = DayField(_l("Begin van de uitvoering"), [Optional()])
    planned_end = DayField(
        _l("Einddatum"),
        [needed, Optional()],
        description=_l("Einde van de uitvoering of het onderzoek, of de gevraagde antwoorddag."),
    )
    document_url = URLField(_l("Webadres van het besluit"), [Optional(), WEB_ADDRESS, at_most(500)])

    def values(self) -> ResponseData:
        return ResponseData(
            decision=self.decision.data,
            reason=self.reason.data,
            body=self.body.data,
            decided_on=self.decided_on.data,
            reason_category=self.reason_category.data,
            what_changes=self.what_changes.data or "",
            alternative=self.alternative.data or "",
            reference=self.reference.data or "",
            reference_date=self.reference_date.data,
            forwarded_to=self.forwarded_to.data or "",
            costs=self.costs.data or "",
            planned_start=self.planned_start.data,
            planned_end=self.planned_end.data,
            document_url=self.document_url.data or "",
        )
