"""Why a verb refuses. The class is the code; `words.py` has the sentences, `forms.py` the fields."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class MeetingError(Refusal):
    """A change to a meeting that is not possible."""


class NumberTakenError(MeetingError):
    """Another meeting of this burgerberaad has this number."""


class CancelledError(MeetingError):
    """The meeting is cancelled: nothing about it changes any more."""


class AlreadyHeldError(MeetingError):
    """The meeting has been held, so it cannot be cancelled."""


class TooEarlyError(MeetingError):
    """The meeting has not begun yet, so it cannot have been held."""


class TooLateError(MeetingError):
    """The meeting has begun, so nobody signs off any more."""


class TooLateToComeError(TooLateError):
    """The meeting has begun, so nobody takes back that they would not come."""


class UnknownSeatError(LookupError):
    """The seat belongs to another burgerberaad. No page offers it, so it is not a refusal."""
