"""That no panel exists is said with a proof, which anyone can check; a proof that was changed does not hold."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from selection import InputError, NoPanelError, Problem, Quota, SolverError, check, find_lottery, make_problem
from selection.__main__ import main
from selection.proof.no_panel import check_no_panel, no_panel_record
from selection.proof.record import seal
from tests.selection.brute import panels_of
from tests.selection.instances import and_the_smallest, moved, problem_of, problems

HALVES = {"a": (1, 1), "b": (1, 1)}

#: Half a panel of each of the first three would do: only whole people are in the way.
WHOLE = problem_of("aba aab baa bbb bbb", {"f": HALVES, "g": HALVES, "h": HALVES}, 2)


def record_of(problem: Problem) -> dict[str, object]:
    with pytest.raises(NoPanelError) as caught:
        find_lottery(problem)
    return no_panel_record(problem, caught.value, {})


@given(problems(most_people=6))
@and_the_smallest()
def test_whoever_says_no_proves_it(problem: Problem) -> None:
    problem = moved(problem, 1)
    if len(panels_of(problem)):
        assert check(problem).ok
    else:
        assert check_no_panel(record_of(problem), problem) == []


def test_a_proof_may_split() -> None:
    record = record_of(WHOLE)
    assert "split" in record["proof"]  # type: ignore[operator]
    assert check_no_panel(record, WHOLE) == []


@pytest.mark.parametrize(
    "proof",
    [
        None,
        {},
        {"multipliers": []},
        {"multipliers": [[0, 1]]},
        {"multipliers": [[99, 1]]},
        {"multipliers": [[0, 0.5]]},
        {"split": ["p0", 0, {"multipliers": []}]},
        {"split": ["nobody", 0, {"multipliers": []}, {"multipliers": []}]},
    ],
)
def test_no_other_proof_holds(proof: object) -> None:
    assert check_no_panel(seal({**record_of(WHOLE), "proof": proof}))


def test_the_proof_is_not_one_about_another_pool() -> None:
    record = record_of(WHOLE)
    possible = replace(WHOLE, features={f: {v: Quota(0, 2) for v in values} for f, values in WHOLE.features.items()})
    assert check_no_panel(record, possible)
    wider = {**record, "categories": {f: {v: [0, 2] for v in "ab"} for f in "fgh"}, "input_sha256": possible.sha256()}
    assert [finding.code for finding in check_no_panel(seal(wider), possible)] == ["no_panel_proof"]
    assert [finding.code for finding in check_no_panel({**record, "seats": 3})] == ["hash", "input_sha256"]


def test_the_commands_write_and_verify_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "c.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["feature", "value", "min", "max"], *([f, v, 1, 1] for f in "fgh" for v in "ab")])
    with (tmp_path / "p.csv").open("w", newline="") as file:
        rows = [[person, *answers] for person, answers in WHOLE.people.items()]
        csv.writer(file).writerows([["id", "f", "g", "h"], *rows])
    files = [str(tmp_path / "c.csv"), str(tmp_path / "p.csv"), "--seats", "2"]
    proof = str(tmp_path / "no.json")
    assert main(["check", *files, "--proof", proof]) == 1
    first = Path(proof).read_bytes()
    assert main(["lottery", *files, "--out", str(tmp_path / "l.json"), "--proof", proof]) == 1
    assert Path(proof).read_bytes() == first
    given = ["--categories", files[0], "--respondents", files[1]]
    assert main(["verify", proof, *given]) == 0
    assert capsys.readouterr().out.endswith("No panel exists: proven.\n")
    Path(proof).write_bytes(first.replace(b'"seats":2', b'"seats":3'))
    assert main(["verify", proof, *given]) == 1


def test_without_time_for_a_proof_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selection.rules.existence.LEAVES", 1)
    with pytest.raises(SolverError, match="proven"):
        find_lottery(WHOLE)


@pytest.mark.parametrize("quota", [Quota(3, 1), Quota(-1, 2)])
def test_quotas_that_are_none_are_refused(quota: Quota) -> None:
    with pytest.raises(InputError, match="quota"):
        make_problem({"f": {"a": quota}}, {"p": {"f": "a"}}, 1)


def test_the_record_is_json_of_the_pool() -> None:
    document = json.loads(json.dumps(record_of(WHOLE)))
    assert check_no_panel(document, WHOLE) == []
