"""What is asked about a text."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.statuses import Horizon
from beraad.web.fields import EnumSelectField
from beraad.web.forms import Form, at_most, required


class RecommendationForm(Form):
    """The text of a recommendation."""

    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    text = TextAreaField(_l("Tekst van de aanbeveling"), required(_l("Vul de tekst van de aanbeveling in.")))
    plain_text = TextAreaField(_l("Kort en eenvoudig"), description=_l("In twee of drie korte zinnen."))
    intent = TextAreaField(_l("Wat wil het panel bereiken?"))
    rationale = TextAreaField(_l("Waarom is dit belangrijk?"))
    theme = StringField(_l("Thema"), [at_most(80)])
    horizon = EnumSelectField(_l("Op welke termijn?"), Horizon, [Optional()], empty=_l("Niet gekozen"))
    indicator = TextAreaField(_l("Waaraan ziet het panel of het werkt?"))
    addressee = StringField(
        _l("Voor wie is de aanbeveling?"), [at_most(200)], description=_l("Bijvoorbeeld: de gemeenteraad.")
    )
    portfolio = StringField(
        _l("Verantwoordelijke functie"), [at_most(200)], description=_l("De functie, niet de naam van een persoon.")
    )

    def values(self) -> RecommendationData:
        return RecommendationData(
            title=self.title.data,
            text=self.text.data,
            plain_text=self.plain_text.data or "",
            intent=self.intent.data or "",
            rationale=self.rationale.data or "",
            theme=self.theme.data or "",
            horizon=self.horizon.data,
            indicator=self.indicator.data or "",
            addressee=self.addressee.data or "",
            portfolio=self.portfolio.data or "",
        )
