"""What is asked about the progress."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, StringField, TextAreaField, URLField
from wtforms.validators import InputRequired, Optional, ValidationError

from beraad.recommendations.asking import DAY, WEB_ADDRESS
from beraad.recommendations.errors import EvidenceMissingError, NextStepMissingError, StepNotPossibleError
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.statuses import EvidenceKind, Execution
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField
from beraad.web.forms import Form, at_most, required


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
