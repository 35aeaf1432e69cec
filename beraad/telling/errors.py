"""Why a message is refused. The class is the code; the sentences stand in `words.py`."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class TellingError(Refusal):
    """A step with a message that can't be taken as things are now."""


class MessageStateError(TellingError):
    """The message has been sent."""


class OwnMessageError(TellingError):
    """Nobody sends a message that they wrote themselves."""


class UnknownPlaceholderError(TellingError):
    """The text has a word between braces that nothing is known about. Parameters: `word`."""


class EmptyAudienceError(TellingError):
    """There is nobody (any more) in the audience of the message."""


class NotToTickError(TellingError):
    """There is nothing to post or to call for this bundle."""


class NoOtherWayError(TellingError):
    """Of this person there is neither an address nor a telephone number."""
