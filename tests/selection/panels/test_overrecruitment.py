"""Over-recruitment: what it plans holds, by exact probabilities, by drawing from it, and on the command line."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from selection import Problem, Quota, find_lottery, make_problem, read_categories
from selection.__main__ import main
from selection.model.errors import NoPanelError
from selection.model.seed import SeedStream
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.overrecruitment import last_meeting, overrecruit

SEED = bytes(range(32))


def halves(room: int, people: int = 200) -> Problem:
    """Twenty seats; of two features half of the people have each value; quotas `room` around half of the seats."""
    quota = Quota(10 - room, 10 + room)
    answers = {f"p{i:03}": {"f": "ab"[i % 2], "g": "xy"[i // 2 % 2]} for i in range(people)}
    return make_problem({"f": {"a": quota, "b": quota}, "g": {"x": quota, "y": quota}}, answers, 20)


def test_one_value_by_exact_probabilities() -> None:
    problem = make_problem({"f": {"a": Quota(8, 20)}}, {f"p{i:02}": {"f": "a"} for i in range(40)}, 8)

    def holds(n: int) -> float:
        return float(sum(comb(n, j) * Fraction(9, 10) ** j * Fraction(1, 10) ** (n - j) for j in range(8, n + 1)))

    assert holds(10) < 0.95 < holds(11)
    plan = overrecruit(problem, 0.95, 16, Dropout(Fraction(9, 10)), SEED)
    assert plan.problem.seats == 11
    assert abs(plan.holds - holds(11)) < 4 * plan.error
    assert plan.minimums == plan.holds
    assert plan.problem.features["f"]["a"].min == 11


def test_panels_drawn_from_the_plan_hold_as_often_as_it_says() -> None:
    problem, dropout = halves(2), Dropout(Fraction(9, 10), {("f", "a"): Fraction(19, 20)})
    plan = overrecruit(problem, 0.95, 26, dropout, SEED)
    assert plan.holds >= 0.95
    assert 20 < plan.problem.seats <= 26
    lottery = find_lottery(plan.problem)
    assert lottery.complete
    for ticket in lottery.tickets[:5]:
        panel = lottery.panels[ticket]
        leaves = draw_sets([dropout.stay(problem, i) for i in panel], 1000, SeedStream(SEED, f"again {ticket}"))
        assert (last_meeting(problem, panel, leaves)[0] == 1).mean() > 0.92
    nobody_more = lottery_without(problem, dropout)
    assert nobody_more < plan.holds


def lottery_without(problem: Problem, dropout: Dropout) -> float:
    """How often all quotas hold after a draw of as many people as seats."""
    lottery = find_lottery(problem)
    panel = lottery.panels[lottery.tickets[0]]
    leaves = draw_sets([dropout.stay(problem, i) for i in panel], 1000, SeedStream(SEED, "without"))
    return float((last_meeting(problem, panel, leaves)[0] == 1).mean())


def test_nobody_leaves_and_nobody_more_is_drawn() -> None:
    plan = overrecruit(halves(1), 0.99, 24, Dropout(Fraction(1)), SEED)
    assert (plan.problem.seats, plan.holds, plan.met) == (20, 1.0, 1.0)


def test_quotas_narrower_than_dropout_varies_do_not_hold() -> None:
    plan = overrecruit(halves(0), 0.95, 30, Dropout(Fraction(8, 10)), SEED)
    assert plan.holds < 0.3
    assert 22 <= plan.problem.seats <= 28
    assert find_lottery(plan.problem).complete


def test_a_pool_that_is_too_small() -> None:
    with pytest.raises(NoPanelError):
        overrecruit(halves(2, people=12), 0.95, 22, None, SEED)


def test_the_command_writes_categories_for_the_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [f"p{i:02},{'vm'[i % 2]}" for i in range(60)]
    Path("people.csv").write_text("\n".join(["id,geslacht", *rows]) + "\n")
    Path("categories.csv").write_text("feature,value,min,max\ngeslacht,v,7,13\ngeslacht,m,7,13\n")
    Path("dropout.csv").write_text("feature,value,seated,stayed\ngeslacht,v,200,180\ngeslacht,m,200,180\n")
    ask = ["overrecruit", "categories.csv", "people.csv", "--seats", "20", "--dropout", "dropout.csv"]
    ask += ["--out", "more.csv"]
    assert main([*ask, "--hold", "0.9"]) == 0
    seats = capsys.readouterr().out.split()[1]
    assert int(seats) <= 22
    quotas = read_categories(tmp_path / "more.csv")["geslacht"]
    assert quotas["v"].min >= 7
    assert main(["lottery", "more.csv", "people.csv", "--seats", seats, "--out", "lottery.json"]) == 0
    Path("categories.csv").write_text("feature,value,min,max\ngeslacht,v,10,10\ngeslacht,m,10,10\n")
    assert main(ask) == 1
    assert "no draw of up to 22 people was found" in capsys.readouterr().err
    assert main([*ask, "--extra", "0"]) == 1
