"""Why a step with a seat is refused. The class is the code; `words.py` has the sentences."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class PanelError(Refusal):
    """A step that can't be taken now."""


class WrongStateError(PanelError):
    """The seat is not in the state that this step needs."""


class TooLateError(PanelError):
    """The last day to answer has passed: only the griffie can still write down an answer."""


class DateNeededError(PanelError):
    """The last day to answer is missing or has passed."""


class SeatTakenError(PanelError):
    """Somebody else was offered this seat, or this person was offered another, at the same moment."""


class NobodyLeftError(PanelError):
    """There is nobody in the frozen pool who can still be asked."""


class AlreadyToldError(PanelError):
    """Everyone who was not drawn has been told."""


class DrawMissingError(PanelError):
    """No real draw has been concluded, so there is nothing to fill seats from."""
