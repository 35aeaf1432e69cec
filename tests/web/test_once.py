"""The same form sent twice makes one thing, whichever form it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from flask import Flask, g
from sqlalchemy import select

from beraad import orm
from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recommendations.models import Recommendation
from beraad.web.sending import once
from tests import examples
from tests.access import table
from tests.pages import Browser, flatten
from tests.visitors import VISITORS, Kept
from tests.web.filling import answers
from tests.web.sender import Sender

#: what a form needs besides what anybody fills in
BESIDES = {
    "assemblies.create": {"slug": "proef"},
    "allowances_panel.travel": {"amount": "12"},
    "meetings.create": {"ends": "16:00"},
    "recommendations_follow_up.report": {"happened_on": "2026-11-01"},
}
#: forms that make something; more of them are sent twice below
MAKING = {
    *("accounts_manage.create", "allowances.draw_up", "assemblies.create"),
    *("assemblies_room.add", "lottery.propose", "lottery_own.notify", "materials.create"),
    *("materials_ask.ask", "meetings.create", "meetings_programme.create_block", "meetings_programme.create_guest"),
    *("outreach.add_contact", "outreach.add_interest", "privacy.term"),
    *("recommendations_follow_up.report", "recruitment_draw.extra"),
    *("recruitment_questions.add", "telling.add"),
}
#: what came of these stands in the cookie, or the first one takes away the right to come back
ONCE_OF_THEMSELVES = {
    "accounts.use_link",
    "recruitment_codes.renew",
    "panel_own.stop",
    "accounts_own.sign_out_everywhere",
}


def test_every_form_that_did_its_work_does_nothing_a_second_time(demo_app: Flask) -> None:
    addresses = examples.addresses(demo_app)
    routes = {route: min(allowed, key=VISITORS.index) for route, allowed in table().items() if allowed}
    senders = {visitor: Sender(demo_app, visitor) for visitor in set(routes.values())}
    done, wrong = set(), []
    with Kept(demo_app) as kept:
        for (method, endpoint), visitor in routes.items():
            if method != "POST" or endpoint in ONCE_OF_THEMSELVES:
                continue
            sender, path = senders[visitor], addresses[method, endpoint]
            data = sender.data_for(path) | BESIDES.get(endpoint, {})
            first = sender.post(path, data)
            if first.status_code == 303 and kept.is_changed():
                before, second = kept.version_now(), sender.post(path, data)
                done.add(endpoint)
                if second.location != first.location or kept.version_now() != before:
                    wrong.append(f"{endpoint}: {second.status_code} {second.location}")
            kept.put_back()
    assert wrong == []
    assert MAKING - done == set(), "not sent, as something was wrong in the form"
    assert len(done) > 90


def written(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Recommendation.title).order_by(Recommendation.number)))


@pytest.fixture
def editor(make: ModuleType, sign_in: Callable[[Account], Browser]) -> Browser:
    return sign_in(make.member(make.assembly(slug="wonen"), Role.ORGANISER))


NEW = "/beheer/wonen/aanbevelingen/nieuw"
MORE_TREES = {"title": "Meer bomen", "text": "Plant bomen."}


def test_a_form_that_is_sent_again_leads_to_what_the_first_one_made_and_says_so(app: Flask, editor: Browser) -> None:
    form = editor.get(NEW)
    first, again = (form.submit(MORE_TREES, same_form=True) for _time in range(2))
    assert again.path == first.path == "/beheer/wonen/aanbevelingen/1"
    assert "U had dit al verstuurd" in again.main
    assert "U had dit al verstuurd" not in first.main
    assert written(app) == ["Meer bomen"]


def test_other_words_in_a_form_that_was_sent_are_kept_and_sent_if_one_wants_to(app: Flask, editor: Browser) -> None:
    form = editor.get(NEW)
    form.submit(MORE_TREES)
    page = form.submit({"title": "Meer banken", "text": "Zet banken neer."}, same_form=True)
    assert page.status == 422
    assert "al eerder verstuurd" in page.errors[0]
    assert page.soup.select_one("#title")["value"] == "Meer banken"  # type: ignore[index]
    assert written(app) == ["Meer bomen"]
    page.submit()
    assert written(app) == ["Meer bomen", "Meer banken"]


def test_a_form_that_was_refused_can_be_sent_again(app: Flask, editor: Browser) -> None:
    form = editor.get(NEW)
    assert form.submit({"title": "Meer bomen", "text": ""}, same_form=True).status == 422
    form.submit(MORE_TREES, same_form=True)
    assert written(app) == ["Meer bomen"]


def test_somebody_else_with_the_same_key_sends_another_form(
    app: Flask, make: ModuleType, editor: Browser, sign_in: Callable[[Account], Browser]
) -> None:
    with app.app_context():
        other = sign_in(make.member(db.session.scalars(select(Assembly)).one(), Role.REGISTRY))
    key = editor.get(NEW).form().select_one("[name=form_key]")["value"]  # type: ignore[index]
    editor.get(NEW).submit({**MORE_TREES, "form_key": key})
    other.get(NEW).submit({**MORE_TREES, "form_key": key})
    assert written(app) == ["Meer bomen", "Meer bomen"]


def test_forms_of_long_ago_are_forgotten(app: Flask, editor: Browser) -> None:
    editor.get(NEW).submit(MORE_TREES)
    with app.app_context():
        assert once.forget(orm.now() - once.KEPT) == 0
        assert once.forget(orm.now() + timedelta(seconds=1)) == 1


def test_two_at_the_same_moment_make_one(app: Flask, editor: Browser) -> None:
    page = editor.get(NEW)
    data = flatten(answers(page.form())) | MORE_TREES
    cookie = editor.raw.get_cookie("beraad")
    assert cookie is not None
    start, locations = threading.Barrier(3), []

    def send() -> None:
        client = app.test_client()
        client.set_cookie("beraad", cookie.value)
        start.wait()
        locations.append(client.post(NEW, data=data).location)

    threads = [threading.Thread(target=send) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert locations == ["/beheer/wonen/aanbevelingen/1"] * 3
    assert written(app) == ["Meer bomen"]


def test_the_key_of_a_form_names_the_account_and_nobody_else_can_make_one(app: Flask) -> None:
    with app.test_request_context():
        g.account = None
        assert once.maker_of(once.form_key()) is None
        g.account = Account(id=12)
        key = once.form_key()
        assert once.maker_of(key) == 12
        assert once.maker_of(key.replace("12.", "13.", 1)) is None
        assert once.maker_of("12.abc.def") is once.maker_of("") is None
