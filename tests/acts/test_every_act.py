"""Every act of weight: the page says what will happen, and that is what happens, or nothing does."""

from __future__ import annotations

import inspect
import re
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.acts import registry
from beraad.acts.models import Proposal, ProposalState
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.web.places import templates
from tests.acts.case import Case
from tests.acts.cases import CASES
from tests.pages import Browser, Page

#: done without an account: see `tests/recruitment/sign_up/test_sign_up.py`
OF_RESIDENTS = {"recruitment.withdraw_own"}


def test_every_act_has_a_case(context: Flask) -> None:
    assert set(registry.every()) == {*CASES, *OF_RESIDENTS}


@pytest.fixture(params=CASES)
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def case(key: str, app: Flask, make: ModuleType) -> Case:
    return CASES[key](make)


def opened(browser: Browser, case: Case) -> Page:
    page = browser.get(f"/beheer/{case.assembly.slug}/{case.path}")
    return page.submit(case.asked, button=case.button) if case.asked else page


def facts(page: Page) -> dict[str, str]:
    names, values = page.soup.select("main dl dt"), page.soup.select("main dl dd")
    pairs = zip(names, values, strict=True)
    return {name.get_text(strip=True): value.get_text(strip=True) for name, value in pairs}


def test_the_page_says_what_happens_and_a_change_meanwhile_is_refused(
    key: str, case: Case, make: ModuleType, sign_in: Any
) -> None:
    first = sign_in(case.made_by or make.member(case.assembly, case.roles[0]))
    second = sign_in(make.member(case.assembly, case.roles[1]))
    needs_two = registry.every()[key].second is not None
    page = opened(first, case)
    if needs_two and case.made_by is None and page.button.startswith("Leg voor: "):
        page.press()
    page = opened(second if needs_two else first, case)
    said, heading = facts(page), page.soup.find("h2", string="Kan het terug?")
    assert page.status == 200 and any(re.search(r"\d", number) for number in said.values())
    assert heading is not None and heading.find_next("p").get_text().startswith(("Ja", "Nee"))
    assert re.search(r"\d|Account nieuw|rol|openbaar|Gooi .* weg|Trek aanmelding", page.button), (
        "the button repeats the act"
    )
    case.spoil()
    refused = page.press(case.typed)
    status, words = case.refused
    assert refused.status == status and words in refused.main
    assert db.session.scalars(select(AuditEvent.id).where(AuditEvent.action == "acts.done")).all() == []
    case.mend()
    page = opened(first, case)
    if needs_two and page.button.startswith("Leg voor: "):
        page.press(case.typed)
    page = opened(second if needs_two else first, case)
    done(key, case, page)


def done(key: str, case: Case, page: Page) -> None:
    """Press the button, and see that what was said is what happened, and who did it on which page."""
    said = facts(page)
    after = page.press(case.typed)
    assert after.status == 200, after.main
    db.session.expire_all()
    assert {label: said[label].replace(".", "") for label in case.counted()} == {
        k: str(v) for k, v in case.counted().items()
    }
    assert db.session.scalars(select(Proposal.act).where(Proposal.state == ProposalState.OPEN)).all() == list(case.next)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "acts.done")).one()
    assert event.details["act"] == key and re.fullmatch("[0-9a-f]{64}", event.details["fingerprint"])
    by = [event.details.get(name) for name in ("proposed_by", "approved_by", "done_by") if name in event.details]
    assert None not in by and len(set(by)) == (2 if registry.every()[key].second else 1)


def test_no_page_has_a_button_or_a_tick_of_its_own_for_an_act(context: Flask) -> None:
    """Buttons lead to the page of the act; only a form that asks something first is sent to it."""
    sources = {name: inspect.getsource(inspect.unwrap(view)) for name, view in context.view_functions.items()}
    on_page = [name for name, source in sources.items() if "acts_page(" in source and "carried=" not in source]
    pages = {str(path): path.read_text() for path in templates().rglob("*.html")}
    direct = [
        (name, page) for name in on_page for page, text in pages.items() if f'post_button(url_for("{name}"' in text
    ]
    assert len(on_page) >= 15 and direct == []
    assert [page for page, text in pages.items() if "form.sure" in text] == []
    asked_to_be_sure = re.compile(r"ConfirmForm|zeker weten|[Ww]eet u (het )?zeker|submit\(_\(.Ja, (?!ik doe mee)")
    in_own_way = [name for name, text in (sources | pages).items() if asked_to_be_sure.search(text)]
    assert len(in_own_way) == 0, in_own_way
