"""What a verb can refuse. The words for people are in `forms` and `views`."""

from __future__ import annotations


class MeetingError(Exception):
    """A change to a meeting that can't be made."""


class NumberTakenError(MeetingError):
    """Another meeting of this burgerberaad has this number."""


class CancelledError(MeetingError):
    """The meeting is cancelled: nothing about it changes any more."""


class AlreadyHeldError(MeetingError):
    """The meeting has been held, so it can't be cancelled."""


class TooEarlyError(MeetingError):
    """The meeting has not begun yet, so it can't have been held."""


class TooLateError(MeetingError):
    """The meeting has begun, so nobody signs off for it any more."""


class UnknownSeatError(MeetingError):
    """The seat belongs to another burgerberaad, or isn't taken."""
