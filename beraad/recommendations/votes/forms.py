"""What is asked about a vote."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from beraad.recommendations.votes.service import VoteData
from beraad.web.forms import Form, required


class VoteForm(Form):
    """The vote of the panel."""

    votes_for = IntegerField(_l("Stemmen voor"), [InputRequired(_l("Vul het aantal stemmen voor in.")), NumberRange(0)])
    votes_against = IntegerField(
        _l("Stemmen tegen"), [InputRequired(_l("Vul het aantal stemmen tegen in.")), NumberRange(0)]
    )
    votes_blank = IntegerField(
        _l("Blanco stemmen"), [InputRequired(_l("Vul het aantal blanco stemmen in.")), NumberRange(0)]
    )
    threshold = IntegerField(
        _l("Meer dan hoeveel procent moet voor zijn?"),
        [NumberRange(1, 99, _l("Kies een getal van 1 tot en met 99."))],
        default=50,
    )

    def values(self) -> VoteData:
        return VoteData(self.votes_for.data, self.votes_against.data, self.votes_blank.data, self.threshold.data)


class MinorityForm(Form):
    """The view of a part of the panel."""

    text = TextAreaField(
        _l("Minderheidsstandpunt"),
        required(_l("Vul het minderheidsstandpunt in.")),
        description=_l("Noem geen namen."),
    )
    supporters = IntegerField(
        _l("Door hoeveel panelleden gesteund?"),
        [InputRequired(_l("Vul in hoeveel panelleden dit steunen.")), NumberRange(1, message=_l("Vul 1 of meer in."))],
    )


class WithdrawForm(Form):
    """Why the panel withdraws."""

    reason = TextAreaField(_l("Waarom trekt het panel de aanbeveling in?"), required(_l("Vul de reden in.")))
