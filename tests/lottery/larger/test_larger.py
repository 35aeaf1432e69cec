"""Drawing more people than seats: a proposal with simulations, and taking it over."""

from __future__ import annotations

import io
from typing import Any

import pytest

from beraad.assemblies import service as assemblies
from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import ProposalOldError
from beraad.lottery.frozen import freezing
from beraad.lottery.larger import service
from beraad.lottery.larger.origin import Origin, base, origin
from beraad.lottery.models import LargerDraw
from beraad.lottery.quotas import pairs
from beraad.lottery.quotas.queries import quotas
from beraad.recruitment.models.registration import Channel
from tests.make.recruitment import registration
from tests.working import work_off

pytestmark = pytest.mark.one_database
PAGE = "/beheer/wonen/loting/meer-mensen"


def computed(page: Any, browser: Any) -> Any:
    """The same page once the worker has done what was asked."""
    db.session.commit()
    work_off()
    return browser.get(PAGE)


def proposed(make: Any, sign_in: Any, **values: str) -> tuple[Any, Any, Any]:
    """A burgerberaad, the browser of its organiser, and the page with a proposal."""
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get("/beheer/wonen/loting").follow("Meer mensen loten, omdat er mensen afvallen")
    assert "Er is nog geen voorstel." in page.main
    page = page.submit({"extra": "3", "leave_percent": "10", **values}, button="Maak een voorstel")
    return assembly, browser, computed(page, browser)


def test_an_organiser_takes_over_a_draw_of_more_people(make: Any, sign_in: Any) -> None:
    assembly, browser, page = proposed(make, sign_in)
    for words in ("Niets doen", "Alleen reserves", "Meer mensen en reserves", "Dat is bewezen."):
        assert words in page.main
    stored = db.session.get_one(LargerDraw, assembly.id).proposal
    assert stored["situations"]["nothing"]["minimums"] < stored["situations"]["more_people"]["minimums"]
    assert 4 < stored["seats"] <= 7
    page = page.submit(button="Neem dit voorstel over")
    assert f"U loot nu {stored['seats']} mensen in plaats van 4." in page.text
    db.session.expire_all()
    assert assembly.seats == stored["seats"]
    bounds = {
        (feature.name, answer.answer): (answer.bounds.minimum, answer.bounds.maximum)
        for feature in quotas(assembly.id)
        for answer in feature.answers
    }
    assert bounds == {(f, v): tuple(pair) for f, values in stored["quotas"].items() for v, pair in values.items()}
    assert "Ja, een panel is mogelijk" in browser.get("/beheer/wonen/loting/controle").main
    again = browser.get(PAGE)
    assert "Dit is niet meer van nu" in again.main
    assert "Neem dit voorstel over" not in again.main


def test_a_second_proposal_starts_from_the_seats_before_the_first(make: Any, sign_in: Any) -> None:
    assembly, browser, page = proposed(make, sign_in)
    before = freezing.active_quotas(assembly.id)
    page.submit(button="Neem dit voorstel over")
    larger = assembly.seats
    again = browser.get(PAGE)
    assert f"Het burgerberaad heeft nu {larger} zetels in plaats van 4." in again.main
    refused = again.submit({"extra": "5", "leave_percent": "10"}, button="Maak een voorstel")
    assert "Loot ten hoogste 4 mensen meer: evenveel als er zetels zijn." in refused.errors
    again = computed(again.submit({"extra": "1", "leave_percent": "10"}, button="Maak een voorstel"), browser)
    assert "Loot 5 mensen voor 4 zetels" in again.main
    again.submit(button="Neem dit voorstel over")
    db.session.expire_all()
    assert assembly.seats == 5 < larger
    known = origin(assembly, db.session.get(LargerDraw, assembly.id))
    assert known is not None
    assert (known.seats, known.larger) == (4, 5)
    assert base(freezing.collect(assembly), known).quotas == before


def test_seats_that_were_changed_by_hand_are_what_a_proposal_starts_from(make: Any, sign_in: Any) -> None:
    assembly, browser, page = proposed(make, sign_in)
    page.submit(button="Neem dit voorstel over")
    assemblies.change_seats(assembly, 9, "Toch negen")
    db.session.commit()
    assert "in plaats van 4" not in browser.get(PAGE).main
    assert origin(assembly, db.session.get(LargerDraw, assembly.id)) is None


def test_quotas_from_before_count_for_the_same_answers_only(make: Any) -> None:
    snapshot = freezing.collect(make.ready_to_draw())
    known = Origin(3, 4, {"geslacht": {"vrouw": (1, 2), "man": (1, 2)}}, {})
    assert base(snapshot, known) == snapshot


def test_quotas_on_two_features_are_taken_over_too(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    one, other = assembly.features[:2]
    key = pairs.combination(one.answers[0], other.answers[0])
    pairs.set_pair_quotas(assembly, {key: Bounds(1, 1)})
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(PAGE).submit({"extra": "4", "leave_percent": "30"}, button="Maak een voorstel")
    page = computed(page, browser)
    (pair,) = pairs.pairs(assembly.id)
    proposal = db.session.get_one(LargerDraw, assembly.id).proposal["quotas"][pair.name][pair.rows[0].answer]
    assert proposal != [1, 1]
    assert f"{pair.name}: {pair.rows[0].answer}" in page.main
    page.submit(button="Neem dit voorstel over")
    db.session.expire_all()
    bounds = pairs.pairs(assembly.id)[0].rows[0].bounds
    assert [bounds.minimum, bounds.maximum] == proposal


def test_a_file_with_counts_says_who_leaves(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = browser.get(PAGE)
    wrong = b"feature,value,seated,stayed\ngeslacht,vrouw,10,11\n"
    refused = page.submit({"factors": [(io.BytesIO(wrong), "toen.csv")]}, button="Maak een voorstel")
    assert refused.status == 422
    assert "toen.csv, rij 2, kolom stayed: er bleven 11 van 10 mensen." in refused.errors
    counts = b"feature,value,seated,stayed\ngeslacht,vrouw,100,100\ngeslacht,man,100,60\n"
    page = computed(page.submit({"factors": [(io.BytesIO(counts), "toen.csv")]}, button="Maak een voorstel"), browser)
    assert "toen.csv" in page.main
    assert "seated" not in str(db.session.get_one(LargerDraw, assembly.id).asked)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"extra": "0"}, "Vul een heel getal in van 1 of meer."),
        ({"extra": "5"}, "Loot ten hoogste 4 mensen meer: evenveel als er zetels zijn."),
        ({"leave_percent": "veel"}, "Vul een getal van 1 tot en met 90 in."),
        ({"late_percent": "101"}, "Vul een getal van 0 tot en met 100 in."),
    ],
)
def test_an_expectation_that_makes_no_sense_comes_back(
    make: Any, sign_in: Any, wrong: dict[str, str], words: str
) -> None:
    browser = sign_in(make.member(make.ready_to_draw(slug="wonen"), Role.ORGANISER))
    again = browser.get(PAGE).submit(wrong, button="Maak een voorstel")
    assert again.status == 422
    assert words in again.errors


def test_a_proposal_about_other_people_is_refused(make: Any, sign_in: Any) -> None:
    assembly, _, page = proposed(make, sign_in)
    registration(assembly, {"geslacht": "man", "leeftijd": "40+"}, Channel.PHONE)
    db.session.commit()
    refused = page.submit(button="Neem dit voorstel over")
    assert refused.status == 409
    assert "Maak een nieuw voorstel." in refused.text
    assert assembly.seats == 4
    with pytest.raises(ProposalOldError):
        service.take_over(assembly, "reden")


def test_quotas_without_a_panel_give_no_proposal(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(slug="wonen")
    make.set_quotas(
        assembly, {"geslacht": {"vrouw": (4, 4), "man": (1, 2)}, "leeftijd": {"16-39": (1, 2), "40+": (2, 3)}}
    )
    make.pool(assembly)
    browser = sign_in(make.member(assembly, Role.ORGANISER))
    page = computed(browser.get(PAGE).submit(button="Maak een voorstel"), browser)
    assert "Er is geen voorstel gemaakt" in page.main
    assert "Bekijk de controle." in page.main


def test_flex_bounds_are_stretched_with_a_quota() -> None:
    assert Bounds(2, 3, 1, 4, 0.5).moved(3, 6) == Bounds(3, 6, 1, 6, 0.5)
    assert Bounds(2, 3).moved(0, 1) == Bounds(0, 1)
