"""What is asked of the griffie and the organiser, and the words of each error."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from beraad.web.forms import Form, at_most, required

CHOOSE = _l("Kies een van de mogelijkheden.")


class ConfirmForm(Form):
    """A button that asks to be sure; it has no fields."""


class RespondentsForm(Form):
    """A file with people, in the field's own format."""

    file = FileField(_l("CSV- of Excelbestand"), [FileRequired(_l("Kies een bestand."))])
    id_column = StringField(_l("Kolom met het kenmerk van elke persoon"), [Optional(), at_most(80)])


class MessageForm(Form):
    """A message to everyone who is signed up."""

    subject = StringField(_l("Onderwerp"), [*required(_l("Vul een onderwerp in.")), at_most(200)])
    body = TextAreaField(_l("Tekst"), [*required(_l("Vul een tekst in.")), at_most(5000)])
