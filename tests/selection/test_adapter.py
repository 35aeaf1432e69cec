"""The calls of the field's common library, with objects that have the attributes of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from selection import InputError, NoPanelError, dumps, verify
from selection.adapter import Report, find_random_sample, run_stratification


@dataclass
class Bounds:
    min: int
    max: int
    min_flex: int = 0
    max_flex: int = -1


@dataclass
class Settings:
    selection_algorithm: str = "leximin"
    random_number_seed: int | None = 7
    check_same_address: bool = False
    check_same_address_columns: list[str] = field(default_factory=list)


@dataclass
class Reporter:
    said: list[tuple[object, ...]] = field(default_factory=list)

    def start_phase(self, name: str, total: int | None = None, *, message: str | None = None) -> None:
        self.said.append(("start", name, total))

    def update(self, current: int, *, message: str | None = None) -> None:
        self.said.append(("update", current, message))

    def end_phase(self) -> None:
        self.said.append(("end",))


FEATURES = {"Sex": {"f": Bounds(2, 2), "m": Bounds(2, 2)}, "Age": {"young": Bounds(1, 2), "old": Bounds(2, 3)}}
PEOPLE = {
    f"p{i:02}": {"Sex": "fm"[i % 2], "age": "", "Age": ("Young", "old", "old ")[i % 3], "street": f"Road {i // 2}"}
    for i in range(24)
}
HOMES = Settings(check_same_address=True, check_same_address_columns=["street"])


def ask(settings: Settings | None = None, **more: Any) -> tuple[bool, list[frozenset[str]], Report]:
    return run_stratification(FEATURES, PEOPLE, 4, settings or Settings(), **more)


def seats(panel: frozenset[str], feature: str) -> Counter[str]:
    return Counter(PEOPLE[person][feature].strip().lower() for person in panel)


def test_a_panel_keeps_the_quotas_and_the_report_holds_its_proof() -> None:
    success, panels, report = ask()
    assert success and len(panels) == 1
    assert seats(panels[0], "Sex") == {"f": 2, "m": 2}
    assert report.lottery is not None and verify(dumps(report.lottery.to_record())).ok
    assert f"seed {b'7'.hex()}: 24 people, 4 seats, smallest chance 0.1" in report.as_text()
    assert "Sex, f: 2 of 12 people, quota 2-2" in report.as_text()
    assert report.as_html().count("<br />") == len(report.lines) - 1


def test_the_same_seed_gives_the_same_panels_and_none_others_each_time() -> None:
    assert ask()[1] == ask()[1]
    assert len({tuple(ask(Settings(random_number_seed=seed), number_selections=2)[1]) for seed in (0, None, 0, 0)}) > 1


def test_many_selections_are_as_many_panels_with_the_chances_of_the_lottery() -> None:
    success, panels, report = ask(number_selections=60)
    assert success and len(panels) == 60
    assert report.lottery is not None
    drawn = Counter(person for panel in panels for person in panel)
    assert all(abs(drawn[i] / 60 - c) <= 1 / 60 for i, c in report.lottery.chances_as_floats.items())


def test_nobody_lives_together_or_with_somebody_who_has_a_seat() -> None:
    _, panels, _ = ask(HOMES, number_selections=50, already_selected={"x": {"street": " road 3"}})
    for panel in panels:
        homes = [PEOPLE[person]["street"] for person in panel]
        assert len(set(homes)) == 4 and "Road 3" not in homes
    together = [len({PEOPLE[i]["street"] for i in panel}) for panel in ask(number_selections=50)[1]]
    assert min(together) < 4


def test_a_rehearsal_draws_nothing() -> None:
    first = ask(Settings(random_number_seed=0), test_selection=True)
    assert first[1] == ask(Settings(random_number_seed=3), test_selection=True)[1]
    assert first[2].lines[0].startswith("A rehearsal")


@pytest.mark.parametrize("algorithm", ["legacy", "diversimax"])
def test_an_algorithm_that_is_not_here_is_refused_and_no_other_used(algorithm: str) -> None:
    success, panels, report = ask(Settings(algorithm))
    assert (success, panels, report.lottery) == (False, [], None)
    assert algorithm in report.as_text()
    with pytest.raises(InputError):
        find_random_sample(FEATURES, PEOPLE, 4, [], selection_algorithm=algorithm)


def test_no_panel_is_no_success() -> None:
    features = {**FEATURES, "Sex": {"f": Bounds(4, 4), "m": Bounds(2, 2)}}
    success, panels, report = run_stratification(features, PEOPLE, 4, Settings())
    assert (success, panels) == (False, [])
    assert "no panel exists" in report.as_text()
    with pytest.raises(NoPanelError):
        find_random_sample(features, PEOPLE, 4, [])


def test_find_random_sample_is_maximin_unless_asked_otherwise() -> None:
    panels, report = find_random_sample(FEATURES, PEOPLE, 4, ["street"], number_selections=3)
    assert len(panels) == 3
    assert report.as_text().startswith("Algorithm maximin")
    assert all(len({PEOPLE[person]["street"] for person in panel}) == 4 for panel in panels)


def test_progress_is_passed_on() -> None:
    reporter = Reporter()
    assert ask(progress_reporter=reporter)[0]
    assert reporter.said[0][0] == "start" and reporter.said[-1] == ("end",)
    assert any(said[0] == "update" for said in reporter.said)


def test_the_settings_of_the_call_decide_not_those_of_others() -> None:
    assert ask(replace(HOMES, check_same_address=False))[1] == ask()[1]
