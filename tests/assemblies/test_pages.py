"""The pages of a burgerberaad as the people who run it meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies import signals
from beraad.assemblies.errors import SlugTakenError, SlugUnusableError
from beraad.assemblies.features.service import set_features
from beraad.assemblies.models import Assembly, Membership, Phase, Role, RoomKind
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import RoomItemData
from beraad.extensions import db
from beraad.mail import queries as mail
from beraad.mail.models import OutboxMessage
from tests.pages import Browser

SignIn = Callable[[Account], Browser]


@pytest.fixture
def assembly(make: Any) -> Assembly:
    found: Assembly = make.assembly(slug="wonen", title="Wonen in Voorbeelddorp", is_public=False)
    return found


@pytest.fixture
def organiser(make: Any, assembly: Assembly, sign_in: SignIn) -> Browser:
    return sign_in(make.member(assembly, Role.ORGANISER))


@pytest.fixture
def administrator(make: Any, assembly: Assembly, sign_in: SignIn) -> Browser:
    return sign_in(make.member(assembly, Role.ADMINISTRATOR, name="Beheerder 1"))


def test_my_page_leads_to_where_each_role_works(make: Any, assembly: Assembly, sign_in: SignIn) -> None:
    both = make.member(assembly, Role.ORGANISER, Role.PANELLIST)
    page = sign_in(both).get("/mijn")
    assert "Organisator, Panellid" in page.main
    assert page.follow("Werken aan Wonen in Voorbeelddorp").path == "/beheer/wonen"


def test_a_panellist_is_not_sent_to_staff_pages(make: Any, assembly: Assembly, sign_in: SignIn) -> None:
    page = sign_in(make.member(assembly, Role.PANELLIST)).get("/mijn")
    assert "/beheer/wonen" not in page.links().values()
    assert "Nieuw burgerberaad" not in page.main


def test_somebody_without_a_role_is_told_what_to_do(make: Any, sign_in: SignIn) -> None:
    assert "Vraag de beheerder" in sign_in(make.account()).get("/mijn").main


def test_the_list_shows_what_one_works_on_and_administrators_everything(make: Any, sign_in: SignIn) -> None:
    mine, other = make.assembly(title="Het mijne"), make.assembly(title="Het andere")
    page = sign_in(make.member(mine, Role.OFFICIAL)).get("/beheer")
    assert "Het mijne" in page.main
    assert "Het andere" not in page.main
    page = sign_in(make.account(is_administrator=True)).get("/beheer")
    assert {mine.title, other.title} <= set(page.links())


def test_a_griffie_starts_a_burgerberaad_and_holds_the_keys(make: Any, assembly: Assembly, sign_in: SignIn) -> None:
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    page = griffie.get("/mijn").follow("Nieuw burgerberaad")
    page = page.submit({"title": "Groen in de straat", "seats": "25"}, button="Burgerberaad maken")
    assert page.path == "/beheer/groen-in-de-straat"
    assert "Niet openbaar" in page.main
    held = select(Membership.role).join(Assembly).where(Assembly.slug == "groen-in-de-straat")
    assert set(db.session.scalars(held)) == {Role.ADMINISTRATOR, Role.REGISTRY}


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.OFFICIAL, Role.PANELLIST])
def test_others_start_none(make: Any, assembly: Assembly, sign_in: SignIn, role: Role) -> None:
    browser = sign_in(make.member(assembly, role))
    assert browser.get("/beheer/nieuw").status == 403


def test_a_wrong_new_burgerberaad_comes_back_with_the_answers(make: Any, assembly: Assembly, sign_in: SignIn) -> None:
    browser = sign_in(make.account(is_administrator=True))
    page = browser.get("/beheer/nieuw").submit(
        {"title": "  ", "seats": "veel", "slug": "wonen", "question": "Wat nu?"}, button="Burgerberaad maken"
    )
    assert page.status == 422
    assert page.errors == ["Vul de titel in.", "Vul het aantal zetels in: een getal van 1 tot en met 1.000."]
    assert "Wat nu?" in page.html
    page = page.submit({"title": "Wonen", "seats": "20"}, button="Burgerberaad maken")
    assert page.errors == ["Een ander burgerberaad heeft deze naam al. Kies een andere."]
    page = page.submit({"slug": "Wonen 2"}, button="Burgerberaad maken")
    assert page.errors == ["Gebruik kleine letters, cijfers en streepjes, zoals wonen-2026."]


def test_the_overview_says_what_is_missing_and_leads_there(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen")
    assert page.follow("Zet in de speelruimte wat open ligt.").path == "/beheer/wonen/speelruimte"
    assert page.follow("Vul in wie de opdrachtgever is.").path == "/beheer/wonen/gegevens"


def test_the_description_is_changed(organiser: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen").follow("Gegevens wijzigen")
    page = page.submit({"commissioner": "De raad", "slug": "wonen-2027"}, button="Opslaan")
    assert page.path == "/beheer/wonen-2027"
    assert "De raad" in page.main


def test_wrong_details_come_back(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/gegevens").submit({"contact_email": "geen adres", "seats": "0"}, "Opslaan")
    assert page.status == 422
    assert page.errors == [
        "Vul het aantal zetels in: een getal van 1 tot en met 1.000.",
        "Vul een e-mailadres in, zoals naam@voorbeeld.nl.",
    ]
    assert page.soup.find(attrs={"name": "contact_email", "value": "geen adres"})


def test_dates_out_of_order_are_refused_in_words(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/data").submit(
        {"sign_up_opens": "2027-03-01", "sign_up_closes": "2027-02-01", "starts_on": "1 mei"}, "Opslaan"
    )
    assert page.errors == ["Vul een bestaande dag in, zoals 31-12-2026."]
    page = page.submit({"starts_on": ""}, "Opslaan")
    assert page.errors == ["“Aanmelden kan tot en met” ligt voor “Aanmelden kan vanaf”."]
    page = page.submit({"sign_up_closes": "2027-04-01"}, "Opslaan")
    assert "1 april 2027" in page.main


def test_a_phase_with_gaps_asks_for_a_second_thought(organiser: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen").follow("Fase wijzigen").submit(button="Fase wijzigen")
    assert page.status == 422
    assert page.errors == ["Er ontbreekt nog iets. Vul het aan, of schrijf waarom u toch doorgaat."]
    page = page.submit({"despite": "De raad wil nu beginnen."}, button="Fase wijzigen")
    assert page.button == "Ga naar Werving, voor 1 medewerker"
    page = page.press()
    assert "De fase is nu: Werving." in page.main
    db.session.expire_all()
    assert assembly.phase == Phase.RECRUITMENT


def test_an_unknown_phase_is_refused(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/fase").submit({"phase": "onbekend"}, button="Fase wijzigen")
    assert page.status == 422


def test_publication_waits_for_the_room(organiser: Browser, client: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen").follow("Openbaar maken")
    assert "Zet in de speelruimte wat open ligt." in page.main
    assert client.get("/burgerberaden/wonen").status == 404
    organiser.get("/beheer/wonen/speelruimte/nieuw").submit(
        {"kind": "ligt_open", "text": "Waar wij bouwen"}, button="Opslaan"
    )
    page = organiser.get("/beheer/wonen/openbaar").press()
    assert "De pagina is openbaar." in page.main
    assert client.get("/burgerberaden/wonen").status == 200
    organiser.get("/beheer/wonen/openbaar").press()
    assert client.get("/burgerberaden/wonen").status == 404


def test_the_room_is_written_ordered_and_mended(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/speelruimte")
    page = page.follow("Toevoegen aan “Ligt open”")
    page = page.submit({"text": ""}, button="Opslaan")
    assert page.errors == ["Vul in waar het om gaat."]
    page = page.submit({"text": "Waar wij bouwen", "reason": "Motie 3"}, button="Opslaan")
    page = page.follow("Toevoegen aan “Ligt open”").submit({"text": "Hoe hoog"}, button="Opslaan")
    assert page.main.index("Waar wij bouwen") < page.main.index("Hoe hoog")
    page = page.submit(button="Omhoog")
    assert page.main.index("Hoe hoog") < page.main.index("Waar wij bouwen")
    page = page.submit(button="Omlaag").follow("Wijzig Waar wij bouwen")
    page = page.submit({"text": "Waar niet", "kind": "staat_vast"}, button="Opslaan")
    assert "Waar niet" in page.main
    page = page.follow("Wijzig Waar niet").submit(button="Verwijderen")
    assert "Waar niet" not in page.main


def test_the_usual_features_are_added_in_one_go(organiser: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen/kenmerken").follow("Gebruikelijke kenmerken toevoegen")
    assert "opleiding: praktisch, middelbaar, theoretisch" in page.main and "leeftijd" not in page.main
    wrong = page.submit({"districts": "Noord"}, button="Voeg toe")
    assert wrong.errors == ["Vul minstens twee wijken of dorpen in, elk op een eigen regel."]
    page = wrong.submit({"districts": "Noord\n\nZuid"}, button="Voeg toe")
    assert "kenmerken toegevoegd." in page.text and "Noord Zuid" in page.main
    assert "Wat is uw hoogste opleiding?" in page.main and "In welke wijk of welk dorp woont u?" in page.main
    assert "Gebruikelijke kenmerken toevoegen" not in page.links()
    db.session.refresh(assembly)
    names = [feature.name for feature in assembly.features]
    assert len(names) == len(set(names)) and {"geslacht", "leeftijd", "opleiding", "wijk"} <= set(names)


def test_features_are_added_changed_and_removed(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/kenmerken").follow("Kenmerk toevoegen")
    page = page.submit({"name": "leeftijd", "answers": "jong"}, button="Opslaan")
    assert page.errors == ["Vul minstens twee antwoorden in, elk op een eigen regel."]
    page = page.submit({"answers": "jong\n\n oud \n"}, button="Opslaan")
    assert page.errors == ["Deze naam komt twee keer voor: leeftijd."]
    page = page.submit({"name": "wijk", "question": "Waar woont u?"}, button="Opslaan")
    assert "jong oud" in page.main
    page = page.follow("Wijzig wijk").submit({"answers": "noord\nzuid\nnoord"}, button="Opslaan")
    assert page.errors == ["Deze naam komt twee keer voor: noord."]
    page = page.submit({"answers": "noord\nzuid"}, button="Opslaan")
    assert "noord zuid" in page.main
    page = page.follow("Wijzig wijk").submit(button="Verwijderen")
    assert "Waar woont u?" not in page.main


@pytest.fixture
def somebody_signed_up() -> Iterator[None]:
    def yes(_assembly: Assembly) -> bool:
        return True

    with signals.features_in_use.connected_to(yes):
        yield


@pytest.mark.usefixtures("somebody_signed_up")
def test_features_in_use_say_why_they_stay(organiser: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen/kenmerken")
    assert "Er zijn al aanmeldingen" in page.main
    assert "Kenmerk toevoegen" not in page.main
    page = page.follow("Wijzig leeftijd").submit({"answers": "16-39\n40-64\n65+"}, button="Opslaan")
    assert page.status == 422
    assert page.errors[0].startswith("Mensen hebben dit kenmerk al ingevuld.")
    page = page.submit({"answers": "16-39\n40+\nonbekend"}, button="Opslaan")
    assert "onbekend" in page.main
    removal = organiser.post(
        f"/beheer/wonen/kenmerken/{assembly.features[0].id}/verwijderen",
        {"csrf_token": page.soup.find(attrs={"name": "csrf_token"})["value"]},
    )
    assert "U kunt alleen de vraag veranderen" in removal.main


def test_an_administrator_grants_and_revokes_roles(administrator: Browser, assembly: Assembly) -> None:
    page = administrator.get("/beheer/wonen/mensen").follow("Iemand toevoegen")
    page = page.submit({"email": "geen adres", "name": ""}, button="Toevoegen")
    assert page.errors == ["Vul een e-mailadres in, zoals naam@voorbeeld.nl.", "Vul de naam in."]
    page = page.submit(
        {"email": "Nieuw@voorbeeld.example", "name": "Account nieuw", "role": "griffie"}, button="Toevoegen"
    )
    assert page.button == "Geef Account nieuw de rol Griffie"
    page = page.press()
    assert "Account nieuw heeft nu de rol Griffie." in page.main
    assert "nieuw@voorbeeld.example" in page.main
    page = page.act("Griffie van Account nieuw intrekken")
    assert "nieuw@voorbeeld.example" not in page.main
    assert "Beheerder van Beheerder 1 intrekken" not in page.links()
    alone = db.session.scalars(select(Membership.account_id).where(Membership.role == Role.ADMINISTRATOR)).one()
    page = administrator.get(f"/beheer/wonen/mensen/{alone}/beheerder/intrekken")
    assert page.status == 409
    assert "Dit is de enige beheerder." in page.main


def test_an_account_that_exists_is_not_made_twice(administrator: Browser, make: Any) -> None:
    known = make.account(email="bekend@voorbeeld.example", name="Account bekend")
    page = administrator.get("/beheer/wonen/mensen/nieuw").submit(
        {"email": "BEKEND@voorbeeld.example", "name": "Iets anders", "role": "waarnemer"}, button="Toevoegen"
    )
    page = page.press()
    assert "Iets anders heeft nu de rol Waarnemer." in page.text, "not the name behind the address"
    assert db.session.scalars(select(Account.id).where(Account.name == "Account bekend")).all() == [known.id]


def test_nobody_gets_a_role_unseen(administrator: Browser, assembly: Assembly, make: Any, sign_in: Any) -> None:
    other = make.member(assembly, Role.REGISTRY)
    own = db.session.scalars(select(Account).join(Membership).where(Membership.role == Role.ADMINISTRATOR)).one()
    form = administrator.get("/beheer/wonen/mensen/nieuw")
    page = form.submit({"email": own.email.upper(), "name": "Ik", "role": "griffie"}, button="Toevoegen")
    assert page.status == 409 and "U kunt uzelf geen rol geven." in page.main
    form.submit({"email": "vriend@voorbeeld.example", "name": "Vriend", "role": "griffie"}, button="Toevoegen").press()
    told = db.session.scalars(select(OutboxMessage).where(OutboxMessage.reference.like("role-%"))).all()
    assert [message.recipient for message in told] == [other.email]
    assert "vriend@voorbeeld.example" in mail.text(told[0])


def test_an_organiser_sees_the_people_and_grants_nothing(organiser: Browser) -> None:
    page = organiser.get("/beheer/wonen/mensen")
    assert "Iemand toevoegen" not in page.main
    assert organiser.get("/beheer/wonen/mensen/nieuw").status == 403


def test_the_plan_is_written_approved_and_then_locked(organiser: Browser, assembly: Assembly) -> None:
    page = organiser.get("/beheer/wonen/participatieplan").follow("Plan schrijven")
    page = page.submit({"goal": "Advies aan de raad"}, button="Opslaan")
    assert "Versie 1" in page.main
    page = page.follow("Plan vaststellen").submit({"approved_by": "De raad"}, button="Plan vaststellen")
    assert page.errors == ["Vul de dag in waarop het plan is vastgesteld."]
    page = page.submit({"approved_on": "2026-01-05"}, button="Plan vaststellen")
    assert page.errors == ["Het plan is nog niet af. Hieronder staat wat er ontbreekt."]
    names = ("occasion", "participants", "resources", "decision_making", "feedback", "evaluation")
    organiser.get("/beheer/wonen/participatieplan/schrijven").submit(dict.fromkeys(names, "Klaar."), button="Opslaan")
    promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, "Waar wij bouwen"))
    db.session.commit()
    page = organiser.get("/beheer/wonen/participatieplan/vaststellen")
    page = page.submit({"approved_by": "De raad", "approved_on": "2026-01-05"}, button="Plan vaststellen").press()
    assert "Vastgesteld door De raad op 5 januari 2026" in page.main
    assert organiser.get("/beheer/wonen/participatieplan/vaststellen").status == 404
    page = page.follow("Nieuwe versie schrijven").submit({"goal": "Ander doel"}, button="Opslaan")
    assert "Ander doel" in page.main
    assert "Advies aan de raad" in page.follow("Versie 1").main


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICIAL, Role.EXECUTIVE, Role.COUNCILLOR, Role.OBSERVER])
def test_those_who_follow_read_and_change_nothing(make: Any, assembly: Assembly, sign_in: SignIn, role: Role) -> None:
    browser = sign_in(make.member(assembly, role))
    for path in ("", "/speelruimte", "/kenmerken", "/participatieplan"):
        page = browser.get(f"/beheer/wonen{path}")
        assert page.status == 200
        assert not page.soup.select("main form")
    for path in ("/gegevens", "/vraag", "/data", "/fase", "/openbaar", "/speelruimte/nieuw", "/mensen"):
        assert browser.get(f"/beheer/wonen{path}").status == 403


def test_lines_of_another_burgerberaad_are_not_there(make: Any, organiser: Browser) -> None:
    other = make.assembly()
    line = promises.add_room_item(other, RoomItemData(RoomKind.OPEN, "Elders"))
    db.session.commit()
    assert organiser.get(f"/beheer/wonen/speelruimte/{line.id}").status == 404
    assert organiser.get(f"/beheer/wonen/kenmerken/{other.features[0].id}").status == 404
    assert organiser.get(f"/beheer/{other.slug}").status == 404


def test_somebody_of_another_burgerberaad_keeps_the_role(make: Any, administrator: Browser) -> None:
    other = make.assembly()
    stranger = make.member(other, Role.REGISTRY)
    token = administrator.get("/beheer/wonen/mensen/nieuw").soup.find(attrs={"name": "csrf_token"})["value"]
    for path in (f"{stranger.id}/griffie", f"{stranger.id}/panellid", f"{stranger.id}/onzin"):
        page = administrator.post(f"/beheer/wonen/mensen/{path}/intrekken", {"csrf_token": token})
        assert page.status == 404
    held = db.session.scalars(select(Membership.role).where(Membership.account_id == stranger.id)).all()
    assert held == [Role.REGISTRY]


def test_the_log_says_who_did_what_without_what_was_written(organiser: Browser) -> None:
    organiser.get("/beheer/wonen/gegevens").submit({"contact_name": "Contactpersoon 7"}, button="Opslaan")
    page = organiser.get("/beheer/wonen").follow("Logboek")
    assert "Gegevens van het burgerberaad veranderd" in page.main and "velden: Contactpersoon" in page.main
    assert "Contactpersoon 7" not in page.main


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.OBSERVER, Role.PANELLIST])
def test_the_log_is_for_those_who_run_it(make: Any, assembly: Assembly, sign_in: SignIn, role: Role) -> None:
    assert sign_in(make.member(assembly, role)).get("/beheer/wonen/logboek").status == 403


def test_commands_make_and_list(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    made = run(args=["assembly", "create", "--title", "Wonen in 2040", "--seats", "75", "--question", "Hoe?"])
    assert (made.exit_code, made.output) == (0, "wonen-in-2040\n")
    assert run(args=["assembly", "list"]).output == "wonen-in-2040\tvoorbereiding\t75\tWonen in 2040\n"
    again = run(args=["assembly", "create", "--title", "Anders", "--seats", "7", "--slug", "wonen-in-2040"])
    assert isinstance(again.exception, SlugTakenError)
    wrong = run(args=["assembly", "create", "--title", "Anders", "--seats", "7", "--slug", "Wonen!"])
    assert isinstance(wrong.exception, SlugUnusableError)
    assert run(args=["assembly", "create", "--title", "Anders", "--seats", "0"]).exit_code == 2
    assert run(args=["assembly", "list"]).output.count("\n") == 1


def test_the_overview_takes_no_query_per_row(app: Flask, make: Any, assembly: Assembly, organiser: Browser) -> None:
    from tests.crawl import counted

    with counted(db.engine) as few:
        organiser.get("/beheer/wonen")
    for number in range(12):
        make.member(assembly, Role.OBSERVER)
        promises.add_room_item(assembly, RoomItemData(RoomKind.OPEN, f"Punt {number}"))
    set_features(assembly, {f"kenmerk {number}": ["ja", "nee"] for number in range(12)})
    db.session.commit()
    with counted(db.engine) as many:
        organiser.get("/beheer/wonen")
    assert len(many) == len(few)


def test_each_wording_of_the_question_is_kept_with_how_it_was_looked_at(organiser: Browser) -> None:
    organiser.get("/beheer/wonen/vraag").submit({"question": "Hoe wonen wij?"})
    page = organiser.get("/beheer/wonen/vraag/toets").submit(
        {"checks": ["een_vraag", "neutraal"], "tried_with": "5", "remarks": "Zij dachten aan huren."}
    )
    assert "Geprobeerd met 5 inwoners." in page.main
    assert page.main.count("Niet nagekeken") == 2
    organiser.get("/beheer/wonen/vraag").submit({"question": "Hoe willen wij wonen?"})
    page = organiser.get("/beheer/wonen/vraag/versies")
    assert [heading.get_text() for heading in page.soup.select("main h2")] == ["Versie 2", "Versie 1"]
    assert page.main.count("Niet nagekeken") == 4 + 2
    assert "Zij dachten aan huren." in page.main


def test_a_question_that_stays_the_same_gets_no_new_wording(organiser: Browser) -> None:
    organiser.get("/beheer/wonen/vraag").submit({"question": "Hoe wonen wij?"})
    organiser.get("/beheer/wonen/vraag").submit({"background": "Eerder onderzoek"})
    assert organiser.get("/beheer/wonen/vraag/versies").main.count("Versie") == 2  # the title, and one wording


def test_without_a_question_there_is_nothing_to_look_at(make: Any, sign_in: SignIn) -> None:
    empty = make.assembly(slug="leeg", question="")
    page = sign_in(make.member(empty, Role.ORGANISER)).get("/beheer/leeg/vraag/toets")
    assert "Schrijf eerst de vraag op." in page.text
