"""The figures of every stage, counted by hand beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import files
from beraad.lottery.draw import queries as lottery
from beraad.meetings.models import Presence
from beraad.panel import service as panel
from beraad.panel.models import AnsweredBy
from beraad.panel.replacement import service as replacing
from beraad.privacy import erasing
from beraad.recruitment.models.registration import Registration
from beraad.reports import composition, figures, service
from beraad.web import edge
from tests.pages import Browser


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """32 people in the pool, four seats: three were at the first meeting, one of them partly; the second is to come."""
    made: Assembly = make.met(slug="wonen")
    make.meeting(made, number=2)
    panel.drop_out(make.seats(made)[3], AnsweredBy.PHONE)
    db.session.commit()
    return made


def answers(assembly: Assembly, pool_ids: list[str]) -> Counter[tuple[str, str]]:
    """Counted without the code that is tested."""
    people = files.snapshot(lottery.real_draw(assembly.id))
    return Counter((feature, answer) for one in pool_ids for feature, answer in people.answers(one).items())


def test_each_stage_counts_the_people_who_were_there(make: Any, assembly: Assembly) -> None:
    found = composition.current_composition(assembly)
    ids = [seat.pool_id for seat in make.seats(assembly)]
    everyone = list(files.snapshot(lottery.real_draw(assembly.id)).people)
    wanted = {
        "aangemeld": everyone,
        "geloot": ids,
        "bevestigd": ids[:3],
        "afgevallen": ids[3:],
        "bijeenkomst 1": [ids[0], ids[1], ids[3]],
    }
    for code, people in wanted.items():
        stage = found.stage(code)
        assert stage.total == len(people)
        assert {key: number for key, number in stage.counts.items() if number} == answers(assembly, people), code
    assert found.stage("uitgenodigd").total is None
    assert (found.stage("bijeenkomst 2").total, found.latest.code) == (None, "bijeenkomst 1")


def test_before_anything_happened_there_is_a_page_without_figures(make: Any, sign_in: Any) -> None:
    empty = make.assembly(slug="leeg", is_public=True)
    found = composition.current_composition(empty)
    assert [stage.total for stage in found.stages] == [None] * 5
    assert (found.latest, composition.unheard(found)) == (None, [])
    assert "nog niet" in sign_in(make.member(empty, Role.REGISTRY)).get("/beheer/leeg/samenstelling").main


def test_figures_stay_when_people_are_erased(assembly: Assembly) -> None:
    before = composition.table(composition.current_composition(assembly))
    people = db.session.scalars(select(Registration).where(Registration.assembly_id == assembly.id)).all()
    with edge.unit_of_change():
        erasing.erase_people(assembly, people)
    assert composition.table(composition.current_composition(assembly)) == before


def test_who_got_a_letter_is_counted_as_far_as_the_register_knows(make: Any) -> None:
    ages = {"leeftijd": ["tot 40", "40+"], "wijk": ["Voorbeeldstad", "Proefdorp"], "geslacht": ["vrouw", "man"]}
    made = make.recruiting(features=ages, slug="werving")
    make.sample(made, 40)
    make.wave(made, 40, make.member(made, Role.ORGANISER), one_per_household=False)
    stage = composition.current_composition(made).stage("uitgenodigd")
    year = today().year
    young = sum(year - (1950 + number % 55) < 40 for number in range(40))
    assert stage.total == 40
    assert dict(stage.counts) == {
        ("leeftijd", "tot 40"): young,
        ("leeftijd", "40+"): 40 - young,
        ("wijk", "Voorbeeldstad"): 20,
        ("wijk", "Proefdorp"): 20,
    }


def test_small_counts_are_hidden_for_the_public_and_the_council(make: Any, assembly: Assembly) -> None:
    found = composition.without_small_counts(composition.current_composition(assembly))
    assert found.stage("geloot").total is None
    assert set(found.stage("geloot").counts.values()) == {None}
    assert found.stage("geloot").shown(("geslacht", "vrouw")) == composition.HIDDEN
    assert found.stage("uitgenodigd").shown() == ""
    signed_up = found.stage("aangemeld")
    assert all(number is None or number >= 5 for number in signed_up.counts.values())


def attacked(public: composition.Composition) -> list[tuple[str, ...]]:
    """The groups of fewer than five people that come out of one table, or of two by subtraction, or of a total."""
    found: list[tuple[str, ...]] = []
    chain = [stage for stage in public.stages if stage.is_known and stage.code != composition.LEFT]
    for feature, names in public.features.items():
        for one in chain:
            known = {name: solved(one, feature, names, name) for name in names}
            found += [(one.code, name) for name, count in known.items() if count is not None and 0 < count < 5]
            for other in chain[: chain.index(one)]:
                for name, count in known.items():
                    before = solved(other, feature, names, name)
                    if count is not None and before is not None and 0 < abs(count - before) < 5:
                        found.append((other.code, one.code, name))
    return found


def solved(stage: composition.Stage, feature: str, names: Sequence[str], name: str) -> int | None:
    """The count of an answer as it is shown, or as it follows from the total and the other answers."""
    count = stage.counts.get((feature, name))
    rest = [stage.counts.get((feature, other)) for other in names if other != name]
    if count is not None or stage.total is None or None in rest:
        return count
    return stage.total - sum(number or 0 for number in rest)


@st.composite
def compositions(draw: st.DrawFn) -> composition.Composition:
    """A pool, a panel drawn from it, who confirmed, who left, and who came to four meetings."""
    names = ["jong", "midden", "oud", "oudst"][: draw(st.integers(2, 4))]
    keys = [("leeftijd", name) for name in names]
    pool = {key: draw(st.integers(0, 60)) for key in keys}
    drawn = {key: draw(st.integers(0, pool[key])) for key in keys}
    confirmed = {key: draw(st.integers(max(0, drawn[key] - 6), drawn[key])) for key in keys}
    left = {key: drawn[key] - confirmed[key] for key in keys}
    came = [{key: draw(st.integers(max(0, n - 7), n)) for key, n in confirmed.items()} for _ in range(4)]
    counts = {"aangemeld": pool, "geloot": drawn, "bevestigd": confirmed, composition.LEFT: left}
    counts |= {f"bijeenkomst {number}": one for number, one in enumerate(came, start=1)}
    stages = [composition.Stage(code, code, sum(one.values()), one, True) for code, one in counts.items()]
    return composition.Composition({"leeftijd": names}, {}, {}, stages)


@given(composed=compositions())
def test_no_small_count_comes_out_by_subtraction_between_stages_and_meetings(
    composed: composition.Composition,
) -> None:
    assert attacked(composition.without_small_counts(composed)) == []


def test_the_attack_finds_what_is_public_without_that_rule() -> None:
    keys = [("wijk", "Centrum"), ("wijk", "Dorpen")]
    stages = [
        composition.Stage(code, code, sum(numbers), dict(zip(keys, numbers, strict=True)), True)
        for code, numbers in (("geloot", (9, 15)), ("bevestigd", (8, 15)))
    ]
    composed = composition.Composition({"wijk": ["Centrum", "Dorpen"]}, {}, {}, stages)
    assert attacked(composed) == [("geloot", "bevestigd", "Centrum")]


def test_groups_that_are_smaller_than_in_the_population_are_named() -> None:
    keys = [("leeftijd", answer) for answer in ("jong", "midden", "oud")]
    counts = dict(zip(keys, (5, 40, 55), strict=True))
    found = composition.Composition(
        features={"leeftijd": ["jong", "midden", "oud"]},
        population=dict(zip(keys, (0.2, 0.5, 0.3), strict=True)),
        targets={},
        stages=[composition.Stage("bevestigd", "Bevestigd", 100, counts, True)],
    )
    assert [(group.answer, group.share) for group in composition.unheard(found)] == [("jong", 0.05)]


def test_a_target_of_seats_allows_as_many_whole_people_of_those_who_came() -> None:
    key = ("leeftijd", "40-54")
    found = composition.Composition(
        features={"leeftijd": ["40-54"]},
        population={key: 0.2},
        targets={key: (8 / 45, 12 / 45)},
        stages=[composition.Stage("bijeenkomst 1", "Bijeenkomst 1", 41, {key: 11}, True)],
    )
    (bar,) = figures.bars(found, "leeftijd")
    assert bar.panel is not None and bar.low <= bar.panel <= bar.high


def test_everyone_sees_a_page_and_a_file_without_small_counts(make: Any, client: Any, assembly: Assembly) -> None:
    assembly.is_public = True
    db.session.commit()
    page = client.get("/burgerberaden/wonen/samenstelling")
    assert "Wie deden mee?" in page.h1
    assert "Aantallen onder de vijf tonen wij niet" in page.main
    file = client.get("/burgerberaden/wonen/samenstelling/samenstelling.csv").text
    assert file.splitlines()[0] == (
        "kenmerk,antwoord,bevolking,uitgenodigd,aangemeld,geloot,bevestigd,afgevallen,bijeenkomst 1,bijeenkomst 2"
    )
    assert file.splitlines()[1] == "totaal,,,,32,x,x,x,x,"


def test_the_team_gets_all_counts_and_councillors_the_public_ones(make: Any, sign_in: Any, assembly: Assembly) -> None:
    address = "/beheer/wonen/samenstelling/samenstelling.csv"
    assert sign_in(make.member(assembly, Role.REGISTRY)).get(address).text.splitlines()[1] == "totaal,,,,32,4,3,1,3,"
    councillor = sign_in(make.member(assembly, Role.COUNCILLOR))
    assert councillor.get(address).text.splitlines()[1] == "totaal,,,,32,x,x,x,x,"


def test_the_letter_to_the_council_needs_the_words_about_who_was_not_heard(
    make: Any, sign_in: Any, assembly: Assembly
) -> None:
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    assert griffie.get("/beheer/wonen/samenstelling/raadsbrief.pdf").status == 404
    page = griffie.get("/beheer/wonen/samenstelling").follow("Brief aan de raad")
    wrong = page.submit({"measures": "Wij gaan naar het jongerencentrum."}, button="Opslaan")
    assert wrong.errors == ["Vul in wie u niet of te weinig hoorde. Zonder dat is de brief niet eerlijk."]
    page = wrong.submit({"unheard": "Jongeren.\nZij #schreven [ons] *niet* $terug$."}, button="Opslaan")
    assert page.follow("Download de brief (PDF)").response.data[:5] == b"%PDF-"
    first = griffie.get("/beheer/wonen/samenstelling/raadsbrief.pdf").response.data
    assert griffie.get("/beheer/wonen/samenstelling/raadsbrief.pdf").response.data == first
    assert service.letter(assembly.id).measures == "Wij gaan naar het jongerencentrum."
    public = Browser(griffie.app).get("/burgerberaden/wonen/samenstelling").main
    assert "Wie is niet gehoord? Jongeren." in public and "Wij gaan naar het jongerencentrum." in public


def test_a_meeting_at_which_nobody_was_noted_has_no_figures(make: Any, assembly: Assembly) -> None:
    make.held(assembly, (), number=3)
    make.held(assembly, (Presence.SIGNED_OFF,), number=4)
    found = composition.current_composition(assembly)
    assert [found.stage(f"bijeenkomst {number}").total for number in (3, 4)] == [None, None]


def test_asking_a_replacement_counts_both_who_left_and_who_came(make: Any, assembly: Assembly) -> None:
    day = today() + timedelta(days=7)
    offered = replacing.accept(assembly, replacing.propose(assembly).mark, day)
    panel.confirm(offered[0], AnsweredBy.PHONE)
    found = composition.current_composition(assembly)
    totals = {code: found.stage(code).total for code in ("geloot", "bevestigd", "afgevallen")}
    assert totals == {"geloot": 4, "bevestigd": 4, "afgevallen": 1}
