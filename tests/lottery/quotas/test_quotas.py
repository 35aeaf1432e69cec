"""Quotas: typed, from a file in any dialect, checked, changed with a reason."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import BoundsError, QuotaFileError, ReasonNeededError
from beraad.lottery.models import AppendOnlyError, QuotaChange
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.queries import quota_changes
from beraad.lottery.quotas.queries import quotas as rows

DIALECTS = {
    "feature,value": b"feature,value,min,max\ngeslacht,vrouw,2,2\ngeslacht,man,2,2\n",
    "category,name": b"category,name,min,max,Notes\ngeslacht,vrouw,2,2,x\ngeslacht,man,2,2,\n",
    "category,feature": b"category;feature;min;max\r\ngeslacht;vrouw;2;2\r\ngeslacht;man;2;2\r\n",
}


def bounds_of(assembly: Assembly) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (feature.name, answer.answer): (answer.bounds.minimum, answer.bounds.maximum)
        for feature in rows(assembly.id)
        for answer in feature.answers
        if answer.bounds
    }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_file_in_each_dialect_gives_the_same_quotas(make: Any, dialect: str) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    assert quotas.import_file(assembly, DIALECTS[dialect], "categories.csv") == 2
    assert bounds_of(assembly) == {("geslacht", "vrouw"): (2, 2), ("geslacht", "man"): (2, 2)}


def test_a_file_makes_the_features_that_are_missing(make: Any) -> None:
    assembly = make.assembly(features={})
    quotas.import_file(assembly, DIALECTS["category,name"], "categories.csv")
    assert [feature.name for feature in assembly.features] == ["geslacht"]
    assert [answer.value for answer in assembly.features[0].answers] == ["vrouw", "man"]


@pytest.mark.parametrize("line", ["geslacht,anders,0,1", "wijk,noord,2,2"])
def test_a_file_adds_an_answer_or_a_feature_that_is_new(sign_in: Any, make: Any, line: str) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    content = DIALECTS["category,name"] + f"{line}\n".encode()
    address = f"/beheer/{assembly.slug}/loting/streefcijfers/bestand"
    page = browser.get(address).submit({"file": [(io.BytesIO(content), "new.csv")]})
    assert page.status == 200
    feature, answer, low, high = line.split(",")
    assert bounds_of(assembly)[feature, answer] == (int(low), int(high))


def test_a_new_feature_is_refused_once_people_have_answered(sign_in: Any, make: Any) -> None:
    assembly = make.recruiting()
    make.registration(assembly)
    lines = [f"{f.name},{a.value},0,9" for f in assembly.features for a in f.answers] + ["wijk,noord,1,2"]
    content = "\n".join(["category,name,min,max", *lines]).encode()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    address = f"/beheer/{assembly.slug}/loting/streefcijfers/bestand"
    page = browser.get(address).submit({"file": [(io.BytesIO(content), "new.csv")]})
    assert page.status == 422
    assert "Mensen hebben dit kenmerk al ingevuld" in page.text
    assert "wijk" not in {feature for feature, _answer in bounds_of(assembly)}


def test_a_file_with_a_fault_names_the_cell(make: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    with pytest.raises(QuotaFileError) as caught:
        quotas.import_file(assembly, b"category,name,min,max\ngeslacht,vrouw,3,2\n", "categories.csv")
    assert (caught.value.code, caught.value.params["row"], caught.value.params["column"]) == ("min_above_max", 2, "min")


def test_a_file_without_one_of_the_answers_is_refused(make: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man", "anders")})
    with pytest.raises(QuotaFileError) as caught:
        quotas.import_file(assembly, DIALECTS["category,name"], "categories.csv")
    assert (caught.value.code, caught.value.params["value"]) == ("answer_missing", "anders")


def test_export_gives_back_what_was_imported(make: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    content = b"category,name,min,max,min_flex,max_flex\r\ngeslacht,vrouw,2,3,1,4\r\ngeslacht,man,1,2,0,3\r\n"
    quotas.import_file(assembly, content, "categories.csv")
    assert quotas.export(assembly) == content


def test_a_change_needs_a_reason_and_is_kept_with_it(make: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    woman = assembly.features[0].answers[0].id
    assert quotas.set_quotas(assembly, {woman: Bounds(1, 2)}) == 1
    with pytest.raises(ReasonNeededError):
        quotas.set_quotas(assembly, {woman: Bounds(2, 3)})
    assert quotas.set_quotas(assembly, {woman: Bounds(2, 3)}, reason="Nieuwe cijfers") == 1
    last, first = quota_changes(assembly.id)
    assert (last.old, last.new, last.reason) == ((1, 2), (2, 3), "Nieuwe cijfers")
    assert (first.old, first.new) == (None, (1, 2))


def test_the_list_of_changes_is_not_altered(make: Any) -> None:
    assembly = make.assembly()
    make.set_quotas(assembly)
    db.session.scalars(select(QuotaChange)).first().reason = "Anders"
    with pytest.raises(AppendOnlyError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("bounds", [Bounds(3, 2), Bounds(1, 2, 2, 3), Bounds(1, 2, 0, None), Bounds(-1, 2)])
def test_bounds_out_of_order_are_refused(make: Any, bounds: Bounds) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    with pytest.raises(BoundsError):
        quotas.set_quotas(assembly, {assembly.features[0].answers[0].id: bounds})


def test_an_organiser_types_quotas_and_sees_them_beside_the_pool(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    make.registration(assembly, {"geslacht": "vrouw"})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    feature = assembly.features[0].id
    page = browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers").follow("Streefcijfers wijzigen")
    shown = page.submit(
        {
            f"rows_{feature}-0-minimum": "2",
            f"rows_{feature}-0-maximum": "2",
            f"rows_{feature}-0-share": "50,5",
            f"rows_{feature}-1-minimum": "2",
            f"rows_{feature}-1-maximum": "2",
            f"rows_{feature}-1-share": "49,5",
            f"source_{feature}-table": "03759ned",
            f"source_{feature}-period": "2026",
            f"source_{feature}-day": "2026-11-01",
        },
        button="Opslaan",
    )
    assert "2 streefcijfers zijn gewijzigd" in shown.text
    assert "vrouw 2 2 50,5% 1" in shown.main.replace(" %", "%").replace("\xa0", "")
    assert "03759ned" in shown.main


def test_typed_quotas_that_are_wrong_come_back_with_the_answers_kept(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    feature = assembly.features[0].id
    page = browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers/wijzig")
    again = page.submit(
        {f"rows_{feature}-0-minimum": "3", f"rows_{feature}-0-maximum": "2", f"rows_{feature}-1-minimum": "veel"},
        button="Opslaan",
    )
    assert again.status == 422
    assert "Ten hoogste moet even groot of groter zijn dan ten minste." in again.errors
    assert again.soup.find(attrs={"name": f"rows_{feature}-0-minimum"})["value"] == "3"
    assert bounds_of(assembly) == {}


def test_changing_typed_quotas_without_a_reason_changes_nothing(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw()
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    feature = assembly.features[0].id
    page = browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers/wijzig")
    again = page.submit({f"rows_{feature}-0-maximum": "3"}, button="Opslaan")
    assert again.status == 422
    assert "Vul in waarom. De reden komt in het register." in again.errors
    db.session.expire_all()
    assert bounds_of(assembly)["geslacht", "vrouw"] == (2, 2)


def test_an_organiser_takes_quotas_from_a_file(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(features={})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    address = f"/beheer/{assembly.slug}/loting/streefcijfers/bestand"
    page = browser.get(address)
    wrong = page.submit({"file": [(io.BytesIO(b"category,name,min,max\na,b,x,2\n"), "c.csv")]})
    assert wrong.status == 422
    assert "c.csv, rij 2, kolom min: x is geen heel getal van 0 of meer." in wrong.errors
    right = wrong.submit({"file": [(io.BytesIO(DIALECTS["category,name"]), "c.csv")]})
    assert "2 streefcijfers zijn gewijzigd" in right.text
    file = browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers.csv")
    assert file.text == "category,name,min,max\r\ngeslacht,vrouw,2,2\r\ngeslacht,man,2,2\r\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("1", ""), "Vul beide vakken voor desnoods in, of geen van beide."),
        (("", "4"), "Vul beide vakken voor desnoods in, of geen van beide."),
        (("3", "4"), "Desnoods moet ruimer zijn dan het streefcijfer."),
    ],
)
def test_half_a_margin_is_refused_at_its_box(make: Any, sign_in: Any, typed: tuple[str, str], words: str) -> None:
    assembly = make.assembly(features={"geslacht": ("vrouw", "man")})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    rows = f"rows_{assembly.features[0].id}"
    filled = {f"{rows}-{place}-{side}": "2" for place in (0, 1) for side in ("minimum", "maximum")}
    flex = {f"{rows}-1-flex_minimum": typed[0], f"{rows}-1-flex_maximum": typed[1]}
    page = browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers/wijzig").submit({**filled, **flex})
    assert page.status == 422
    assert page.errors == [words]
    assert bounds_of(assembly) == {}


def test_the_check_says_that_a_panel_is_possible(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw()
    page = sign_in(make.member(assembly, Role.ORGANISER)).get(f"/beheer/{assembly.slug}/loting/controle")
    assert "Ja, een panel is mogelijk" in page.main


def impossible(make: Any) -> Any:
    """A burgerberaad of four seats with a minimum of five, of whom either minimum can be lowered."""
    assembly = make.assembly()
    make.set_quotas(
        assembly, {"geslacht": {"vrouw": (3, 4), "man": (2, 2)}, "leeftijd": {"16-39": (1, 2), "40+": (2, 3)}}
    )
    make.pool(assembly)
    return assembly


@pytest.mark.parametrize("choice", [1, 2])
def test_the_check_offers_changes_to_choose_from(make: Any, sign_in: Any, choice: int) -> None:
    assembly = impossible(make)
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(f"/beheer/{assembly.slug}/loting/controle")
    assert "Nee, zo is geen panel mogelijk" in page.main
    after = page.submit(button=f"Neem keuze {choice} over")
    assert "streefcijfer is gewijzigd" in after.text
    changed = next((change.answer, change.old, change.new) for change in quota_changes(assembly.id))
    assert changed == [("vrouw", (3, 4), (2, 4)), ("man", (2, 2), (1, 2))][choice - 1]
    assert "Ja, een panel is mogelijk" in browser.get(f"/beheer/{assembly.slug}/loting/controle").main


def test_a_change_that_is_not_offered_any_more_is_refused(make: Any, sign_in: Any) -> None:
    assembly = impossible(make)
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(f"/beheer/{assembly.slug}/loting/controle")
    value = assembly.features[0].answers[0]
    quotas.set_quotas(assembly, {value.id: Bounds(2, 4)}, reason="Al gedaan")
    db.session.commit()
    again = page.submit(button="Neem keuze 1 over")
    assert again.status == 409
    assert "Kies opnieuw uit de aanpassingen die nu helpen." in again.text
    assert "Ja, een panel is mogelijk" in again.main


def test_the_check_without_quotas_says_what_to_do_first(make: Any, sign_in: Any) -> None:
    assembly = make.assembly()
    page = sign_in(make.member(assembly, Role.ORGANISER)).get(f"/beheer/{assembly.slug}/loting/controle")
    assert "Er zijn nog niet voor alle antwoorden streefcijfers." in page.main


def test_an_observer_reads_quotas_and_changes_nothing(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw()
    browser = sign_in(make.member(assembly, Role.OBSERVER))
    assert browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers").status == 200
    assert browser.get(f"/beheer/{assembly.slug}/loting/streefcijfers/wijzig").status == 403
