"""Special personal data in draws: nobody sees them counted, and they are destroyed when their term ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, Feature, FeatureValue, Role
from beraad.days import ZONE
from beraad.extensions import db
from beraad.lottery.draw import destroying, files, papers, queries, queries_public, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import DrawEvent, DrawFile, DrawFileName, DrawKind, DrawState
from beraad.lottery.own import queries as own
from beraad.lottery.quotas import checking
from beraad.lottery.quotas import queries as quota_queries
from beraad.lottery.snapshot import sha256
from beraad.panel import queries as panel
from beraad.privacy import retention
from beraad.privacy.models import DeletionCertificate
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.questions import special
from beraad.reports import composition
from beraad.web import edge
from tests import make as make_data
from tests.prepared import once
from tests.working import work_off

pytestmark = pytest.mark.one_database
ORIGIN = ("Verzonnenland", "zeg ik liever niet")
#: the clock stands still at noon of this day
TODAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _noon(set_clock: Callable[[datetime], None]) -> None:
    set_clock(datetime.combine(TODAY, time(12), ZONE))


def registered(of: Assembly) -> list[Registration]:
    chosen = select(Registration).where(Registration.assembly_id == of.id).order_by(Registration.id)
    return list(db.session.scalars(chosen))


@once
def with_origin() -> Assembly:
    """32 people to draw four from, of whom eight told their origin."""
    of = make_data.ready_to_draw(slug="wonen", ends_on=TODAY)
    answers = [FeatureValue(value=answer, position=i) for i, answer in enumerate(ORIGIN)]
    of.features.append(Feature(name="herkomst", is_special=True, position=9, answers=answers))
    db.session.flush()
    make_data.set_quotas(of, {"herkomst": {ORIGIN[0]: (1, 2), ORIGIN[1]: (2, 3)}})
    for person in registered(of)[::4]:
        special.store(person.id, {of.features[-1].id: ORIGIN[0]})
    db.session.commit()
    return of


@once
def drawn_with_origin() -> Assembly:
    of = with_origin()
    make_data.hold(of, "042")
    return of


@pytest.fixture
def ready(context: Flask) -> Assembly:
    return with_origin()


@pytest.fixture
def drawn(context: Flask) -> Assembly:
    return drawn_with_origin()


def carry_out(of: Assembly, day: date) -> None:
    db.session.commit()
    with edge.unit_of_change():
        retention.carry_out(of.id, day, edge.commit)


def content(of: Assembly) -> str:
    draw = queries.real_draw(of.id)
    assert draw is not None
    return "".join(files.read(draw, name).decode() for name in DrawFileName)


def test_the_term_destroys_the_answers_in_draws_and_counts_the_draws(drawn: Assembly) -> None:
    service.propose(drawn, Plan(DrawKind.REHEARSAL), None)
    assert ORIGIN[0] in content(drawn)
    carry_out(drawn, TODAY)
    assert ORIGIN[0] in content(drawn), "somebody may still be replaced"
    carry_out(drawn, TODAY + timedelta(days=1))
    left = content(drawn)
    assert not any(answer in left for answer in (*ORIGIN, "herkomst")) and "geslacht" in left
    assert db.session.scalar(select(func.count(DrawFile.id))) == 3
    assert db.session.scalars(select(DeletionCertificate.counts)).one()["lotingen"] == 2
    carry_out(drawn, TODAY + timedelta(days=2))
    assert db.session.scalar(select(func.count()).where(DrawEvent.what == "destroyed")) == 2


def test_hashes_tickets_panel_and_reports_stay(drawn: Assembly) -> None:
    draw = queries.real_draw(drawn.id)
    assert draw is not None
    before = (draw.snapshot_sha256, draw.record_sha256, draw.merkle_root, draw.figures)
    tickets = [queries_public.ticket(draw, number).people for number in (0, 42, 999)]
    stages = composition.table(composition.current_composition(drawn))
    assert before[0] == sha256(files.read(draw, DrawFileName.SNAPSHOT))
    carry_out(drawn, TODAY + timedelta(days=1))
    db.session.refresh(draw)
    assert before == (draw.snapshot_sha256, draw.record_sha256, draw.merkle_root, draw.figures)
    assert tickets == [queries_public.ticket(draw, number).people for number in (0, 42, 999)]
    assert stages == composition.table(composition.current_composition(drawn))
    assert papers._destroyed(draw) and papers.protocol(draw).startswith(b"%PDF")


def test_a_draw_that_was_not_over_is_withdrawn(ready: Assembly) -> None:
    made = service.propose(ready, Plan(DrawKind.REHEARSAL), None)
    destroying.destroy(made)
    assert made.state is DrawState.VOID and made.ended_reason
    assert "herkomst" not in files.snapshot(made).features


def test_pages_and_downloads_say_that_it_was_destroyed(drawn: Assembly, make: Any, sign_in: Any, client: Any) -> None:
    draw = queries.real_draw(drawn.id)
    assert draw is not None
    person = registered(drawn)[0]
    own_page = f"/mijn-kans/{own.token(person)}"
    before = client.get(own_page)
    assert "Download het bewijs" in before.main
    browser = sign_in(make.member(drawn, Role.REGISTRY))
    shown = browser.get("/beheer/wonen/loting/1")
    hashes = (draw.snapshot_sha256, draw.record_sha256)
    carry_out(drawn, TODAY + timedelta(days=1))
    gone = shown.submit(button="Het bestand van de loting (lottery.json)")
    assert gone.status == 410
    for page in (gone, browser.get("/beheer/wonen/loting/1"), client.get("/burgerberaden/wonen/loting")):
        assert "Het bestand met antwoorden is vernietigd" in page.main
        assert all(value in page.main for value in hashes)
    after = client.get(own_page)
    assert "Daarom is er geen bewijs meer." in after.main and "van de 1000 briefjes" in after.main
    assert client.get(f"{own_page}/bewijs.json").status == 404
    assert before.main.split("van de 1000")[0][-4:] == after.main.split("van de 1000")[0][-4:]


def test_staff_see_no_counts_of_special_answers(drawn: Assembly, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(drawn, Role.REGISTRY))
    browser.get("/beheer/wonen/loting/gevolgen").submit(button="Bereken de kansen")
    db.session.commit()
    work_off()
    for path in ("loting/streefcijfers", "loting/1/kansen", "loting/gevolgen"):
        page = browser.get(f"/beheer/wonen/{path}")
        rows = [row for row in page.soup.select("main tr") if ORIGIN[0] in row.text and "niet getoond" in row.text]
        assert rows, path
        cells = [cell.text.strip() for row in rows for cell in row.select("td, th")]
        assert "8" not in cells, "eight people told this"
    draw = queries.real_draw(drawn.id)
    assert draw is not None
    assert all(row.pool is None for row in queries_public.composition(draw) if row.feature == "herkomst")
    assert "herkomst" not in {row.feature for row in panel.picture(drawn)}
    assert set(panel.answers(make.seats(drawn)[0])) == {"geslacht", "leeftijd"}
    assert "herkomst" not in composition.current_composition(drawn).features
    chosen = browser.get("/beheer/wonen/loting/1").submit(button="Wie is geloot (selected.csv)")
    assert ORIGIN[0] not in chosen.text and "geslacht" in chosen.text


def test_the_check_does_not_say_how_many_gave_a_special_answer(ready: Assembly, make: Any) -> None:
    make.set_quotas(ready, {"herkomst": {ORIGIN[0]: (9, 9), ORIGIN[1]: (0, 4)}})
    ready.seats = 9
    db.session.commit()
    make.set_quotas(ready, {"geslacht": {"vrouw": (0, 9), "man": (0, 9)}, "leeftijd": {"16-39": (0, 9), "40+": (0, 9)}})
    found = checking.check(ready).feasibility
    assert found is not None and found.code == "too_few_special" and "people" not in found.params


def test_people_who_said_nothing_about_origin_count_in_the_pool(ready: Assembly) -> None:
    assert quota_queries.pool_size(ready.id) == 32
