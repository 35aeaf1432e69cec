"""Quotas on two features together: typed, from a file, on the pages, and in a draw."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from beraad.assemblies.models import Assembly, Role
from beraad.lottery import engine
from beraad.lottery.bounds import Bounds
from beraad.lottery.draw import files
from beraad.lottery.errors import PairError, QuotaFileError, ReasonNeededError
from beraad.lottery.frozen import freezing
from beraad.lottery.quotas import checking, pairs
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.queries import quota_changes
from beraad.lottery.snapshot import Snapshot
from selection import dumps

FEATURES = {"leeftijd": ("jong", "oud"), "geslacht": ("vrouw", "man")}
FILE = (
    b"category,name,min,max\r\nleeftijd,jong,0,4\r\nleeftijd,oud,0,4\r\ngeslacht,vrouw,0,4\r\ngeslacht,man,0,4\r\n"
    b"geslacht \xc3\x97 leeftijd,vrouw \xc3\x97 jong,1,2\r\n"
)


def address(assembly: Assembly, page: str) -> str:
    return f"/beheer/{assembly.slug}/loting/streefcijfers{page}"


def rows_of(assembly: Assembly) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (pair.name, row.answer): (row.bounds.minimum, row.bounds.maximum)
        for pair in pairs.pairs(assembly.id)
        for row in pair.rows
    }


def test_an_organiser_adds_quotas_on_two_features(sign_in: Any, make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    age, gender = assembly.features
    chosen = browser.get(address(assembly, "/samen")).submit({"first": str(age.id), "second": str(gender.id)})
    woman, young = gender.answers[0], age.answers[0]
    page = chosen.submit({f"rows_{woman.id}-0-minimum": "1", f"rows_{woman.id}-0-maximum": "2"})
    assert "1 streefcijfer is gewijzigd." in page.text
    assert rows_of(assembly) == {("geslacht × leeftijd", "vrouw × jong"): (1, 2)}
    assert young.value in page.text
    edit = browser.get(address(assembly, f"/samen/{gender.id}/{age.id}"))
    refused = edit.submit({f"rows_{woman.id}-0-minimum": "", f"rows_{woman.id}-0-maximum": ""})
    assert refused.status == 422
    gone = refused.submit({"reason": "Niet nodig"})
    assert gone.status == 200
    assert rows_of(assembly) == {}
    assert [(change.old, change.new) for change in quota_changes(assembly.id)] == [
        ((1, 2), (0, assembly.seats)),
        (None, (1, 2)),
    ]


@pytest.mark.parametrize("typed", [("1", ""), ("3", "2"), ("-1", "2")])
def test_half_a_quota_is_refused(sign_in: Any, make: Any, typed: tuple[str, str]) -> None:
    assembly = make.assembly(features=FEATURES)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    age, gender = assembly.features
    woman = gender.answers[0]
    page = browser.get(address(assembly, f"/samen/{age.id}/{gender.id}")).submit(
        {f"rows_{woman.id}-1-minimum": typed[0], f"rows_{woman.id}-1-maximum": typed[1]}
    )
    assert page.status == 422
    assert rows_of(assembly) == {}


def test_a_feature_does_not_go_with_itself(sign_in: Any, make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    same = str(assembly.features[0].id)
    page = browser.get(address(assembly, "/samen")).submit({"first": same, "second": same})
    assert page.status == 422
    assert "Kies twee verschillende kenmerken." in page.text


def test_a_special_feature_has_no_quotas_with_another(make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    first, second = assembly.features
    first.is_special = True
    with pytest.raises(PairError):
        pairs.two_features(assembly, first.id, second.id)
    with pytest.raises(QuotaFileError):
        quotas.import_file(assembly, FILE, "c.csv")


def test_a_file_comes_back_as_it_went_in(make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    assert quotas.import_file(assembly, FILE, "c.csv") == 5
    assert quotas.export(assembly) == FILE
    assert [feature.name for feature in assembly.features] == list(FEATURES)


def test_a_file_without_the_rows_takes_them_away(make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    quotas.import_file(assembly, FILE, "c.csv")
    assert quotas.import_file(assembly, FILE[: FILE.rindex(b"geslacht")], "c.csv") == 1
    assert rows_of(assembly) == {}


def test_a_file_with_an_unknown_combination_names_the_row(sign_in: Any, make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    content = FILE.replace(b"jong,1,2", b"kind,1,2")
    page = browser.get(address(assembly, "/bestand")).submit({"file": [(io.BytesIO(content), "c.csv")]})
    assert page.status == 422
    assert "c.csv, rij 6" in page.text
    assert "vrouw × jong" in page.text


def test_a_change_needs_a_reason(make: Any) -> None:
    assembly = make.assembly(features=FEATURES)
    key = pairs.combination(assembly.features[0].answers[0], assembly.features[1].answers[0])
    assert pairs.set_pair_quotas(assembly, {key: Bounds(0, 1)}) == 1
    with pytest.raises(ReasonNeededError):
        pairs.set_pair_quotas(assembly, {key: Bounds(0, 2)})


def _pool(make: Any) -> Assembly:
    assembly = make.recruiting(features=FEATURES, seats=4)
    for i in range(12):
        answers = {"leeftijd": "jong" if i % 3 == 0 else "oud", "geslacht": "vrouw" if i % 4 < 2 else "man"}
        make.registration(assembly, answers=answers)
    return assembly


def test_the_frozen_pool_has_them_and_the_record_keeps_them(make: Any) -> None:
    assembly = _pool(make)
    quotas.import_file(assembly, FILE, "c.csv")
    snapshot = freezing.collect(assembly)
    assert snapshot.pairs == {"geslacht": {"leeftijd": {"vrouw": {"jong": (1, 2)}}}}
    assert Snapshot.from_bytes(snapshot.to_bytes()) == snapshot
    record = engine.find_tickets(snapshot, "ab" * 32, {}, 60, lambda *_: None)
    loaded = json.loads(record)
    assert loaded["format"] == "selection-lottery/3"
    young_women = {p for p, (gender, age) in loaded["answers"].items() if (gender, age) == ("vrouw", "jong")}
    assert all(1 <= len(young_women & set(panel)) <= 2 for panel in loaded["panels"])


def test_the_smallest_change_can_be_made_of_them(make: Any) -> None:
    assembly = _pool(make)
    quotas.import_file(assembly, FILE.replace(b"jong,1,2", b"jong,3,4"), "c.csv")
    answer = checking.check(assembly).feasibility
    assert answer is not None
    assert not answer.possible
    way = answer.ways[0]
    assert [(change.feature, change.answer) for change in way.changes] == [("geslacht × leeftijd", "vrouw × jong")]
    assert checking.accept_changes(assembly, way.key, "Kleiner") == 1
    assert checking.check(assembly).feasibility.possible  # type: ignore[union-attr]


def test_no_pair_outlives_a_feature_left_out(make: Any) -> None:
    snapshot = Snapshot("a", 1, "leximin", 10, {}, {}, pairs={"a": {"b": {}, "c": {}}, "b": {"c": {}}})
    assert snapshot.without(["b"]).pairs == {"a": {"c": {}}}


def test_a_draw_with_them_is_held_and_the_pages_show_them(make: Any, client: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="samen")
    one, other = assembly.features[:2]
    key = pairs.combination(one.answers[0], other.answers[0])
    pairs.set_pair_quotas(assembly, {key: Bounds(1, 2)})
    draw = make.hold(assembly, "042")
    record = files.record(draw)
    assert record["format"] == "selection-lottery/3"
    assert engine.verify(dumps(record), files.snapshot(draw)) == ""
    page = client.get("/burgerberaden/samen/loting")
    assert "Twee kenmerken samen" in page.main
    assert "1–2" in page.main
    (line,) = draw.figures["combinations"]
    assert 1 <= line["expected"] <= 2
    both = [
        p for p, answers in record["answers"].items() if set(answers) >= {one.answers[0].value, other.answers[0].value}
    ]
    assert line["pool"] == len(both)
    assert line["smallest_chance"] == pytest.approx(min(float(record["ticket_chances"][p]) for p in both))
    official = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/samen/loting/{draw.number}/kansen")
    assert "Twee kenmerken samen" in official.main
    assert f"{one.answers[0].value} × {other.answers[0].value}" in official.main
