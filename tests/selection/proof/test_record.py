"""What is published: the same bytes everywhere, drawn by number, and no digit of it can be changed unnoticed."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from selection import InputError, draw, dumps, find_lottery, loads, make_problem, verify
from selection.__main__ import main
from selection.proof.record import seal
from tests.benchmarks.growth import write
from tests.selection.instances import ODD, SMALL, pool, problem_of
from tests.vectors import path

EXCLUDED = problem_of("aa ab ba", {"f": {"a": (1, 1), "b": (0, 0)}, "g": {"a": (0, 1), "b": (0, 1)}}, 1)
PROBLEMS = {"small": SMALL, "odd": ODD, "excluded": EXCLUDED}


@pytest.fixture(scope="module", params=["leximin", "nash", "goldilocks"])
def record(request) -> dict:
    return find_lottery(SMALL, request.param, tickets=12).to_record()


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("rule", ["leximin", "maximin", "nash", "goldilocks"])
def test_a_record_holds(name: str, rule: str) -> None:
    data = dumps(find_lottery(PROBLEMS[name], rule, tickets=10).to_record())
    assert verify(data, PROBLEMS[name]).findings == ()
    assert dumps(loads(data)) == data


def test_no_digit_can_be_changed(record: dict) -> None:
    """Every digit in the file, changed to another: the record doesn't verify, and something is said about it."""
    data = dumps(record)
    for at, byte in enumerate(data):
        if chr(byte).isdigit():
            changed = data[:at] + bytes([48 + (byte - 47) % 10]) + data[at + 1 :]
            try:
                findings = verify(changed).findings
            except InputError as error:
                findings = (str(error),)
            assert findings, f"digit {at}: …{data[max(0, at - 30) : at + 10]!r}"
            assert all(str(finding) for finding in findings)


def more_tickets(r: dict) -> None:
    r["tickets"] = sorted(r["tickets"])


def swap_people(r: dict) -> None:
    """Somebody takes the seat of somebody with equal answers, who thereby loses chance."""
    for panel in r["panels"]:
        for at, person in enumerate(panel):
            for other in r["people"]:
                alike = r["answers"][person] == r["answers"][other] and not {person, other} & set(r["households"])
                if other not in panel and alike:
                    panel[at] = other
                    panel.sort()
                    return
    raise AssertionError("nobody to swap")


TAMPERED = {
    "sum": lambda r: r["probabilities"].__setitem__(0, r["probabilities"][0] + 0.001),
    "probability": lambda r: r["probabilities"].__setitem__(0, 0.1234567890123456),
    "tickets": more_tickets,
    "chance": lambda r: r["chances"].update(p0=0.5),
    "ticket_chance": lambda r: r["ticket_chances"].update(p0=0.001),
    "minimum": lambda r: r.update(minimum=0.2),
    "upper_bound": lambda r: r.update(upper_bound=0.9),
    "gap": lambda r: r.update(gap=0.9),
    "rule_gap": lambda r: r.update(rule_gap=0.9),
    "cannot": lambda r: r.update(cannot_be_selected=[]),
    "panel_size": lambda r: r["panels"][0].pop(),
    "panel_person": lambda r: r["panels"][0].__setitem__(0, "nobody"),
    "panel_must_not": lambda r: r["panels"][0].__setitem__(2, "p7"),
    "panel_quota": lambda r: r["categories"]["f"].update(a=[0, 0]),
    "panel_must": lambda r: r.update(must=["p1"]),
    "panel_household": lambda r: r["households"].update(dict.fromkeys(r["panels"][0], 9)),
    "panel_order": lambda r: r["panels"][0].reverse(),
    "input_sha256": lambda r: r.update(seats=4),
    "people": lambda r: r["people"].reverse(),
    "answer": lambda r: r["answers"]["p0"].__setitem__(0, "z"),
    "unknown_field": lambda r: r.update(extra=1),
    "shape": lambda r: r.pop("seed"),
    "unequal": swap_people,
}


@pytest.mark.parametrize("code", TAMPERED)
def test_a_forger_who_seals_again_is_told_what_is_wrong(record: dict, code: str) -> None:
    forged = copy.deepcopy(record)
    TAMPERED[code](forged)
    findings = verify(seal(forged)).findings
    assert code in {finding.code for finding in findings}, [str(f) for f in findings]
    assert all(str(finding) for finding in findings)


def test_a_weaker_certificate_proves_less(record: dict) -> None:
    forged = copy.deepcopy(record)
    level = forged["certificate"]["levels"][0]
    level["multipliers"] = [[row, round(0.9 * units, 3)] for row, units in level["multipliers"]] or [[0, 0.5]]
    forged["upper_bound"] = forged["minimum"]
    assert "upper_bound" in {finding.code for finding in verify(seal(forged)).findings}


def test_another_problem_is_noticed(record: dict) -> None:
    other = make_problem(
        SMALL.features,
        {i: dict(zip(SMALL.features, answers, strict=True)) for i, answers in SMALL.people.items()},
        4,
        must_not=["p7"],
    )
    found = {(f.code, f.params.get("field")) for f in verify(record, other).findings}
    assert {("other_problem", "seats"), ("other_problem", "households")} <= found


def test_rewritten_bytes_are_not_canonical(record: dict) -> None:
    data = json.dumps(record).encode()
    assert [finding.code for finding in verify(data).findings] == ["not_canonical"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"format": "other"}', b"\xff\xfe", b'{"format": NaN}', b"[" * 9999]
)
def test_bytes_that_are_no_record(data: bytes) -> None:
    with pytest.raises(InputError):
        verify(data)


def test_hostile_kinds_are_findings_not_crashes(record: dict) -> None:
    for field in record:
        for value in (None, 7, "x", [], {}, [[]], {"a": []}, [None], {"p0": None}, True, -1, 1e308):
            assert verify({**record, field: value}).findings or record[field] == value


def test_draw_by_number(record: dict) -> None:
    assert all(draw(record, t) == record["panels"][record["tickets"][t]] for t in range(12))
    for ticket in (-1, 12, True):
        with pytest.raises(InputError):
            draw(record, ticket)


def test_tickets_follow_the_chances() -> None:
    lottery = find_lottery(pool(400, 30), tickets=1000)
    counts = lottery.ticket_counts
    changes = [abs(counts[i] / 1000 - units / 1e12) for i, units in lottery.chances.items()]
    assert max(changes) < 0.003  # the bound that always holds is k/M = 0.03
    assert len(lottery.tickets) == 1000


def test_another_seed_seats_other_people_with_the_same_chances() -> None:
    problem = pool(300, 20)
    one, two = find_lottery(problem, tickets=50), find_lottery(problem, seed=b"two", tickets=50)
    assert one.chances == two.chances and one.panels != two.panels
    assert one.seed.hex() == problem.sha256()


SCRIPT = """
import sys
from selection import dumps, find_lottery
from tests.selection.instances import SMALL, pool
for problem, rule in ((pool(300, 20), "leximin"), (SMALL, "nash"), (SMALL, "goldilocks")):
    sys.stdout.buffer.write(dumps(find_lottery(problem, rule, tickets=100).to_record()))
"""


def test_the_same_bytes_in_every_process() -> None:
    outputs = set()
    for hash_seed in ("0", "1", "12345"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_the_order_of_rows_and_quotas_changes_nothing() -> None:
    problem = pool(200, 15)
    people = [(i, dict(zip(problem.features, answers, strict=True))) for i, answers in problem.people.items()]
    expected = dumps(find_lottery(problem, tickets=50).to_record())
    shuffler = random.Random(3)
    for _ in range(3):
        shuffler.shuffle(people)
        features = list(problem.features)
        shuffler.shuffle(features)
        categories = {f: dict(reversed(problem.features[f].items())) for f in features}
        again = make_problem(categories, dict(people), 15)
        assert dumps(find_lottery(again, tickets=50).to_record()) == expected


def test_what_was_announced_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Root and fingerprints of list and file; the lottery of another list is wrong, however well it is proven."""
    good = path("good/ceremony")
    held = loads(good.read_bytes())["ceremony"]
    file = hashlib.sha256(good.read_bytes()).hexdigest()
    given = ["--root", held["root"], "--fingerprint", held["list_sha256"], "--fingerprint", file.upper()]
    assert main(["verify", str(good), *given]) == 0
    told = capsys.readouterr().out
    assert "Not compared" not in told and told.endswith("De loting klopt. The lottery is correct.\n")
    for wrong in (["--root", "0" * 64], ["--fingerprint", "0" * 64]):
        assert main(["verify", str(good), *wrong]) == 1
        assert "announced" in capsys.readouterr().out
    assert main(["verify", str(good)]) == 0
    assert "give --root (here abab" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "status", "allowed", "sentence"),
    [
        ("good/leximin", 0, 0, "De loting klopt."),
        ("good/unproven", 3, 0, "De loting is geldig, maar niet bewezen."),
        ("good/public-part", 3, 3, "De briefjes passen bij elkaar."),
        ("altered/panel_quota", 1, 1, "De loting klopt niet."),
        ("first/leximin", 3, 0, "De loting is geldig, maar niet bewezen."),
    ],
)
def test_the_exit_status_says_the_verdict(
    name: str, status: int, allowed: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(path(name))]) == status
    assert capsys.readouterr().out.splitlines()[-1].startswith(sentence)
    assert main(["verify", str(path(name)), "--allow-unproven"]) == allowed


def test_who_must_be_drawn_is_asked_of_whoever_checks(tmp_path: Path) -> None:
    """A friend whom the record itself puts on every panel is no part of the files that were announced."""
    categories, people = write(problem_of("a a b b", {"f": {"a": (0, 2), "b": (0, 2)}}, 2), tmp_path)
    files = ["--categories", categories, "--respondents", people]
    out = str(tmp_path / "l.json")
    assert main(["lottery", categories, people, "--seats", "2", "--must", "p0", "--out", out]) == 0
    assert main(["verify", out, *files]) == 1
    assert main(["verify", out, *files, "--must", "p0"]) == 0
    assert main(["verify", out, *files, "--must", "p0", "--seats", "3"]) == 1
