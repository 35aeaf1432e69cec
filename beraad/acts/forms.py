"""What the page of an act sends along."""

from __future__ import annotations

from wtforms import HiddenField

from beraad.web.forms import Form


class ActForm(Form):
    """The button of an act, with what was shown when it was pressed."""

    #: see `service.written`
    shown = HiddenField()
    fingerprint = HiddenField()
