"""Why a verb refuses. The class is the code; `words.py` has the sentence, `forms.py` the field."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class InterestExistsError(Refusal):
    """The map has this interest already."""
