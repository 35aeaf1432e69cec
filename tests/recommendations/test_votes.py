"""A vote of the panel, from the rule to the result, verb by verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.models import AppendOnlyError
from beraad.orm import now
from beraad.recommendations.errors import HandedOverAlreadyError
from beraad.recommendations.statuses import Decision
from beraad.recommendations.votes import casting, closing, counting, queries, service
from beraad.recommendations.votes import errors as refused
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.counting import Count, PaperCount
from beraad.recommendations.votes.models import (
    Ballot,
    Choice,
    HandedIn,
    Outcome,
    Purpose,
    ShareOf,
    Tally,
    VoteRound,
    Way,
)
from beraad.recommendations.votes.service import RoundData, RuleData


@pytest.mark.parametrize(
    ("votes", "share_of", "threshold", "quorum", "expected"),
    [
        ((51, 49, 0), ShareOf.CAST, 50, 50, Outcome.ADOPTED),
        ((50, 50, 0), ShareOf.CAST, 50, 50, Outcome.REJECTED),
        ((40, 20, 40), ShareOf.CAST, 50, 50, Outcome.ADOPTED),
        ((40, 20, 40), ShareOf.PRESENT, 50, 50, Outcome.REJECTED),
        ((66, 34, 0), ShareOf.CAST, 66, 50, Outcome.REJECTED),
        ((67, 33, 0), ShareOf.CAST, 66, 50, Outcome.ADOPTED),
        ((60, 0, 0), ShareOf.ALL, 50, 50, Outcome.REJECTED),
        ((61, 0, 0), ShareOf.ALL, 50, 50, Outcome.ADOPTED),
        ((59, 0, 0), ShareOf.CAST, 50, 50, Outcome.NO_QUORUM),
        ((0, 0, 60), ShareOf.CAST, 50, 50, Outcome.REJECTED),
    ],
)
def test_more_than_the_threshold_of_the_base_adopts_if_enough_voted(
    votes: tuple[int, int, int], share_of: ShareOf, threshold: int, quorum: int, expected: Outcome
) -> None:
    count = Count(*votes, present=100, eligible=120)
    assert counting.outcome(count, threshold, share_of, quorum) is expected


@pytest.mark.parametrize(("difference", "changes"), [(0, False), (1, False), (2, True)])
def test_a_difference_matters_if_it_could_lead_to_another_outcome(difference: int, changes: bool) -> None:
    assert counting.could_change(Count(22, 20, 0, 44, 45), difference, 50, ShareOf.CAST, 50) is changes


def test_people_and_paper_have_to_add_up() -> None:
    assert PaperCount(38, 2, 1).difference(counted=37, present=40) == 0
    assert PaperCount(38, 2, 1).difference(counted=35, present=40) == 2, "two did not come back"
    assert PaperCount(38, 1, 0).difference(counted=38, present=40) == 1, "somebody got none and did not say no"
    assert PaperCount(38, 2, 0).difference(counted=40, present=40) == 2, "two more came back"


def test_a_secret_vote_leaves_a_mark_and_a_tally_and_after_the_count_the_totals_alone(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    for seat, choice in zip(seats[:4], (Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.BLANK), strict=True):
        casting.hand_in(round_, seat, choice)
    assert db.session.scalar(select(func.count()).select_from(Ballot)) == 0
    assert queries.turnout(round_).handed_in == 4
    assert closing.count(round_) is Outcome.ADOPTED
    assert (round_.votes_for, round_.votes_against, round_.votes_blank, round_.present) == (2, 1, 1, 4)
    assert round_.recommendation is not None and round_.recommendation.adopted
    for model in (HandedIn, Tally, Ballot):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    with pytest.raises(refused.ClosedError):
        closing.count(round_)


def test_an_open_vote_keeps_the_ballot_of_each_seat(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, is_secret=False)
    for seat in seats[:4]:
        casting.hand_in(round_, seat, Choice.AGAINST)
    assert closing.count(round_) is Outcome.REJECTED
    assert db.session.scalars(select(Ballot.choice)).all() == [Choice.AGAINST] * 4
    assert round_.recommendation is not None and round_.recommendation.adopted is False


def test_one_vote_each_of_those_who_are_there_until_the_round_closes(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    casting.hand_in(round_, seats[0], Choice.FOR)
    with pytest.raises(refused.VotedAlreadyError):
        casting.hand_in(round_, seats[0], Choice.AGAINST)
    with pytest.raises(refused.NotPresentError):
        casting.hand_in(round_, seats[4], Choice.FOR)
    with pytest.raises(refused.NotYetOverError):
        closing.count(round_)
    round_.opened_at = round_.rule_published_at
    round_.closes_at = now() - timedelta(seconds=1)
    round_.opened_at = min(round_.opened_at, round_.closes_at)
    round_.rule_published_at = round_.opened_at
    db.session.flush()
    with pytest.raises(refused.ClosedError):
        casting.hand_in(round_, seats[1], Choice.FOR)
    assert closing.count(round_) is Outcome.NO_QUORUM
    assert round_.recommendation is not None and round_.recommendation.adopted is None


def test_nobody_votes_without_rule_panel_or_attendance_or_after_the_handover(make: ModuleType) -> None:
    assembly = make.assembly()
    proposal, meeting = make.recommendation(assembly), make.meeting(assembly)
    data = RoundData(Purpose.ADOPT, Way.PAGES, now() + timedelta(minutes=5))
    with pytest.raises(refused.NoRuleError):
        service.open_round(assembly, proposal, meeting, data)
    service.publish_rule(assembly, RuleData())
    with pytest.raises(refused.NoPanelError):
        service.open_round(assembly, proposal, meeting, data)
    gathering, _seats = make.panel(assembly)
    with pytest.raises(refused.NobodyPresentError):
        service.open_round(assembly, proposal, meeting, data)
    make.adopted(assembly)
    with pytest.raises(HandedOverAlreadyError):
        service.open_round(assembly, proposal, gathering, data)


def test_the_panel_of_another_burgerberaad_decides_nothing(make: ModuleType) -> None:
    assembly, other = make.assembly(), make.assembly()
    meeting, _seats = make.panel(assembly)
    _meeting, others = make.panel(other)
    round_ = make.opened(assembly, meeting)
    with pytest.raises(refused.NotPresentError):
        casting.hand_in(round_, others[0], Choice.FOR)


def test_a_rule_never_changes_and_another_waits_until_no_round_is_open(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    with pytest.raises(refused.RuleInUseError):
        service.publish_rule(assembly, RuleData(threshold=1, reason="Dat is makkelijker."))
    round_.rule.threshold = 1
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("wrong", [{"votes_for": 900}, {"present": 90}, {"turn": 2}, {"spoiled": 1}])
def test_the_database_itself_refuses_numbers_that_cannot_be(make: ModuleType, wrong: dict[str, int]) -> None:
    round_ = make.voted(make.recommendation())
    with pytest.raises(IntegrityError):
        db.session.execute(update(VoteRound).where(VoteRound.id == round_.id).values(wrong))
    db.session.rollback()


def test_two_people_count_hands_and_have_to_agree(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.TABLE)
    first, second = (make.member(assembly, role).id for role in (Role.REGISTRY, Role.FACILITATOR))
    with pytest.raises(refused.MoreThanPresentError):
        casting.write_count(round_, first, CountData(5, 0, 0))
    casting.write_count(round_, first, CountData(3, 1, 0))
    with pytest.raises(refused.NotCountedByTwoError):
        closing.count(round_)
    casting.write_count(round_, second, CountData(2, 2, 0))
    with pytest.raises(refused.NotCountedByTwoError):
        closing.count(round_)
    casting.write_count(round_, second, CountData(3, 1, 0))
    assert closing.count(round_) is Outcome.ADOPTED


def read_all(make: ModuleType, round_: VoteRound, choices: list[Choice]) -> tuple[int, int]:
    """Two people read a ballot for each choice. Returns their accounts."""
    assembly = make.assembly_of(round_.recommendation)
    first, second = (make.member(assembly, role).id for role in (Role.REGISTRY, Role.FACILITATOR))
    codes = casting.print_ballots(round_, 4)
    for code, choice in zip(codes, choices, strict=False):
        casting.read_paper(round_, code, choice, first)
        casting.read_paper(round_, code.lower(), choice, second)
    return first, second


def test_a_ballot_on_paper_counts_if_two_people_read_the_same(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.PAPER)
    first, second = read_all(make, round_, [Choice.FOR, Choice.FOR, Choice.AGAINST])
    for reader in (first, second):
        casting.write_count(round_, reader, CountData(handed_out=4, spoiled=1, spoiled_why="Twee kruisjes."))
    code = queries.paper(round_.id)[0].code
    casting.read_paper(round_, code, Choice.BLANK, second)
    with pytest.raises(refused.PaperDiffersError):
        closing.count(round_)
    casting.read_paper(round_, code, queries.paper(round_.id)[0].first or Choice.FOR, second)
    with pytest.raises(refused.ReadTwiceError):
        casting.read_paper(round_, code, Choice.FOR, make.member(assembly, Role.ORGANISER).id)
    assert closing.count(round_) is Outcome.ADOPTED
    assert (round_.votes_for, round_.votes_against, round_.not_returned, round_.difference) == (2, 1, 0, 0)
    assert queries.paper(round_.id) == []


def test_paper_that_does_not_add_up_voids_the_vote_if_it_could_matter(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.PAPER)
    for reader in read_all(make, round_, [Choice.FOR, Choice.FOR, Choice.AGAINST]):
        casting.write_count(round_, reader, CountData(handed_out=4))
    assert closing.count(round_) is Outcome.VOID
    assert (round_.not_returned, round_.difference) == (1, 1)
    assert round_.recommendation is not None and round_.recommendation.adopted is None


def finish(make: ModuleType, round_: VoteRound, votes_for: int, votes_against: int) -> Outcome:
    """Two people count hands."""
    assembly_id = round_.assembly_id
    for role in (Role.REGISTRY, Role.FACILITATOR):
        counter = make.member(db.session.get_one(type(make.assembly()), assembly_id), role)
        casting.write_count(round_, counter.id, CountData(votes_for, votes_against))
    return closing.count(round_)


def test_a_mistake_is_a_new_round_with_a_reason_and_the_first_result_stays(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    first = make.opened(assembly, meeting, Way.TABLE, most_rounds=2)
    assert finish(make, first, 1, 3) is Outcome.REJECTED
    with pytest.raises(refused.DecidedError):
        make.opened(assembly, meeting, Way.TABLE, proposal=first.recommendation)
    again = make.opened(assembly, meeting, Way.TABLE, proposal=first.recommendation, why_again="De microfoon viel uit.")
    assert finish(make, again, 3, 1) is Outcome.ADOPTED
    assert (first.votes_for, first.outcome, again.turn) == (1, Outcome.REJECTED, 2)
    with pytest.raises(refused.NoMoreRoundsError):
        make.opened(assembly, meeting, Way.TABLE, proposal=first.recommendation, why_again="Nog eens.")


def test_supporters_of_a_minority_are_counted_as_votes_are(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    first = make.opened(assembly, meeting, Way.TABLE)
    finish(make, first, 3, 1)
    round_ = make.opened(
        assembly, meeting, Way.TABLE, proposal=first.recommendation, purpose=Purpose.MINORITY, text="Wij willen meer."
    )
    finish(make, round_, 1, 3)
    assert first.recommendation is not None and first.recommendation.adopted
    (statement,) = first.recommendation.minority_statements
    assert (statement.text, statement.supporters) == ("Wij willen meer.", 1)
    first.counted_at = now() - timedelta(days=8)
    with pytest.raises(refused.MinorityClosedError):
        make.opened(
            assembly, meeting, Way.TABLE, proposal=first.recommendation, purpose=Purpose.MINORITY, text="Te laat."
        )


@pytest.mark.parametrize(("votes", "withdrawn"), [((3, 1), True), ((1, 3), False)])
def test_the_panel_withdraws_by_vote_until_there_is_a_response(
    make: ModuleType, votes: tuple[int, int], withdrawn: bool
) -> None:
    adopted = make.adopted()
    assembly = make.assembly_of(adopted)
    meeting, _seats = make.panel(assembly)
    values = {"proposal": adopted, "purpose": Purpose.WITHDRAW, "text": "Het is al geregeld."}
    finish(make, make.opened(assembly, meeting, Way.TABLE, **values), *votes)
    assert (adopted.decision is Decision.WITHDRAWN) is withdrawn
    assert adopted.withdrawal_reason == ("Het is al geregeld." if withdrawn else "")


REFUSED: list[tuple[Way, Callable[[VoteRound], object]]] = [
    (Way.PAGES, lambda round_: casting.print_ballots(round_, 1)),
    (Way.PAGES, lambda round_: casting.read_paper(round_, "ABC", Choice.FOR, round_.opened_by_id or 0)),  # type: ignore[arg-type]
    (Way.PAGES, lambda round_: casting.write_count(round_, round_.opened_by_id or 0, CountData())),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("way", "verb"), REFUSED)
def test_votes_come_in_by_the_way_of_the_round_alone(
    make: ModuleType, way: Way, verb: Callable[[VoteRound], object]
) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    with pytest.raises(refused.OtherWayError):
        verb(make.opened(assembly, meeting, way))


def test_the_result_of_another_system_needs_its_file(make: ModuleType) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.ELSEWHERE)
    with pytest.raises(refused.FileMissingError):
        casting.write_count(round_, make.member(assembly, Role.REGISTRY).id, CountData(3, 1, 0))
