"""What is asked about recommendations, responses and updates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectChoice, StringField, TextAreaField, URLField
from wtforms.validators import URL, InputRequired, NumberRange, Optional, StopValidation, ValidationError

from beraad.recommendations.errors import (
    DatesOutOfOrderError,
    EvidenceMissingError,
    NextStepMissingError,
    StepNotPossibleError,
)
from beraad.recommendations.follow_up import EvidenceData, UpdateData
from beraad.recommendations.responses import ResponseData
from beraad.recommendations.service import HandoverData, RecommendationData, VoteData
from beraad.recommendations.statuses import (
    OUTCOMES,
    RESPONSE_NEEDS,
    Decision,
    EvidenceKind,
    Execution,
    Horizon,
    ReasonCategory,
)
from beraad.recommendations.words import NEEDS
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField
from beraad.web.forms import Form, at_most, required

WEB_ADDRESS = URL(message=_l("Vul een volledig webadres in, bijvoorbeeld https://www.voorbeeld.nl/besluit."))
DAY = _l("Vul een datum in, bijvoorbeeld 31-12-2026.")


def needed(form: ResponseForm, field: Field) -> None:
    """Validator: filled in if the chosen decision needs it."""
    if not field.data and field.name in RESPONSE_NEEDS.get(form.decision.data, ()):
        raise StopValidation(NEEDS[field.name])


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


class HandoverForm(Form):
    """The handover of the advice."""

    refusal_fields: ClassVar = {DatesOutOfOrderError: "response_due_on"}
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


class ExtensionForm(Form):
    """Putting off the response."""

    refusal_fields: ClassVar = {DatesOutOfOrderError: "extended_to"}
    extended_to = DayField(_l("Nieuwe dag"), [InputRequired(DAY)])
    reason = TextAreaField(
        _l("Reden van het uitstel"), required(_l("Vul de reden in.")), description=_l("Iedereen kan deze reden lezen.")
    )


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


class UpdateForm(Form):
    """A message about the progress."""

    refusal_fields: ClassVar = {
        StepNotPossibleError: "after",
        EvidenceMissingError: "evidence_title",
        NextStepMissingError: "next_step",
    }
    after = EnumRadioField(_l("Stand van zaken"), Execution, required(_l("Kies de stand van zaken.")))
    evidence_kind = EnumSelectField(_l("Soort bewijs"), EvidenceKind, [Optional()], empty=_l("Geen bewijs toegevoegd"))
    evidence_title = StringField(_l("Titel van het bewijs"), [at_most(200)])
    evidence_url = URLField(_l("Webadres van het bewijs"), [Optional(), WEB_ADDRESS, at_most(500)])
    happened_on = DayField(_l("Datum"), [InputRequired(DAY)])
    text = TextAreaField(
        _l("Wat is er gebeurd?"),
        required(_l("Vul in wat er is gebeurd.")),
        description=_l("Schrijf kort en in gewone taal."),
    )
    next_step = TextAreaField(_l("Volgende stap"))
    next_on = DayField(_l("Wanneer?"), [Optional()])

    def validate_evidence_title(self, field: StringField) -> None:
        if bool(self.evidence_kind.data) != bool(field.data):
            raise ValidationError(_l("Vul van bewijs de soort en de titel in."))

    def validate_evidence_url(self, _field: URLField) -> None:
        if not self.evidence_title.data:
            raise ValidationError(_l("Vul ook de soort en de titel van het bewijs in."))

    def offer(self, statuses: Iterable[Execution]) -> None:
        """Let the user choose among `statuses` alone."""
        self.after.choices = [SelectChoice(status.value, status.label) for status in statuses]

    def values(self) -> UpdateData:
        return UpdateData(
            happened_on=self.happened_on.data,
            after=self.after.data,
            text=self.text.data,
            next_step=self.next_step.data or "",
            next_on=self.next_on.data,
            evidence=self.evidence(),
        )

    def evidence(self) -> list[EvidenceData]:
        """Returns the piece of evidence, if there is one."""
        kind, title = self.evidence_kind.data, self.evidence_title.data
        if not (kind and title):
            return []
        return [EvidenceData(kind, title, self.evidence_url.data or "", self.happened_on.data)]
