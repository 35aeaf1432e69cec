"""A whole sign-up on one page, as the griffie types it from paper or phone: the same questions with the same checks."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from beraad.assemblies.models import Assembly
from beraad.recruitment import asked, steps, translations
from beraad.recruitment.forms import CHOOSE
from beraad.recruitment.models import Channel, Registration
from beraad.recruitment.models_sign_up import Purpose
from beraad.web.forms import required


def registration_form(assembly: Assembly, registration: Registration | None = None) -> Any:
    """The form for a whole sign-up: new, or filled with `registration`.

    Answers to special features are asked of new people alone: nobody here sees what somebody answered before.
    """
    steps_of = [step for step in steps.of(assembly) if registration is None or step.kind != "special"]
    forms = tuple(step.form for step in steps_of)
    if registration is not None:
        return type("ChangeForm", forms, {})(data=steps.told_openly(registration))
    ways = RadioField(
        _l("Hoe kwam de aanmelding binnen?"),
        choices=[SelectChoice(way.value, way.label) for way in (Channel.PAPER, Channel.PHONE)],
        validators=required(_l("Kies hoe de aanmelding binnenkwam.")),
        invalid_choice_message=CHOOSE,
    )
    code = StringField(_l("Code uit de brief"), [Optional()])
    told = asked.of(assembly)
    agreed = translations.reader(told)(told.consents[Purpose.DRAW].words)
    consent = BooleanField(agreed, validators=required(_l("Zonder toestemming kan iemand niet meedoen.")))
    return type("NewForm", forms, {"channel": ways, "code": code, "consent": consent})()
