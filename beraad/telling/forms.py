"""What is asked about a message."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from beraad.telling.errors import UnknownPlaceholderError
from beraad.telling.service import MessageData
from beraad.web.forms import Form, at_most, required


class MessageForm(Form):
    """The words of a message; its audience has been chosen before."""

    refusal_fields: ClassVar = {UnknownPlaceholderError: "body"}

    subject = StringField(_l("Onderwerp"), [*required(_l("Vul een onderwerp in.")), at_most(200)])
    body = TextAreaField(_l("Tekst"), [*required(_l("Vul een tekst in.")), at_most(5000)])
    is_urgent = BooleanField(_l("Dit is dringend: stuur het vandaag, ook aan wie vandaag al een bericht kreeg"))

    def values(self, audience: str) -> MessageData:
        """The message as it was filled in, for this audience."""
        return MessageData(audience, self.subject.data or "", self.body.data or "", bool(self.is_urgent.data))
