"""No forger's record is called proven, by either verifier, and every honest one is."""

from __future__ import annotations

import pytest

from selection import dumps, find_lottery
from selection.proof.verify import Announced, Verdict, verify
from tests.selection.proof.forgers.catalogue import FORGERS, forgeries, verdict
from tests.selection.proof.forgers.pools import STYLES, pool
from tests.selection.proof.forgers.workshop import RULES, Workshop
from tests.selection.proof.javascript import conclude, needs_node

#: the verdicts that let a forger pass
ACCEPTED = {"proven", "matches"}
#: Together these have every kind of forgery.
POOLS = (1, 3, 10, 12, 20)


@pytest.fixture(scope="module")
def handed_in() -> list[tuple[str, str, object]]:
    """Pool, name and record of every forgery."""
    return [(f"{n} {name}", name, forgery) for n in POOLS for name, forgery in forgeries(Workshop(pool(n), n))]


def test_there_are_many_kinds_and_each_finds_a_pool(handed_in) -> None:
    assert len(FORGERS) >= 50
    assert {name for _, name, _ in handed_in} == FORGERS.keys()


def test_the_command_accepts_no_forgery(handed_in) -> None:
    assert not [label for label, _, forgery in handed_in if verdict(forgery) in ACCEPTED]


@needs_node
def test_the_page_concludes_of_every_forgery_what_the_command_does(handed_in) -> None:
    seen = conclude((forgery.data, forgery.announced) for _, _, forgery in handed_in)
    ours = {label: verdict(forgery) for label, _, forgery in handed_in}
    theirs = {label: one.verdict for (label, _, _), one in zip(handed_in, seen, strict=True)}
    assert theirs == ours


@needs_node
@pytest.mark.parametrize("rule", RULES)
def test_an_honest_record_of_every_style_is_proven(rule: str) -> None:
    records = []
    for number in range(len(STYLES)):
        problem = pool(100 + number)
        data = dumps(find_lottery(problem, rule, tickets=(1, 7, 40)[number % 3]).to_record())
        found = verify(data, problem, announced=Announced(fingerprints=(problem.sha256(),)))
        assert found.verdict is Verdict.PROVEN, (STYLES[number], [*map(str, found.findings + found.missing)])
        records.append((data, Announced()))
    assert {one.verdict for one in conclude(records)} == {"proven"}
