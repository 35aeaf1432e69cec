"""Why a verb refuses. The class is the code; `words.py` has the sentences."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class RequestRefusedError(Refusal):
    """A request of one person that can't be carried out at this moment."""


class LettersUnderWayError(RequestRefusedError):
    """Letters to this person are being made or lie ready for the printer."""


class SampleWaitingError(RequestRefusedError):
    """A file from the register waits to be read, and this person may be in it."""


class TermError(Refusal):
    """No number of days that a term can be."""
