"""Why an act is refused. The class is the code; the sentences stand in `words.py`."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class ActError(Refusal):
    """An act of weight that can't be done as things are now."""


class ChangedError(ActError):
    """Something changed after the page was opened, or after it was proposed."""


class OwnProposalError(ActError):
    """Nobody approves what they proposed themselves."""


class NoProposalError(ActError):
    """It has not been proposed, or the proposal was withdrawn or approved meanwhile."""


class NotOwnProposalError(ActError):
    """Only who proposed it withdraws a proposal."""
