"""What is asked for the letter to the council."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Optional

from beraad.web.fields import printable
from beraad.web.forms import Form, at_most, required


class LetterForm(Form):
    """Who was not heard, and what is done about it."""

    unheard = TextAreaField(
        _l("Wie hebben wij niet gehoord, of te weinig? En hoe komt dat?"),
        [
            *required(_l("Vul in wie u niet of te weinig hoorde. Zonder dat is de brief niet eerlijk.")),
            at_most(4000),
            printable,
        ],
    )
    measures = TextAreaField(
        _l("Wat deed u daaraan, of wat gaat u daaraan doen?"), [Optional(), at_most(4000), printable]
    )
