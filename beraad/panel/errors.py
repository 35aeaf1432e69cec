"""Why a step with a seat is refused. The class is the code; `words.py` puts it in a sentence."""

from __future__ import annotations


class PanelError(Exception):
    """A step that can't be taken now; nothing was changed."""


class WrongStateError(PanelError):
    """The seat is not in the state that this step asks."""


class TooLateError(PanelError):
    """The last day to answer has passed; only the griffie can still write down an answer."""


class DateNeededError(PanelError):
    """The last day to answer is not there, or has passed."""


class SeatTakenError(PanelError):
    """Somebody else was offered this seat, or this person was offered another, at the same moment."""


class NobodyLeftError(PanelError):
    """There is nobody in the frozen pool who can still be asked."""


class DrawMissingError(PanelError):
    """No real draw has been concluded, so there is nothing to fill seats from."""
