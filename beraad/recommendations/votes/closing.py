"""Counting a round: once, when it is over, and never again. What the panel decided takes effect with it."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import delete, select

from beraad import orm
from beraad.acts import service as acts
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.models import MinorityStatement, Recommendation
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.models import Amendment
from beraad.recommendations.statuses import Decision, Execution
from beraad.recommendations.votes import counting, queries
from beraad.recommendations.votes.counting import Count, PaperCount
from beraad.recommendations.votes.errors import (
    ClosedError,
    MoreThanPresentError,
    NotCountedByTwoError,
    NotYetOverError,
    PaperDiffersError,
)
from beraad.recommendations.votes.models import (
    COUNTED_BY_TWO,
    Ballot,
    Choice,
    HandCount,
    HandedIn,
    Outcome,
    PaperBallot,
    Purpose,
    Tally,
    VoteRound,
    Way,
)
from beraad.recommendations.votes.signals import round_counted
from beraad.web import edge


def require_countable(round_: VoteRound) -> None:
    """Raises ClosedError, NotYetOverError, NotCountedByTwoError, PaperDiffersError or MoreThanPresentError."""
    if round_.is_counted:
        raise ClosedError
    if round_.way in COUNTED_BY_TWO | {Way.PAPER}:
        _agreed(round_)
    elif not round_.is_over and queries.turnout(round_).to_come:
        raise NotYetOverError
    if round_.way is Way.PAPER:
        _papers(round_)
    if _votes(round_).total() > queries.present_in(round_):
        raise MoreThanPresentError(present=queries.present_in(round_))


def count(round_: VoteRound) -> Outcome:
    """Count a round that is over, and let what was decided take effect. Returns what was decided.

    Raises what `require_countable` raises.
    """
    db.session.refresh(round_, with_for_update={"of": VoteRound})
    require_countable(round_)
    votes, present = _votes(round_), queries.present_in(round_)
    counted = Count(votes[Choice.FOR], votes[Choice.AGAINST], votes[Choice.BLANK], present, round_.eligible)
    rule = round_.rule
    outcome = counting.outcome(counted, rule.threshold, rule.share_of, rule.quorum)
    if round_.way is Way.PAPER:
        _account_for_paper(round_, counted)
        if counting.could_change(counted, round_.difference, rule.threshold, rule.share_of, rule.quorum):
            outcome = Outcome.VOID
    round_.votes_for, round_.votes_against, round_.votes_blank = (votes[choice] for choice in Choice)
    round_.present, round_.outcome, round_.counted_at = present, outcome, now()
    round_.closes_at = max(min(round_.closes_at, round_.counted_at), round_.opened_at)
    _forget(round_)
    _take_effect(round_)
    db.session.flush()
    figures = [votes[choice] for choice in Choice]
    audit.record(
        "recommendations.round_counted",
        round_,
        assembly_id=round_.assembly_id,
        number=round_.number,
        votes=figures,
        outcome=outcome.value,
    )
    round_counted.send(round_)
    return outcome


def _agreed(round_: VoteRound) -> HandCount:
    """Returns what two people wrote down alike."""
    seen: dict[tuple[object, ...], HandCount] = {}
    for one in queries.hand_counts(round_.id):
        figures = one.votes_for, one.votes_against, one.votes_blank, one.handed_out, one.declined, one.spoiled
        if figures in seen:
            return seen[figures]
        seen[figures] = one
    raise NotCountedByTwoError


def _papers(round_: VoteRound) -> list[PaperBallot]:
    """Returns the ballots on paper that came back, each read alike by two people."""
    read = [ballot for ballot in queries.paper(round_.id) if ballot.first is not None]
    differing = [ballot.code for ballot in read if ballot.first is not ballot.second]
    if differing:
        raise PaperDiffersError(codes=", ".join(differing))
    return read


def _votes(round_: VoteRound) -> Counter[Choice]:
    if round_.way in COUNTED_BY_TWO:
        one = _agreed(round_)
        return Counter({Choice.FOR: one.votes_for, Choice.AGAINST: one.votes_against, Choice.BLANK: one.votes_blank})
    if round_.way is Way.PAPER:
        return Counter(ballot.first for ballot in _papers(round_) if ballot.first is not None)
    if round_.rule.is_secret:
        tallies = select(Tally.choice, Tally.votes).where(Tally.round_id == round_.id)
        return Counter({row.choice: row.votes for row in db.session.execute(tallies)})
    return Counter(db.session.scalars(select(Ballot.choice).where(Ballot.round_id == round_.id)))


def _account_for_paper(round_: VoteRound, counted: Count) -> None:
    agreed = _agreed(round_)
    paper = PaperCount(agreed.handed_out, agreed.declined, agreed.spoiled, agreed.spoiled_why)
    round_.handed_out, round_.declined = paper.handed_out, paper.declined
    round_.spoiled, round_.spoiled_why = paper.spoiled, paper.spoiled_why
    round_.not_returned = paper.not_returned(counted.cast)
    round_.difference = paper.difference(counted.cast, counted.present)


def _forget(round_: VoteRound) -> None:
    """Keep the totals alone; of an open round also who voted what."""
    for model in (HandedIn, Tally, PaperBallot, HandCount):
        db.session.execute(delete(model).where(model.round_id == round_.id))
    edge.after_commit(lambda: orm.scrub(db.engine))


def _take_effect(round_: VoteRound) -> None:
    recommendation = round_.recommendation
    if recommendation is None:
        return
    is_adopted = round_.outcome is Outcome.ADOPTED
    if round_.purpose is Purpose.ADOPT:
        recommendation.adopted = is_adopted if round_.outcome in (Outcome.ADOPTED, Outcome.REJECTED) else None
    elif round_.purpose is Purpose.AMEND:
        recommendation.locked_at = None  # the panel has not voted on the text itself
        if round_.outcome in (Outcome.ADOPTED, Outcome.REJECTED):
            proposals.decide_amendment(db.session.get_one(Amendment, round_.amendment_id), is_adopted)
    elif round_.purpose is Purpose.WITHDRAW and is_adopted:
        _withdraw(recommendation, round_.text)
    elif round_.purpose is Purpose.MINORITY and round_.votes_for:
        statement = MinorityStatement(text=round_.text, supporters=round_.votes_for)
        recommendation.minority_statements.append(statement)


def _withdraw(recommendation: Recommendation, reason: str) -> None:
    recommendation.decision = Decision.WITHDRAWN
    recommendation.execution = Execution.NOT_APPLICABLE
    recommendation.withdrawal_reason = reason
    for response in recommendation.responses:
        acts.close(response)
    audit.record("recommendations.withdrawn", recommendation, assembly_id=recommendation.assembly_id)
