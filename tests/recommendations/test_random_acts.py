"""Random people do random acts in a random order: every state can be made again from the rows that are never altered.

Ballots are excepted: of a secret vote there is nothing but its totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from types import ModuleType

import pytest

from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.meetings.models import Meeting
from beraad.panel.models import Seat
from beraad.recommendations import queries
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals import queries as texts
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.models import Amendment, AmendmentState, WrittenBy
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.statuses import Decision
from beraad.recommendations.votes import casting, closing, service
from beraad.recommendations.votes import queries as votes
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Choice, Outcome, Purpose, VoteRound, Way
from beraad.recommendations.votes.service import RuleData
from beraad.web.refusals import Refusal

pytestmark = pytest.mark.one_database
ACTS, TURNS = 60, 3
Step = Callable[[], object]


class Panel:
    """A panel, its organisers, and the dice."""

    def __init__(self, make: ModuleType, seed: int) -> None:
        self.make, self.random = make, Random(seed)
        self.assembly: Assembly = make.assembly()
        found: tuple[Meeting, list[Seat]] = make.panel(self.assembly)
        self.meeting, self.seats = found
        self.counters = [make.member(self.assembly, role).id for role in (Role.REGISTRY, Role.FACILITATOR)]
        service.publish_rule(self.assembly, RuleData())
        proposals.add_recommendation(self.assembly, self.words())

    def words(self) -> RecommendationData:
        return RecommendationData(f"Titel {self.random.randrange(9)}", f"Tekst {self.random.randrange(9)}")

    def some(self) -> Recommendation:
        return self.random.choice(list(queries.every(self.assembly)))

    def steps(self) -> list[Step]:
        """What anybody might try, allowed or not."""
        one, turn = self.some(), self.random.randrange(1000)
        return [
            lambda: proposals.add_recommendation(self.assembly, self.words(), WrittenBy.PANELLIST),
            lambda: proposals.edit_recommendation(one, self.words()),
            lambda: proposals.amend(one, f"Anders {turn}", "Zo is het beter.", WrittenBy.TABLE),
            lambda: self.open(one, Purpose.ADOPT),
            lambda: self.open(one, Purpose.ADOPT, why_again=f"Vergissing {turn}"),
            lambda: self.open(one, Purpose.MINORITY, text=f"Wij niet {turn % 3}"),
            lambda: self.open(one, Purpose.WITHDRAW, text="Het is al geregeld."),
            lambda: self.open_amendment(one),
            self.finish,
            self.finish,
        ]

    def open(self, one: Recommendation, purpose: Purpose, **values: object) -> None:
        way = self.random.choice([Way.PAGES, Way.TABLE])
        self.make.opened(self.assembly, self.meeting, way, proposal=one, purpose=purpose, **values)

    def open_amendment(self, one: Recommendation) -> None:
        waiting = [row for row in texts.amendments(one) if row.state is AmendmentState.OPEN]
        if waiting:
            chosen = self.random.choice(waiting)
            self.open(one, Purpose.AMEND, amendment_id=chosen.id, text=chosen.after)

    def finish(self) -> None:
        """Everyone votes in the first open round, and it is counted."""
        for round_ in votes.open_rounds(self.assembly.id)[:1]:
            choices = [self.random.choice(list(Choice)) for _seat in self.seats[:4]]
            if round_.way is Way.PAGES:
                for seat, choice in zip(self.seats, choices, strict=False):
                    casting.hand_in(round_, seat, choice)
            else:
                for counter in self.counters:
                    figures = (choices.count(choice) for choice in Choice)
                    casting.write_count(round_, counter, CountData(*figures))
            closing.count(round_)

    def try_one(self) -> None:
        try:
            self.random.choice(self.steps())()
            db.session.commit()
        except Refusal:
            db.session.rollback()


def rebuilt(rounds: Iterable[VoteRound], amendments: Iterable[Amendment]) -> dict[str, object]:
    """What the counted rounds say about a recommendation."""
    state: dict[str, object] = {"adopted": None, "decision": Decision.NO_RESPONSE, "supporters": []}
    supporters: list[int] = []
    for one in rounds:
        decided = one.outcome in (Outcome.ADOPTED, Outcome.REJECTED)
        if one.purpose is Purpose.ADOPT:
            state["adopted"] = one.outcome is Outcome.ADOPTED if decided else None
        elif one.purpose is Purpose.WITHDRAW and one.outcome is Outcome.ADOPTED:
            state["decision"] = Decision.WITHDRAWN
        elif one.purpose is Purpose.MINORITY and one.votes_for:
            supporters.append(one.votes_for)
    taken_over = {one.amendment_id for one in rounds if one.purpose is Purpose.AMEND and one.outcome is Outcome.ADOPTED}
    assert {row.id for row in amendments if row.state is AmendmentState.TAKEN_OVER} == taken_over
    return {**state, "supporters": supporters}


@pytest.mark.parametrize("seed", range(TURNS))
def test_random_acts_leave_states_that_follow_from_what_is_never_altered(make: ModuleType, seed: int) -> None:
    panel = Panel(make, seed)
    for _turn in range(ACTS):
        panel.try_one()
    db.session.expire_all()
    every = queries.every(panel.assembly)
    assert any(one.adopted is not None for one in every), "something was decided"
    for one in every:
        rounds = votes.rounds_about(panel.assembly.id, one)
        found = {"adopted": one.adopted, "decision": one.decision}
        found["supporters"] = [statement.supporters for statement in one.minority_statements]
        assert found == rebuilt(rounds, texts.amendments(one))
        last = texts.last_version(one)
        assert (one.title, one.text) == (last.words["title"], last.words["text"])
        assert [row.version for row in texts.versions(one)] == list(range(last.version, 0, -1))
        assert all(row.cast <= (row.present or 0) <= row.eligible for row in rounds if row.is_counted)
        assert all(row.why_again for row in rounds if row.turn > 1)
