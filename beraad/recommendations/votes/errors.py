"""Why a vote is refused. The class is the code; `words` has the sentences."""

from __future__ import annotations

from beraad.recommendations.errors import RecommendationError


class VoteError(RecommendationError):
    """Something about a vote that is not possible."""


class NoRuleError(VoteError):
    """There is no rule of voting yet."""


class NoPanelError(VoteError):
    """Nobody has confirmed a seat."""


class NobodyPresentError(VoteError):
    """At the meeting nobody was noted as present."""


class RoundOpenError(VoteError):
    """There is a round about this already."""


class DecidedError(VoteError):
    """The panel has voted on it; to vote again needs a public reason."""


class NoMoreRoundsError(VoteError):
    """The rule allows no further round."""


class RuleInUseError(VoteError):
    """A round is open under the rule."""


class ClosedError(VoteError):
    """The round is over."""


class NotYetOverError(VoteError):
    """The closing time has not come, and not everyone has voted."""


class NotPresentError(VoteError):
    """This panellist was not noted as present at the meeting."""


class VotedAlreadyError(VoteError):
    """The panellist in this seat has voted."""


class OtherWayError(VoteError):
    """Votes in this round are cast in another way."""


class MoreThanPresentError(VoteError):
    """More votes than people who were there."""


class UnknownCodeError(VoteError):
    """No ballot of this round has this code."""


class ReadTwiceError(VoteError):
    """Two people have read this paper ballot."""


class NotCountedByTwoError(VoteError):
    """Two people have not written down the same yet."""


class PaperDiffersError(VoteError):
    """Paper ballots were read differently by two people, or by one person only."""


class SpoiledReasonMissingError(VoteError):
    """Spoiled ballots without the reason."""


class FileMissingError(VoteError):
    """A result of another system without its file."""


class MinorityClosedError(VoteError):
    """The days in which a minority can write down its view are over, or have not begun."""
