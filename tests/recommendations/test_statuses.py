"""The two axes: what may follow what."""

import pytest

from beraad.recommendations.statuses import (
    NEXT,
    OUTCOMES,
    RESPONSE_NEEDS,
    Decision,
    Execution,
    may_follow,
    opened_by,
)


def test_every_status_has_its_followers_and_every_outcome_its_needs() -> None:
    assert set(NEXT) == set(Execution)
    assert set(RESPONSE_NEEDS) == set(OUTCOMES)


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (Execution.NOT_STARTED, Execution.PREPARING, True),
        (Execution.NOT_STARTED, Execution.DONE, False),
        (Execution.PREPARING, Execution.DONE, False),
        (Execution.IN_PROGRESS, Execution.DONE, True),
        (Execution.DELAYED, Execution.IN_PROGRESS, True),
        (Execution.DELAYED, Execution.DONE, False),
        (Execution.DONE, Execution.IN_PROGRESS, True),
        (Execution.STOPPED, Execution.IN_PROGRESS, False),
        (Execution.EVALUATED, Execution.CLOSED, True),
        (Execution.IN_PROGRESS, Execution.IN_PROGRESS, True),
    ],
)
def test_steps_on_the_execution_axis(before: Execution, after: Execution, possible: bool) -> None:
    assert may_follow(before, after, Decision.ACCEPTED) is possible


def test_existing_policy_may_be_done_at_once() -> None:
    assert may_follow(Execution.NOT_STARTED, Execution.DONE, Decision.EXISTING_POLICY)


def test_a_refusal_opens_no_execution() -> None:
    assert opened_by(Decision.NOT_ACCEPTED) is Execution.NOT_APPLICABLE
    assert opened_by(Decision.PARTLY_ACCEPTED) is Execution.NOT_STARTED
