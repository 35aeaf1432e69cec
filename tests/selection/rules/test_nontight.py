"""Quotas with hardly any room: mixtures that a walk doesn't find, levels that only whole panels prove, a time limit."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from selection import Lottery, Problem, Silent, SolverError, dumps, find_lottery, make_problem, verify
from selection.__main__ import main
from selection.commands.lottery import report, unfinished
from selection.model.deadline import Deadline
from selection.model.profiles import make_profiles
from selection.proof.record import Record, seal
from selection.rules import solve as rules
from selection.rules.chances import leximin
from selection.rules.solve import Solved, solve
from selection.solving.branching import prove
from selection.solving.columns import Columns, mixture_of
from selection.solving.decompose import decompose
from selection.solving.polytope import make_polytope
from selection.solving.pricing import Pricer
from selection.tickets.deal import make_tickets
from selection.tickets.figures import figures
from selection.tickets.lottery import publish
from tests.benchmarks.growth import write
from tests.selection.generated import hard_pool
from tests.selection.instances import ODD, problem_of, tight_pool

#: The third person is on no panel, though the relaxation has a whole seat for everybody.
NOWHERE = problem_of(
    "aaba bbbb bbab bbaa baab baba abaa abaa",
    {"f0": {"a": (1, 1), "b": (3, 3)}, **{f"f{f}": {"a": (2, 2), "b": (2, 2)} for f in (1, 2, 3)}},
    4,
)
TIGHT_POOL = tight_pool(100, 20, 6, 5, home=3, room=1)
#: Nine levels, of which whole panels alone prove some.
UNPROVEN = tight_pool(24, 8, 4, 29, home=0, room=0)


def findings(problem: Problem, record: Record) -> list[str]:
    return [finding.code for finding in verify(dumps(record), problem).findings]


@cache
def tight_solution() -> Solved:
    return solve(make_polytope(TIGHT_POOL, make_profiles(TIGHT_POOL)), "leximin", Silent(), Deadline())


@cache
def tight_lottery() -> Lottery:
    return find_lottery(TIGHT_POOL, tickets=20)


def is_proven(problem: Problem, lottery: Lottery) -> bool:
    return lottery.complete and not lottery.evidence.missing and not findings(problem, lottery.to_record())


def test_little_room_is_computed_to_the_end_and_proven() -> None:
    assert is_proven(TIGHT_POOL, tight_lottery())


@pytest.mark.servers
def test_a_walk_that_takes_long_ends_too() -> None:
    problem = tight_pool(100, 20, 6, 9, home=3, room=1)
    assert is_proven(problem, find_lottery(problem, tickets=20))


@pytest.mark.parametrize(
    ("number", "tried"),
    [
        pytest.param(5, [True], id="columns find a mixture that the walk misses"),
        pytest.param(8, [False, True], id="without the people on no panel there is one"),
        pytest.param(9, [False], id="there is none"),
    ],
)
def test_every_road_to_the_chances_ends_with_a_proof(
    number: int, tried: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`tried`: whether column generation found the mixture of the relaxation, each time that the walk did not."""
    complete = []

    def watched(*arguments: Any) -> Columns:
        columns = mixture_of(*arguments)
        complete.append(columns.complete)
        return columns

    monkeypatch.setattr(rules, "mixture_of", watched)
    problem = tight_pool(60, 12, 5, number)
    lottery = find_lottery(problem, tickets=20)
    assert complete == tried
    assert is_proven(problem, lottery)
    levels = lottery.to_record()["certificate"]["levels"]
    assert any("split" in level for level in levels) is not any(tried), "whole panels need proofs that split"


def test_columns_find_the_mixture_where_a_walk_is_given_no_time() -> None:
    polytope = make_polytope(TIGHT_POOL, make_profiles(TIGHT_POOL))
    z = leximin(polytope, Silent()).z
    stopped = decompose(polytope, z, Silent(), Deadline(0.0))
    assert stopped.left == 1.0 and not len(stopped.panels)
    found = mixture_of(polytope, z, [], Deadline(), Silent())
    assert found.complete
    assert all(polytope.contains(panel) for panel in found.panels)
    assert np.abs(found.mixture @ np.array(found.panels) - z).max() < 1e-6


def test_a_level_over_whole_panels_is_proven_and_a_higher_chance_is_not() -> None:
    record = find_lottery(ODD, tickets=10).to_record()
    split = next(level for level in record["certificate"]["levels"] if "split" in level)
    person = next(iter(split["weights"]))
    split["weights"] = {person: split["weights"][person]}
    assert {"complete", "rule_gap"} <= set(findings(ODD, seal(record)))


def test_goldilocks_and_nash_over_whole_panels_have_no_gap() -> None:
    for rule in ("goldilocks", "nash"):
        assert find_lottery(ODD, rule, tickets=10).rule_gap < 10**4  # 1e-8


def test_a_proof_without_enough_leaves_is_a_bound_and_says_so() -> None:
    polytope = make_polytope(ODD, make_profiles(ODD))
    value = 1.0 / polytope.count
    best = max(value @ np.array(panel) for panel in decompose(polytope, leximin(polytope, Silent()).z, Silent()).panels)
    short = prove(polytope, value, best - 1.0, 3, Deadline())
    assert not short.whole and short.leaves <= 6


def test_more_leaves_prove_a_lower_bound_and_no_panel_is_above_it() -> None:
    polytope = make_polytope(UNPROVEN, make_profiles(UNPROVEN))
    value = np.where(np.arange(len(polytope.count)) % 3, 1.0, 0.4) / polytope.count
    best = Pricer(polytope, Deadline()).best(value)
    assert best is not None
    worth = float(value @ best)
    proofs = [prove(polytope, value, worth + 1e-9, leaves, Deadline()) for leaves in (1, 2, 3, 4000)]
    bounds = [proof.bound for proof in proofs]
    assert bounds == sorted(bounds, reverse=True) and bounds[0] > worth + 0.01
    assert [proof.leaves for proof in proofs[:2]] == [1, 2] and not proofs[1].whole
    assert proofs[-1].whole and bounds[-1] == pytest.approx(worth, abs=1e-8)


def test_pricing_stops_at_a_panel_that_is_good_enough_and_knows_when_none_is() -> None:
    polytope = make_polytope(TIGHT_POOL, make_profiles(TIGHT_POOL))
    pricer = Pricer(polytope, Deadline())
    prices = np.where(np.arange(len(polytope.count)) % 3, 1.0, 0.4)
    best = pricer.best(prices)
    assert best is not None and polytope.contains(best)
    worth = float(prices @ best)
    enough = pricer.best(prices, worth - 3.0)
    assert enough is not None and polytope.contains(enough) and float(prices @ enough) > worth - 3.0
    none_above = pricer.best(prices, worth)
    assert none_above is not None and float(prices @ none_above) == pytest.approx(worth)


def test_chances_that_are_not_proven_say_how_much_higher_they_could_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proven = find_lottery(UNPROVEN, tickets=20)
    assert proven.complete and proven.rule_gap <= 10**4
    monkeypatch.setattr(rules, "LEAVES", 5)
    lottery = find_lottery(UNPROVEN, tickets=20)
    assert not lottery.complete and 10**6 < lottery.rule_gap <= 10**12
    assert lottery.chances == proven.chances and findings(UNPROVEN, lottery.to_record()) == []
    files = write(UNPROVEN, tmp_path)
    out = str(tmp_path / "l.json")
    assert main(["lottery", *files, "--seats", "8", "--out", out]) == 0 and main(["verify", out]) == 3
    told = capsys.readouterr()
    for text in (told.err, told.out):
        assert f"by {lottery.rule_gap / 10**12} at most" in text


def test_a_claim_that_the_proof_does_not_bear_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LEAVES", 5)
    record = find_lottery(UNPROVEN, tickets=20).to_record()
    assert findings(UNPROVEN, seal({**record, "complete": True})) == ["complete"]
    assert findings(UNPROVEN, seal({**record, "rule_gap": record["rule_gap"] / 2})) == ["rule_gap"]


def test_the_time_limit_holds_for_tickets_and_spread() -> None:
    problem = tight_pool(60, 12, 5, 10)
    profiles = make_profiles(problem)
    solved = solve(make_polytope(problem, profiles), "leximin", Silent(), Deadline())
    arguments = problem, profiles, solved, "leximin", b"seed", 60, Silent(), True
    lottery, late = publish(*arguments), publish(*arguments, Deadline(0.0))
    assert lottery.complete and unfinished(lottery) == []
    assert "before the tickets were spread to the end" in unfinished(late)[-1]
    assert all("tickets" in sentence for sentence in unfinished(late))
    assert "the smallest possible" in report(lottery, figures(lottery), {})
    assert "with any tickets" in report(late, figures(late), {})
    assert late.least_change == lottery.least_change <= lottery.largest_change < late.largest_change
    assert findings(problem, late.to_record()) == []


def test_tickets_have_the_smallest_change_when_there_is_time_for_it() -> None:
    polytope = make_polytope(TIGHT_POOL, make_profiles(TIGHT_POOL))
    solved = tight_solution()
    late = make_tickets(polytope, solved.panels, solved.probabilities, 300, Silent(), Deadline(0.0))
    found = make_tickets(polytope, solved.panels, solved.probabilities, 300, Silent())
    assert len(found.others) and not len(late.others)
    assert int(late.per_panel.sum()) == 300 == int(found.per_panel.sum()) + len(found.others)
    assert (late.multipliers == found.multipliers).all()


@pytest.mark.parametrize("rule", ["leximin", "maximin", "nash", "goldilocks"])
def test_when_the_time_is_up_that_is_said(rule: str) -> None:
    problem = tight_pool(150, 30, 7, 3, home=6, room=1)
    try:
        lottery = find_lottery(problem, rule, tickets=20, time_limit=0.05)
    except SolverError as error:
        assert error.code == "out_of_time" and "allow more time" in str(error)
        return
    assert not lottery.complete
    assert lottery.minimum <= lottery.upper_bound and findings(problem, lottery.to_record()) == []


def test_verifying_says_that_the_time_was_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = write(ODD, tmp_path)
    out = str(tmp_path / "l.json")
    assert main(["lottery", *files, "--seats", "5", "--rule", "nash", "--time-limit", "0", "--out", out]) == 0
    assert "not proven: " in capsys.readouterr().err
    assert main(["verify", out]) == 3
    told = capsys.readouterr().out
    assert "Not proven: " in told and told.endswith("The lottery is valid, but not proven.\n")


@pytest.mark.parametrize("rule", ["leximin", "maximin", "nash", "goldilocks"])
def test_people_on_no_panel_whose_proof_is_too_large_are_told_as_not_proven(
    rule: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    proven = find_lottery(NOWHERE, rule, tickets=20)
    assert proven.complete and len(proven.cannot_be_selected) == 1
    for limit in ("LEAVES_NOWHERE", "LEAVES_SOON"):
        monkeypatch.setattr(rules, limit, 0)
    lottery = find_lottery(NOWHERE, rule, tickets=20)
    assert not lottery.complete and not lottery.cannot_be_selected and not lottery.minimum
    assert {i: c for i, c in lottery.chances.items() if not c}.keys() == set(proven.cannot_be_selected)
    assert min(c for c in lottery.chances.values() if c) == pytest.approx(proven.minimum, abs=10**4)
    assert lottery.upper_bound > 0 and findings(NOWHERE, lottery.to_record()) == []
    files = write(NOWHERE, tmp_path)
    out = str(tmp_path / "l.json")
    command = ["lottery", *files, "--seats", str(NOWHERE.seats), "--rule", rule, "--out", out]
    assert main(command) == 0 and main(["verify", out]) == 3 and main(["verify", out, "--allow-unproven"]) == 0
    told = capsys.readouterr()
    for text in (told.err, told.out):
        assert f"not proven to be on no panel, such as {proven.cannot_be_selected[0]}" in text


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """The limit on the size of files is the disk: the record doesn't fit, whatever was there stays as it was."""
    files = write(TIGHT_POOL, tmp_path)
    (tmp_path / "l.json").write_bytes(b"before")
    names = sorted(path.name for path in tmp_path.iterdir())
    command = [sys.executable, "-m", "selection", "lottery", *files, "--seats", "20", "--household", "home"]
    # a measurement of coverage would be too large for that disk as well
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "l.json")],
        env={**unmeasured, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and "cannot be written" in done.stderr and len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert (tmp_path / "l.json").read_bytes() == b"before"


def test_the_order_of_rows_decides_nothing() -> None:
    again = make_problem(
        {f: dict(reversed(values.items())) for f, values in reversed(TIGHT_POOL.features.items())},
        {i: dict(zip(TIGHT_POOL.features, answers, strict=True)) for i, answers in reversed(TIGHT_POOL.people.items())},
        TIGHT_POOL.seats,
        {i: str(home) for i, home in (TIGHT_POOL.households or {}).items()},
    )
    assert again.sha256() == TIGHT_POOL.sha256()
    assert dumps(find_lottery(again, tickets=20).to_record()) == dumps(tight_lottery().to_record())


def test_no_time_at_all_is_used_for_a_panel_that_is_hard_to_find() -> None:
    _, problem = hard_pool(4)
    before = time.process_time()
    with pytest.raises(SolverError, match="time"):
        find_lottery(problem, time_limit=0)
    assert time.process_time() - before < 2 * rules.FIRST_PANEL
