"""What the forms of several rooms share."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from beraad.web.forms import Form

CHOOSE = _l("Kies een van de mogelijkheden.")


class ConfirmForm(Form):
    """A button that asks to be sure; it has no fields."""
