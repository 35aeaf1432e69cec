"""Over-recruitment: what it plans holds, by exact probabilities, by drawing from it, and on the command line."""

from __future__ import annotations

import json
from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from selection import Problem, Quota, find_lottery, make_problem, read_categories
from selection.__main__ import main
from selection.model.errors import NoPanelError
from selection.model.seed import SeedStream
from selection.panels.dropout import Dropout, draw_sets
from selection.panels.dropout_bound import Goal, largest_probability
from selection.panels.last_meeting import held
from selection.panels.overrecruitment import overrecruit
from selection.panels.recourse import answer_rows

SEED = bytes(range(32))


def halves(room: int, people: int = 200) -> Problem:
    """Twenty seats; of two features half of the people have each value; quotas `room` around half of the seats."""
    quota = Quota(10 - room, 10 + room)
    answers = {f"p{i:03}": {"f": "ab"[i % 2], "g": "xy"[i // 2 % 2]} for i in range(people)}
    return make_problem({"f": {"a": quota, "b": quota}, "g": {"x": quota, "y": quota}}, answers, 20)


def stay(problem: Problem, dropout: Dropout) -> dict[str, Fraction]:
    """Everybody's chance to stay."""
    return {person: dropout.stay(problem, person) for person in problem.people}


def alike(problem: Problem, chance: Fraction) -> dict[str, Fraction]:
    """The same chance for everybody."""
    return stay(problem, Dropout(chance))


def share_held(problem: Problem, dropout: Dropout, panel: tuple[str, ...], label: str) -> float:
    """How often all quotas hold after drop-out of `panel`."""
    leaves = draw_sets([dropout.stay(problem, i) for i in panel], 1000, SeedStream(SEED, label))
    return float(held(problem, (~leaves).astype(float) @ answer_rows(problem, panel))[0].all(axis=1).mean())


def test_one_value_by_exact_probabilities() -> None:
    problem = make_problem({"f": {"a": Quota(8, 20)}}, {f"p{i:02}": {"f": "a"} for i in range(40)}, 8)

    def holds(n: int) -> float:
        return float(sum(comb(n, j) * Fraction(9, 10) ** j * Fraction(1, 10) ** (n - j) for j in range(8, n + 1)))

    assert holds(10) < 0.95 < holds(11)
    plan = overrecruit(problem, 0.95, 16, alike(problem, Fraction(9, 10)), seed=SEED)
    assert plan.problem.seats == 11
    assert abs(plan.holds - holds(11)) < 4 * plan.error
    assert plan.problem.features["f"]["a"].min == 11


def test_panels_drawn_from_the_plan_hold_as_often_as_it_says() -> None:
    problem, dropout = halves(2), Dropout(Fraction(9, 10), {("f", "a"): Fraction(19, 20)})
    plan = overrecruit(problem, 0.95, 26, stay(problem, dropout), seed=SEED)
    assert plan.holds >= 0.95
    assert 20 < plan.problem.seats <= 26
    lottery = find_lottery(plan.problem)
    assert lottery.complete
    for ticket in lottery.tickets[:5]:
        panel = lottery.panels[ticket]
        assert share_held(problem, dropout, panel, f"again {ticket}") > 0.92
    nobody_more = lottery_without(problem, dropout)
    assert nobody_more < plan.holds


def lottery_without(problem: Problem, dropout: Dropout) -> float:
    """How often all quotas hold after a draw of as many people as seats."""
    lottery = find_lottery(problem)
    return share_held(problem, dropout, lottery.panels[lottery.tickets[0]], "without")


def test_nobody_leaves_and_nobody_more_is_drawn() -> None:
    problem = halves(1)
    plan = overrecruit(problem, 0.99, 24, alike(problem, Fraction(1)), seed=SEED)
    assert (plan.problem.seats, plan.holds) == (20, 1.0)


def test_quotas_narrower_than_dropout_varies_do_not_hold() -> None:
    problem = halves(0)
    chances = alike(problem, Fraction(8, 10))
    plan = overrecruit(problem, 0.95, 30, chances, seed=SEED)
    assert plan.holds < 0.3
    assert plan.holds - 4 * plan.error < largest_probability(problem, chances, 30, Goal.QUOTAS) < 0.95
    assert 22 <= plan.problem.seats <= 28
    assert find_lottery(plan.problem).complete


def test_a_pool_that_is_too_small() -> None:
    with pytest.raises(NoPanelError):
        overrecruit(halves(2, people=12), 0.95, 22, alike(halves(2, people=12), Fraction(9, 10)), seed=SEED)


def test_minimums_hold_with_more_people_where_narrow_quotas_cannot() -> None:
    problem = halves(0)
    chances = alike(problem, Fraction(9, 10))
    plan = overrecruit(problem, 0.95, 30, chances, Goal.MINIMUMS, SEED)
    assert plan.holds >= 0.95
    assert 24 <= plan.problem.seats <= 28
    assert largest_probability(problem, chances, 22, Goal.MINIMUMS) < 0.95
    assert find_lottery(plan.problem).complete


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
    text = capsys.readouterr().out
    seats = text.split()[1]
    assert int(seats) <= 22
    for situation in ("nothing", "reserves", "more people", "both"):
        assert f"\n{situation} " in text
    quotas = read_categories(tmp_path / "more.csv")["geslacht"]
    assert quotas["v"].min >= 7
    assert main(["lottery", "more.csv", "people.csv", "--seats", seats, "--out", "lottery.json"]) == 0


def test_the_command_says_what_cannot_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [f"p{i:02},{'vm'[i % 2]}" for i in range(60)]
    Path("people.csv").write_text("\n".join(["id,geslacht", *rows]) + "\n")
    Path("categories.csv").write_text("feature,value,min,max\ngeslacht,v,10,10\ngeslacht,m,10,10\n")
    ask = ["overrecruit", "categories.csv", "people.csv", "--seats", "20", "--leave", "10", "--out", "more.csv"]
    assert main([*ask, "--json", "--goal", "quotas"]) == 1
    output = capsys.readouterr()
    assert "no draw of up to 22 people was found" in output.err
    assert "there is none" in output.err
    answer = json.loads(output.out)
    exact = max(comb(n, 10) * 0.9**10 * 0.1 ** (n - 10) for n in range(10, 13)) ** 2
    assert answer["bound"] == pytest.approx(exact)
    assert answer["more_people"]["quotas"] < exact + 0.07
    assert (answer["goal"], answer["nothing"]["seats"], answer["reserves"]["reserves"]) == ("quotas", 20, 2)
    assert answer["quotas"]["geslacht"]["v"][0] >= 10


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--leave", "101"], "'101' is not a percentage from 0 to 100"),
        (["--late", "veel"], "'veel' is not a percentage from 0 to 100"),
        (["--hold", "1"], "'1' is not a probability between 0 and 1, such as 0.95"),
        (["--goal", "mooi"], "invalid choice: 'mooi'"),
        (["--leave", "5", "--dropout", "past.csv"], "not allowed with argument"),
    ],
)
def test_arguments_that_make_no_sense(
    wrong: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["overrecruit", "c.csv", "p.csv", "--seats", "20", "--out", str(tmp_path / "more.csv"), *wrong])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err
