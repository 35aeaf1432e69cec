"""Why a decision is refused; `words.py` has the sentences."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class DecidingError(Refusal):
    """A decision that is not possible."""


class StepTooSoonError(DecidingError):
    """The step before this one has no go."""


class ChecksMissingError(DecidingError):
    """A go without all that the step asks."""


class GroundMissingError(DecidingError):
    """A no without a ground."""


class NotANoError(DecidingError):
    """Only a no can be made public as one."""


class OwnerMissingError(DecidingError):
    """An open item without a new owner."""
