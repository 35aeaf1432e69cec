"""Two people who change one text are told, and both texts are there to choose from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType

import pytest
from bs4 import Tag
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.outreach.models import Contact, Interest, Way
from beraad.recommendations.models import Recommendation
from tests import examples
from tests.access import table
from tests.pages import Browser, filled, flatten
from tests.visitors import VISITORS, Kept
from tests.web.sender import Sender

EDIT = "/beheer/wonen/aanbevelingen/1/wijzigen"
#: the field that two people change in the test over all forms, where the last one with something in it won't do
FIELDS = {
    "accounts_manage.edit": "name",
    "assemblies_features.change": "question",
    "recruitment.edit": "name",
    "recruitment_questions.settings": "minimum_age",
    "recruitment_texts.edit": "title",
}
#: what a form asks besides what is filled in
BESIDES = {"recommendations_answers.write": {"reason_category": "financieel", "alternative": "geen"}}
#: where people count on what was promised a change is asked for, and two requests may stand beside each other
ASKED = {
    *("assemblies_overview.dates", "assemblies_overview.question", "assemblies_room.change", "assemblies_terms.lengths")
}
#: what is filled in there is what we propose, and nothing that is stored
PROPOSALS = {
    *("lottery_population.show", "meetings.create", "outreach.add_contact", "panel.reserve_list"),
    *("recruitment_draw.extra", "recommendations_votes.rule", "recommendations_proposals_panel.amend"),
}
TYPED = ", ".join(f"input[type={kind}]" for kind in ("text", "email", "tel", "url", "number", "date"))


def prefilled(form: Tag) -> list[str]:
    """Names of the fields in which something stands."""
    typed = [field for field in form.select(TYPED) if field.get("value")]
    typed += [field for field in form.select("textarea") if field.get_text().strip()]
    return [str(field["name"]) for field in typed]


def more(text: str, times: int) -> str:
    """Another value for a field: a number that is higher, a later day, a longer text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return (date.fromisoformat(text) + timedelta(days=times)).isoformat()
    number = re.match(r"\d+(?=,\d+$|$)", text)
    return f"{int(number[0]) + times}{text[number.end() :]}" if number else text + " en meer" * times


def test_every_form_that_shows_what_is_stored_notices_that_it_was_changed_meanwhile(demo_app: Flask) -> None:
    addresses = examples.addresses(demo_app)
    routes = {route: min(allowed, key=VISITORS.index) for route, allowed in table().items() if allowed}
    senders = {visitor: Sender(demo_app, visitor) for visitor in set(routes.values())}
    unmarked, noticed, wrong = set(), set(), []
    with Kept(demo_app) as kept:
        for (method, endpoint), visitor in routes.items():
            path = addresses[method, endpoint]
            form = senders[visitor].form(path) if method == "POST" and ("GET", endpoint) in routes else None
            if form is None or not prefilled(form):
                continue
            if form.select_one("[name=based_on]") is None:
                unmarked.add(endpoint)
                continue
            data, name = flatten(filled(form)), FIELDS.get(endpoint, prefilled(form)[-1])
            data |= {"reason": "Een proef."} if "reason" in data else {}
            data |= BESIDES.get(endpoint, {})
            answers = [
                senders[visitor].post(path, data | {name: more(str(data[name]), times), "form_key": ""})
                for times in (1, 2)
            ]
            noticed.add(endpoint)
            if endpoint in ASKED:
                assert "/wijzigingen/" in str(answers[1].location) != str(answers[0].location), endpoint
            elif [answer.status_code for answer in answers] != [303, 409]:
                wrong.append((endpoint, name, [answer.status_code for answer in answers]))
            elif 'id="beide-teksten"' not in answers[1].get_data(as_text=True):
                wrong.append((endpoint, "shows only one text", []))
            kept.put_back()
    assert wrong == []
    assert unmarked == PROPOSALS
    assert len(noticed) > 30


@pytest.fixture
def wonen(make: ModuleType) -> Assembly:
    made: Assembly = make.assembly(slug="wonen")
    make.recommendation(made, title="Meer bomen", text="Plant bomen.", theme="Groen")
    return made


@pytest.fixture
def two(make: ModuleType, wonen: Assembly, sign_in: Callable[[Account], Browser]) -> tuple[Browser, Browser]:
    """Anja and Bram, each with a browser."""
    anja, bram = (make.member(wonen, Role.ORGANISER, name=name) for name in ("Anja", "Bram"))
    return sign_in(anja), sign_in(bram)


def stored(app: Flask) -> tuple[str, str, str]:
    with app.app_context():
        row = db.session.scalars(select(Recommendation)).one()
        return row.title, row.text, row.theme


def test_the_second_one_sees_both_texts_and_chooses(app: Flask, two: tuple[Browser, Browser]) -> None:
    (anja, bram), changed = [browser.get(EDIT) for browser in two], "Plant duizend\nbomen."
    anja.submit({"text": changed, "theme": "Klimaat"})
    page = bram.submit({"text": "Plant struiken."})
    assert page.status == 409
    assert page.title.startswith("Fout")
    assert "Anja heeft dit veranderd op" in page.main
    both = page.soup.select_one("section[aria-labelledby=beide-teksten]")
    assert both is not None
    assert "Plant duizend bomen. Plant struiken." in re.sub(r"\s+", " ", both.get_text(" "))
    assert "Thema Klimaat Niet door u veranderd" in re.sub(r"\s+", " ", both.get_text(" "))
    assert stored(app) == ("Meer bomen", changed, "Klimaat")
    assert "is opgeslagen" in page.submit().main
    assert stored(app) == ("Meer bomen", "Plant struiken.", "Klimaat")


def test_what_is_stored_can_be_kept(app: Flask, two: tuple[Browser, Browser]) -> None:
    anja, bram = [browser.get(EDIT) for browser in two]
    anja.submit({"text": "Plant duizend bomen."})
    page = bram.submit({"text": "Plant struiken."}).follow("Of houd wat nu bewaard is")
    assert page.soup.select_one("#text").get_text(strip=True) == "Plant duizend bomen."  # type: ignore[union-attr]
    assert stored(app)[1] == "Plant duizend bomen."


def test_a_third_change_is_noticed_too(app: Flask, two: tuple[Browser, Browser]) -> None:
    anja, bram = [browser.get(EDIT) for browser in two]
    anja.submit({"text": "Een."})
    page = bram.submit({"text": "Twee."})
    two[0].get(EDIT).submit({"text": "Drie."})
    assert page.submit().status == 409
    assert stored(app)[1] == "Drie."


def test_the_same_change_by_two_is_no_clash_and_neither_is_a_form_with_an_error(
    app: Flask, two: tuple[Browser, Browser]
) -> None:
    anja, bram = [browser.get(EDIT) for browser in two]
    anja.submit({"text": "Plant duizend bomen."})
    assert bram.submit({"text": "Plant duizend bomen."}).status == 200
    page = two[0].get(EDIT).submit({"text": ""})
    assert page.status == 422
    assert page.submit({"text": "Plant eiken."}).status == 200
    assert stored(app)[1] == "Plant eiken."


def test_somebody_who_presses_back_after_saving_sees_what_is_stored(app: Flask, two: tuple[Browser, Browser]) -> None:
    form = two[0].get(EDIT)
    form.submit({"text": "Plant duizend bomen."})
    page = form.submit({"text": "Plant eiken."}, same_form=True)
    assert page.status == 409
    assert "Plant duizend bomen." in page.main


def test_a_contact_keeps_its_interest_when_its_text_is_changed(
    app: Flask, make: ModuleType, wonen: Assembly, two: tuple[Browser, Browser]
) -> None:
    interest = Interest(assembly_id=wonen.id, name="Huurders", is_organised=False)
    contact = Contact(
        assembly_id=wonen.id, interest=interest, done_on=date(2026, 5, 1), way=Way.LIVE, text="Bezoek", reached=3
    )
    db.session.add(contact)
    db.session.commit()
    two[0].get(f"/beheer/wonen/belangen/contact/{contact.id}").submit({"text": "Gesprek"}, button="Opslaan")
    assert (contact.text, contact.interest) == ("Gesprek", interest)
