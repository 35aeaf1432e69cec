"""Who may pass where: every route × every visitor, against the table in access.csv.

The table says it once more, apart from the declarations in the code, and is what people read and discuss. A change of
who may do what is a change of a line there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from beraad.web.access import Access, declared, holder, public
from tests import examples, states, visitors
from tests.access import GROUPS, Route, table
from tests.visitors import ELSEWHERE, NOBODY, OUTSIDER, VISITORS, Caller, Kept

#: addresses that a machine calls with a token from the settings; without that setting they don't exist
FOR_MACHINES = {"/notify/terugmelding"}
#: parts of an address that choose a burgerberaad, or among words that every burgerberaad has, or are a hash of what is
#: computed for this one
WORDS = {"slug", "kind", "language", "purpose", "audience_code", "key", "step"}


def routes(app: Flask) -> set[Route]:
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.fixture
def addresses(demo_app: Flask) -> dict[Route, str]:
    return examples.addresses(demo_app)


def outcome(answer: TestResponse) -> str:
    """How a visitor was received: "through", or the way in which not."""
    if answer.status_code == 303 and answer.headers["Location"].startswith("/inloggen?"):
        return "sign in"
    return str(answer.status_code) if answer.status_code in (403, 404) or answer.status_code >= 500 else "through"


def refusals(visitor: str, path: str) -> set[str]:
    """How a visitor who may not pass is received: to outsiders a burgerberaad's rooms don't exist."""
    if path in FOR_MACHINES:
        return {"404"}
    if visitor == NOBODY:
        return {"sign in"}
    inside = path.startswith(("/beheer/burgerberaad-", "/panel/"))
    return {"404"} if inside and visitor in (OUTSIDER, ELSEWHERE) else {"403"}


@contextmanager
def behind_the_door(app: Flask, visitor: str) -> Iterator[None]:
    """Answer with nothing, once the declared access let `visitor` pass, where a page is made for somebody else.

    Each page is made for the first visitor who may pass. What it looks like to all others is what `test_pages_whole`
    opens. A view that decides itself whether it lets somebody in (`access.holder`) is always asked.
    """
    views = dict(app.view_functions)
    for (method, endpoint), allowed in table().items():
        access = declared(views[endpoint])
        only_reads = method == "GET" and ("POST", endpoint) not in table()
        if only_reads and access not in (public, holder) and min(allowed, key=VISITORS.index) != visitor:
            app.view_functions[endpoint] = cast(Access, access)(lambda **_values: "")
    try:
        yield
    finally:
        app.view_functions.update(views)


def test_every_route_has_a_row_and_an_example(demo_app: Flask, addresses: dict[Route, str]) -> None:
    known = routes(demo_app)
    assert known - set(table()) == set(), "routes without a line in access.csv"
    assert set(table()) - known == set(), "lines in access.csv without a route"
    assert known - set(addresses) == set(), "routes without an example"


@pytest.mark.parametrize("visitor", VISITORS)
def test_a_visitor_passes_where_the_table_says_and_nowhere_else(
    demo_app: Flask, addresses: dict[Route, str], visitor: str
) -> None:
    caller, wrong = Caller(demo_app, visitor), []
    with Kept(demo_app) as kept, behind_the_door(demo_app, visitor):
        for route, allowed in table().items():
            found = outcome(caller.send(route[0], addresses[route]))
            expected = {"through"} if visitor in allowed else refusals(visitor, addresses[route])
            if found not in expected:
                wrong.append(f"{' '.join(route)}: {found}, not {'/'.join(expected)}")
            if kept.is_changed() and (visitor not in allowed or route[0] == "GET"):
                wrong.append(f"{' '.join(route)}: changed something")
            kept.put_back()
    assert wrong == []


def test_what_belongs_to_one_burgerberaad_is_not_found_in_another(demo_app: Flask, addresses: dict[Route, str]) -> None:
    """Somebody with every role in a burgerberaad that has nothing asks there for what another one has."""
    with demo_app.app_context():
        empty = states.by_slug(states.EMPTY)
    caller, wrong = Caller(demo_app, ELSEWHERE), []
    arguments = {rule.endpoint: rule.arguments for rule in demo_app.url_map.iter_rules()}
    with Kept(demo_app) as kept:
        for method, endpoint in table():
            if "slug" in arguments[endpoint] and arguments[endpoint] - WORDS:
                answer = caller.send(method, examples.elsewhere(addresses[method, endpoint], empty))
                if answer.status_code != 404 or kept.is_changed():
                    wrong.append(f"{method} {endpoint}: {answer.status_code}")
                    kept.put_back()
    assert wrong == []


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_no_number_in_an_address_is_too_large_to_answer(
    demo_app: Flask, addresses: dict[Route, str], number: int
) -> None:
    """There is no page there, as no row can have such a key; the rest of the address is right."""
    browser, adapter, found = visitors.browser(demo_app, "griffie").raw, demo_app.url_map.bind("localhost"), {}
    for (method, endpoint), path in addresses.items():
        rule, values = adapter.match(path, method, return_rule=True)
        numbers = dict.fromkeys((name for name, value in values.items() if isinstance(value, int)), number)
        if numbers and method == "GET":
            _domain, far = rule.build({**values, **numbers}) or ("", "")
            found[endpoint] = browser.get(far).status_code
    assert len(found) > 50
    assert {endpoint: status for endpoint, status in found.items() if status != 404} == {}


def test_what_a_visitor_throws_away_is_put_back_for_the_next_test(demo_app: Flask, addresses: dict[Route, str]) -> None:
    browser = visitors.browser(demo_app, "organisator")
    with Kept(demo_app) as kept:
        browser.get(addresses["GET", "recruitment_sample.discard"]).press()
        assert not all(path.exists() for path in kept.files)
        kept.put_back()
        assert all(path.exists() for path in kept.files)


def test_every_change_needs_the_token_of_its_form(demo_app: Flask, addresses: dict[Route, str]) -> None:
    routes_with_caller = {
        route: min(allowed, key=VISITORS.index) for route, allowed in table().items() if route[0] == "POST" and allowed
    }
    callers = {visitor: Caller(demo_app, visitor) for visitor in set(routes_with_caller.values())}
    wrong = []
    with Kept(demo_app) as kept:
        for route, visitor in routes_with_caller.items():
            answer = callers[visitor].send("POST", addresses[route], with_token=False)
            if answer.status_code != 400 or kept.is_changed():
                wrong.append(f"{route[1]}: {answer.status_code}")
                kept.put_back()
    assert wrong == []


@pytest.mark.parametrize("visitor", ["ambtenaar", "bestuur", "raadslid", "waarnemer"])
def test_who_needs_no_people_sees_none(demo_app: Flask, addresses: dict[Route, str], visitor: str) -> None:
    """Names, addresses, e-mail and phone of people who signed up stay with those who work with them."""
    with demo_app.app_context():
        columns = (Registration.name, Registration.email, Registration.phone, Registration.address_line1)
        people = {text for row in db.session.execute(select(*columns)) for text in row if text}
    people -= {"Voorbeeldstraat 1"}  # also the address on the example of a letter
    caller, seen = Caller(demo_app, visitor), []
    for (method, endpoint), allowed in table().items():
        if method == "GET" and visitor in allowed and allowed != GROUPS["iedereen"]:
            text = caller.send("GET", addresses[method, endpoint]).get_data().decode(errors="replace")
            seen += [f"{endpoint}: somebody's data" for person in people if person in text][:1]
    assert len(people) > 100
    assert seen == []
