"""What is asked about the handover and the promised day."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from beraad.assemblies.terms.errors import TermContradictedError
from beraad.recommendations.advice.errors import DocumentMissingError, FutureDayError
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.asking import DAY
from beraad.recommendations.errors import DatesOutOfOrderError
from beraad.recommendations.proposals.service import RecommendationData
from beraad.web.fields import DayField, UploadField
from beraad.web.forms import Form, at_most, required


class HandoverForm(Form):
    """The handover of the advice."""

    refusal_fields: ClassVar = {
        DatesOutOfOrderError: "response_due_on",
        TermContradictedError: "response_due_on",
        FutureDayError: "handed_over_on",
    }
    handed_over_on = DayField(_l("Dag van de overhandiging"), [InputRequired(DAY)])
    handed_over_to = StringField(
        _l("Aan wie?"), [*required(_l("Vul in aan wie het advies is overhandigd.")), at_most(200)]
    )
    mandate = StringField(
        _l("Besluit waarin een reactie is toegezegd"), [at_most(300)], description=_l("Bijvoorbeeld het raadsbesluit.")
    )
    response_due_on = DayField(_l("Toegezegde dag van de reactie"), [InputRequired(DAY)])

    def values(self) -> HandoverData:
        return HandoverData(
            handed_over_on=self.handed_over_on.data,
            handed_over_to=self.handed_over_to.data,
            response_due_on=self.response_due_on.data,
            mandate=self.mandate.data or "",
        )


class TakeOverForm(Form):
    """A recommendation of an older advice."""

    refusal_fields: ClassVar = {DocumentMissingError: "file"}
    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    text = TextAreaField(_l("Tekst van de aanbeveling"), required(_l("Vul de tekst van de aanbeveling in.")))
    source = StringField(
        _l("Overgenomen uit"),
        [*required(_l("Vul in uit welk advies u dit overneemt.")), at_most(300)],
        description=_l("Bijvoorbeeld: advies van het burgerforum van 2024."),
    )
    file = UploadField(_l("Document van dat advies"))

    def values(self) -> RecommendationData:
        return RecommendationData(self.title.data, self.text.data)


class ExtensionForm(Form):
    """Putting off the response."""

    refusal_fields: ClassVar = {DatesOutOfOrderError: "extended_to"}
    extended_to = DayField(_l("Nieuwe dag"), [InputRequired(DAY)])
    reason = TextAreaField(
        _l("Reden van het uitstel"), required(_l("Vul de reden in.")), description=_l("Iedereen kan deze reden lezen.")
    )
