"""What is asked about terms."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from beraad.assemblies.forms import LONGEST_TEXT, data_of, line, past_day
from beraad.assemblies.terms.errors import TermNotLaterError
from beraad.assemblies.terms.models import TermKind
from beraad.assemblies.terms.service import ExtensionData
from beraad.web.fields import DayField
from beraad.web.forms import Form, at_most, required

DAY = _l("Vul een dag in.")


def _length(kind: TermKind) -> IntegerField:
    words = _l("Vul een getal in van 1 tot en met %(most)s.", most=kind.most)
    unit = _l("In maanden na de overhandiging.") if kind.months else _l("In weken na de overhandiging.")
    return IntegerField(kind.label, [*required(words), NumberRange(1, kind.most, words)], description=unit)


class LengthsForm(Form):
    """How long each kind takes."""

    ontvangstbevestiging = _length(TermKind.RECEIPT)
    eerste_terugkoppeling = _length(TermKind.FIRST_FEEDBACK)
    bestuurlijke_reactie = _length(TermKind.RESPONSE)
    behandeling = _length(TermKind.TREATMENT)
    terugkoppelsessie = _length(TermKind.FEEDBACK_SESSION)
    voortgangsrapportage = _length(TermKind.PROGRESS)
    slotbijeenkomst = _length(TermKind.CLOSING_MEETING)
    effectmeting = _length(TermKind.EFFECT)

    def values(self) -> dict[TermKind, Any]:
        return {kind: self[kind.value].data for kind in TermKind}


class ExtensionForm(Form):
    """A later day for a term."""

    refusal_fields: ClassVar = {TermNotLaterError: "extended_to"}
    extended_to = DayField(_l("Nieuwe dag"), [InputRequired(DAY)])
    reason = TextAreaField(
        _l("Reden van het uitstel"),
        [*required(_l("Vul de reden in.")), at_most(LONGEST_TEXT)],
        description=_l("Iedereen kan deze reden lezen. De eerste dag blijft ernaast staan."),
    )
    document = line(_l("Nummer van het besluit"), 300)

    def values(self) -> ExtensionData:
        return data_of(self, ExtensionData)


class MetForm(Form):
    """When it was done."""

    met_on = past_day(_l("Gedaan op"), InputRequired(DAY))
