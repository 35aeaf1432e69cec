r"""The arithmetic of a vote, without a database.

With $f$, $a$, $b$ votes for, against and blank, $p$ people present and $n$ on the panel, a proposal is adopted if
$$100 f > t \cdot B, \qquad B = f + a,\; p \text{ or } n,$$
provided that $100 (f + a + b) \ge q \cdot n$ (quorum $q$ in percent). Blank votes count for the quorum alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from beraad.recommendations.votes.models import Outcome, ShareOf


@dataclass(frozen=True)
class Count:
    """What was counted in a round."""

    votes_for: int
    votes_against: int
    votes_blank: int
    present: int
    eligible: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.votes_blank


@dataclass(frozen=True)
class PaperCount:
    """What became of the ballots on paper, beside those that were counted."""

    handed_out: int
    declined: int
    spoiled: int = 0
    spoiled_why: str = ""

    def not_returned(self, counted: int) -> int:
        """How many of those given out did not come back; 0 if more came back."""
        return max(0, self.handed_out - counted - self.spoiled)

    def difference(self, counted: int, present: int) -> int:
        """By how many ballots the numbers do not add up: people and paper, and paper out and back."""
        more_back = max(0, counted + self.spoiled - self.handed_out)
        return abs(present - self.handed_out - self.declined) + more_back + self.not_returned(counted)


def base(count: Count, share_of: ShareOf) -> int:
    """Returns the number of which the votes for have to be more than a part."""
    if share_of is ShareOf.CAST:
        return count.votes_for + count.votes_against
    return count.present if share_of is ShareOf.PRESENT else count.eligible


def needed(count: Count, threshold: int, share_of: ShareOf) -> int:
    """Returns the least number of votes for that is more than `threshold` percent."""
    return threshold * base(count, share_of) // 100 + 1


def quorum_of(eligible: int, quorum: int) -> int:
    """Returns how many votes are needed to decide at all: `quorum` percent of the panel, rounded up."""
    return -(-quorum * eligible // 100)


def outcome(count: Count, threshold: int, share_of: ShareOf, quorum: int) -> Outcome:
    """Returns what the panel decided."""
    if count.cast < quorum_of(count.eligible, quorum):
        return Outcome.NO_QUORUM
    is_adopted = count.votes_for >= needed(count, threshold, share_of)
    return Outcome.ADOPTED if is_adopted else Outcome.REJECTED


def could_change(count: Count, difference: int, threshold: int, share_of: ShareOf, quorum: int) -> bool:
    """Returns whether `difference` votes more or fewer, for or against, could lead to another outcome."""
    decided = outcome(count, threshold, share_of, quorum)
    for more_for, more_against in ((difference, 0), (-difference, 0), (0, difference), (0, -difference)):
        other = Count(
            max(0, count.votes_for + more_for),
            max(0, count.votes_against + more_against),
            count.votes_blank,
            count.present,
            count.eligible,
        )
        if outcome(other, threshold, share_of, quorum) is not decided:
            return True
    return False
