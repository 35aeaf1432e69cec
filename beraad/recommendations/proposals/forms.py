"""What is asked about a text, and of those who say something about it."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional, StopValidation, ValidationError

from beraad.recommendations.proposals.errors import NothingChangedError
from beraad.recommendations.proposals.models import OriginKind, Remarker
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.statuses import Horizon
from beraad.web.fields import EnumRadioField, EnumSelectField, ReferenceField
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


class StartForm(Form):
    """A proposal of a panellist: no more than is needed to begin."""

    title = StringField(_l("Titel"), [*required(_l("Vul een titel in.")), at_most(200)])
    text = TextAreaField(_l("Wat stelt u voor?"), required(_l("Vul uw voorstel in.")))
    intent = TextAreaField(_l("Wat wilt u daarmee bereiken?"))

    def values(self) -> RecommendationData:
        return RecommendationData(self.title.data, self.text.data, intent=self.intent.data or "")


class AmendForm(Form):
    """Another text, and why."""

    refusal_fields: ClassVar = {NothingChangedError: "text"}
    text = TextAreaField(_l("Zo moet de tekst worden"), required(_l("Vul de nieuwe tekst in.")))
    why = TextAreaField(_l("Waarom?"), required(_l("Vul in waarom de tekst anders moet.")))


class RemarkForm(Form):
    """What an official or an expert says about a proposal."""

    remarker = EnumRadioField(
        _l("Wie zegt dit?"),
        Remarker,
        required(_l("Kies wie dit zegt.")),
        only=(Remarker.OFFICIAL, Remarker.EXPERT),
    )
    capacity = StringField(
        _l("Functie of afdeling"),
        [*required(_l("Vul een functie of afdeling in.")), at_most(200)],
        description=_l("Niet de naam van een persoon."),
    )
    text = TextAreaField(
        _l("Wat kan wel, en wat niet?"),
        required(_l("Vul in wat wel en wat niet kan.")),
        description=_l("Het panel leest dit voordat het stemt, met uw functie erbij."),
    )


class ReactForm(Form):
    """What a panellist misses, and what would help."""

    text = TextAreaField(_l("Wat mist u?"), required(_l("Vul in wat u mist.")))
    help_needed = TextAreaField(_l("Wat zou u helpen om voor te stemmen?"))


class OriginForm(Form):
    """What a proposal grew from."""

    kind = EnumRadioField(_l("Waar komt het vandaan?"), OriginKind, required(_l("Kies waar het vandaan komt.")))
    title = StringField(
        _l("Welke aantekening, welke vraag of welk stuk?"),
        [at_most(200)],
        description=_l("Bijvoorbeeld: tafel 3, over schaduw. Noem geen namen."),
    )
    proposal = ReferenceField(_l("Welk voorstel?"), [Optional()], empty=_l("Geen voorstel"))
    meeting = ReferenceField(_l("Bij welke bijeenkomst?"), [Optional()], empty=_l("Geen bijeenkomst"))

    def validate_title(self, field: StringField) -> None:
        if self.kind.data not in (None, OriginKind.PROPOSAL) and not field.data:
            raise ValidationError(_l("Vul in welke aantekening, welke vraag of welk stuk het is."))

    def validate_proposal(self, field: ReferenceField) -> None:
        if self.kind.data is OriginKind.PROPOSAL and not field.data:
            raise StopValidation(_l("Kies het voorstel."))
