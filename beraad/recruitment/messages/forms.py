"""What is asked about a message."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from beraad.recruitment.errors import UnknownPlaceholderError
from beraad.web.forms import Form, at_most, required


class MessageForm(Form):
    """A message to everyone who is signed up."""

    refusal_fields: ClassVar = {UnknownPlaceholderError: "body"}

    subject = StringField(_l("Onderwerp"), [*required(_l("Vul een onderwerp in.")), at_most(200)])
    body = TextAreaField(_l("Tekst"), [*required(_l("Vul een tekst in.")), at_most(5000)])
