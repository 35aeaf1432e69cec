"""The question queue: asked by the panel, answered or refused with a reason, seen by all of the panel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.materials import queries_requests, requests
from beraad.materials.errors import ClosedError, ElsewhereError
from beraad.materials.models import RequestStatus
from tests.pages import Browser

SignIn = Callable[[Account], Browser]


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen")


@pytest.fixture
def organiser(make: ModuleType, assembly: Assembly) -> Account:
    return make.member(assembly, Role.ORGANISER, name="Organisator Voorbeeld")


def test_a_request_gets_somebody_a_day_and_an_answer(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account
) -> None:
    asker = sign_in(make.member(assembly, Role.PANELLIST, name="Panellid Een"))
    other = sign_in(make.member(assembly, Role.PANELLIST))
    staff = sign_in(organiser)

    page = asker.get("/panel/wonen/kennisvragen").follow("Kennisvraag stellen")
    page = page.submit({"kind": "deskundige", "text": "Wij willen een wooncoach spreken."})
    assert "Uw vraag is ontvangen." in page.main
    assert "Uw vraag" in page.main
    assert "Wij zoeken iemand die dit oppakt." in page.main

    page = other.get("/panel/wonen/kennisvragen")
    assert "Wij willen een wooncoach spreken." in page.main
    assert "Panellid Een" not in page.html

    assert "1 gevonden." in asker.get("/panel/wonen/kennisvragen").submit({"eigen": "ja"}, button="Zoek").main
    assert "Niets gevonden." in page.submit({"eigen": "ja"}, button="Zoek").main
    assert "1 gevonden." in page.submit({"zoek": "wooncoach"}, button="Zoek").main

    page = staff.get("/beheer/wonen/kennisvragen").follow("Vraag 1")
    assert "Panellid Een" not in page.html
    page = page.follow("Toewijzen").submit({"owner_id": str(organiser.id), "due_on": "31-12-2046"})
    assert "In behandeling" in page.main
    assert "Organisator Voorbeeld pakt dit op." in other.get("/panel/wonen/kennisvragen").main

    page = page.follow("Beantwoorden").submit({"words": "Zij komt **donderdag** om elf uur."})
    assert "Beantwoord" in page.main
    page = other.get("/panel/wonen/kennisvragen")
    assert "Zij komt donderdag om elf uur." in page.main


def test_a_no_needs_words(make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account) -> None:
    request = make.request(assembly)
    page = sign_in(organiser).get(f"/beheer/wonen/kennisvragen/{request.id}").follow("Nee, met uitleg")
    wrong = page.submit({"words": ""})
    assert wrong.status == 422
    assert wrong.errors == ["Schrijf het antwoord op, of leg uit waarom niet."]
    page = page.submit({"words": "Dit valt buiten de vraag."})
    panel = sign_in(make.member(assembly, Role.PANELLIST)).get("/panel/wonen/kennisvragen")
    assert "Dit valt buiten de vraag." in panel.main


def test_a_request_past_its_day_is_late(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account
) -> None:
    request = make.request(assembly)
    requests.assign(request, organiser.id, today() - timedelta(days=1))
    db.session.commit()
    browser = sign_in(organiser)
    assert "Te laat" in browser.get("/beheer/wonen/kennisvragen").main
    requests.answer(request, "Hier is het.")
    db.session.commit()
    assert "Te laat" not in browser.get("/beheer/wonen/kennisvragen").main


def test_an_answer_does_not_change(make: ModuleType, assembly: Assembly, organiser: Account) -> None:
    request = make.request(assembly)
    requests.answer(request, "Twaalf.")
    for change in (
        lambda: requests.refuse(request, "Toch niet."),
        lambda: requests.answer(request, "Dertien."),
        lambda: requests.assign(request, organiser.id, today()),
    ):
        with pytest.raises(ClosedError):
            change()
    assert (request.status, request.answer) == (RequestStatus.ANSWERED, "Twaalf.")


def test_a_second_answer_is_refused_in_the_form(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account
) -> None:
    request = make.request(assembly)
    form = sign_in(organiser).get(f"/beheer/wonen/kennisvragen/{request.id}/antwoord")
    form.submit({"words": "Twaalf."})
    page = form.submit({"words": "Dertien."})
    assert page.status == 422
    assert page.errors == ["Deze vraag heeft al een antwoord."]


def test_somebody_from_elsewhere_cannot_own_a_request(make: ModuleType, assembly: Assembly) -> None:
    request = make.request(assembly)
    for stranger in (make.member(make.assembly(), Role.ORGANISER), make.member(assembly, Role.PANELLIST)):
        with pytest.raises(ElsewhereError):
            requests.assign(request, stranger.id, today())


def test_requests_are_numbered_in_each_burgerberaad_and_open_ones_come_first(
    make: ModuleType, assembly: Assembly
) -> None:
    make.request(make.assembly())
    first, second = make.request(assembly), make.request(assembly)
    requests.answer(first, "Ja.")
    assert [row.number for row in queries_requests.requests(assembly)] == [second.number, first.number] == [2, 1]
    assert queries_requests.unassigned(assembly) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"owner_id": ""}, "Kies wie dit oppakt."), ({"due_on": "morgen"}, "Vul een bestaande dag in, zoals 31-12-2026.")],
)
def test_a_wrong_assignment_comes_back(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account, wrong: dict[str, str], message: str
) -> None:
    request = make.request(assembly)
    page = sign_in(organiser).get(f"/beheer/wonen/kennisvragen/{request.id}/toewijzen")
    page = page.submit({"owner_id": str(organiser.id), "due_on": "2046-12-31", **wrong})
    assert page.status == 422
    assert page.errors == [message]


def test_somebody_takes_over_who_is_another_than_who_handles_it(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account
) -> None:
    request, colleague = make.request(assembly), make.member(assembly, Role.OFFICIAL)
    page = sign_in(organiser).get(f"/beheer/wonen/kennisvragen/{request.id}/toewijzen")
    given = {"owner_id": str(organiser.id), "due_on": "2046-12-31"}
    page = page.submit({**given, "deputy_id": str(organiser.id)})
    assert page.errors == ["Kies een ander dan wie het oppakt."]
    page.submit({**given, "deputy_id": str(colleague.id)})
    db.session.expire_all()
    assert (request.owner_id, request.deputy_id) == (organiser.id, colleague.id)


def test_a_request_of_another_burgerberaad_does_not_exist_here(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, organiser: Account
) -> None:
    elsewhere = make.request(make.assembly())
    browser = sign_in(organiser)
    for rest in ("", "/toewijzen", "/antwoord", "/nee"):
        assert browser.get(f"/beheer/wonen/kennisvragen/{elsewhere.id}{rest}").status == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COUNCILLOR, Role.FACILITATOR])
def test_others_who_work_on_it_look_but_do_not_answer(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, role: Role
) -> None:
    request = make.request(assembly)
    browser = sign_in(make.member(assembly, role))
    page = browser.get(f"/beheer/wonen/kennisvragen/{request.id}")
    assert page.status == 200
    assert "Toewijzen" not in page.links()
    assert browser.get(f"/beheer/wonen/kennisvragen/{request.id}/antwoord").status == 403


def test_the_queue_speaks_english(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> None:
    make.request(assembly)
    browser = sign_in(make.member(assembly, Role.PANELLIST))
    browser.get("/taal/en")
    page = browser.get("/panel/wonen/kennisvragen")
    assert page.h1 == "Knowledge requests"
    assert "We are looking for somebody to take this on." in page.main
