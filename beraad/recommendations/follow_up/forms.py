"""What is asked about the progress: the status first and alone, then only what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField, URLField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from beraad.recommendations import errors
from beraad.recommendations.asking import DAY, WEB_ADDRESS, not_after_today, not_before_today
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.statuses import UPDATE_FIELDS, EvidenceKind, Execution
from beraad.web.fields import DayField, EnumRadioField, EnumSelectField, UploadField
from beraad.web.forms import Form, at_most, required

#: what is asked about a piece of evidence
EVIDENCE = ("evidence_kind", "evidence_title", "evidence_file", "evidence_url", "is_checked")
#: statuses for which nothing can be shown yet
WITHOUT_EVIDENCE = frozenset({Execution.NOT_STARTED, Execution.PREPARING, Execution.STOPPED})


class StatusForm(Form):
    """How it stands. Nothing is chosen beforehand."""

    after = EnumRadioField(_l("Stand van zaken"), Execution, required(_l("Kies de stand van zaken.")))

    def offer(self, statuses: Iterable[Execution]) -> None:
        """Let the user choose among `statuses` alone."""
        self.after.choices = [SelectChoice(status.value, status.label) for status in statuses]


class UpdateForm(Form):
    """A message about the progress, with the questions of its status."""

    refusal_fields: ClassVar = {
        errors.EvidenceMissingError: "evidence_file",
        errors.PartlyDoneError: "parts_done",
        errors.NextStepMissingError: "next_step",
        errors.BodyMissingError: "body",
        errors.EffectMissingError: "expected",
    }
    happened_on = DayField(_l("Datum"), [InputRequired(DAY), not_after_today])
    text = TextAreaField(
        _l("Wat is er gebeurd?"),
        required(_l("Vul in wat er is gebeurd.")),
        description=_l("Schrijf kort en in gewone taal."),
    )
    parts_done = IntegerField(_l("Hoeveel is er klaar?"), [Optional(), NumberRange(0, 10**6)])
    parts_of = IntegerField(
        _l("Van hoeveel?"), [Optional(), NumberRange(1, 10**6)], description=_l("Bijvoorbeeld 3 van 31 schoolpleinen.")
    )
    body = StringField(_l("Welk orgaan besloot te stoppen?"), [at_most(200)])
    expected = TextAreaField(_l("Wat verwachtte u ervan?"))
    observed = TextAreaField(_l("Wat zag u ervan?"))
    next_step = TextAreaField(_l("Volgende stap"))
    next_on = DayField(_l("Wanneer?"), [Optional(), not_before_today])
    evidence_kind = EnumSelectField(_l("Soort bewijs"), EvidenceKind, [Optional()], empty=_l("Geen bewijs toegevoegd"))
    evidence_title = StringField(_l("Titel van het bewijs"), [at_most(200)])
    evidence_file = UploadField(
        _l("Bestand"),
        description=_l("Wij bewaren een kopie met haar vingerafdruk. Staat het op een webpagina? Bewaar die als PDF."),
    )
    evidence_url = URLField(_l("Webadres van het bewijs"), [Optional(), WEB_ADDRESS, at_most(500)])
    is_checked = BooleanField(_l("Ik heb gekeken: in het bestand staan geen persoonsgegevens"))

    def __init__(self, after: Execution, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.status = after
        own = UPDATE_FIELDS[after]
        proof = () if after in WITHOUT_EVIDENCE else EVIDENCE
        #: names of what is asked, in order
        self.asked = ("text", "happened_on", *own, *proof)
        for name in [field.name for field in self if field.name not in (*self.asked, "csrf_token")]:
            del self[name]

    def validate_evidence_title(self, field: StringField) -> None:
        if bool(self.evidence_kind.data) != bool(field.data):
            raise ValidationError(_l("Vul van bewijs de soort en de titel in."))

    def validate_evidence_url(self, _field: URLField) -> None:
        if not self.evidence_title.data:
            raise ValidationError(_l("Vul ook de soort en de titel van het bewijs in."))

    def validate_evidence_file(self, _field: UploadField) -> None:
        if self.evidence_file.data and not self.evidence_title.data:
            raise ValidationError(_l("Vul ook de soort en de titel van het bewijs in."))

    def validate_is_checked(self, field: BooleanField) -> None:
        if self.evidence_file.data and not field.data:
            raise ValidationError(_l("Kijk eerst of er persoonsgegevens in het bestand staan."))

    def validate_parts_done(self, field: IntegerField) -> None:
        if (field.data is None) != (self.parts_of.data is None) or (field.data or 0) > (self.parts_of.data or 0):
            raise ValidationError(_l("Vul twee getallen in, zoals 3 van 31."))

    def values(self) -> UpdateData:
        own = {name: self[name].data for name in self.asked if name not in EVIDENCE}
        typed = {name: value for name, value in own.items() if value is not None}
        return UpdateData(after=self.status, evidence=self._evidence(), **typed)

    def _evidence(self) -> list[EvidenceData]:
        """Returns the piece of evidence, if there is one."""
        if self.status in WITHOUT_EVIDENCE or not (self.evidence_kind.data and self.evidence_title.data):
            return []
        url, file = self.evidence_url.data or "", self.evidence_file.kept()
        return [EvidenceData(self.evidence_kind.data, self.evidence_title.data, url, self.happened_on.data, file)]
