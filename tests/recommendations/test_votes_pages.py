"""What people with a role see and do when the panel votes."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.recommendations.votes import casting, closing
from beraad.recommendations.votes.models import Choice, HandedIn, VoteRound, Way
from beraad.recruitment.models.registration import Registration
from beraad.telling.models import Message
from beraad.web.sending.models import SentForm
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
RULE = {"is_secret": "geheim", "share_of": "uitgebracht", "threshold": "50", "quorum": "50"}


def test_the_panel_votes_on_its_own_pages_from_the_rule_to_the_result(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    proposal = make.recommendation(assembly)
    meeting, seats = make.panel(assembly, present=2, absent=0)
    organiser = sign_in(make.member(assembly, Role.ORGANISER))
    address = f"/beheer/{assembly.slug}/stemmingen"
    page = organiser.get(address).follow("Stemregels vaststellen")
    page = page.submit({**RULE, "most_rounds": "2", "minority_days": "7"}, button="Maak de stemregels openbaar")
    public = Browser(organiser.app).get(f"/burgerberaden/{assembly.slug}/stemmingen")
    assert "meer dan 50 procent voor is" in public.text
    page = page.follow("Laat het panel stemmen").submit(
        {"proposals": str(proposal.id), "meeting": str(meeting.id), "way": "eigen_pagina", "minutes": "15"},
        button="Open de stemming",
    )
    assert "De stemming is open: 1." in page.text
    for seat in seats:
        ballot = sign_in(make.holder(seat)).get(f"/panel/{assembly.slug}/stemmen").follow("1. Meer bomen in het dorp")
        assert [str(button.get_text()) for button in ballot.soup.select(".beraad-ballot-choices button")] == [
            "Ik stem voor: 1. Meer bomen in het dorp",
            "Ik stem tegen: 1. Meer bomen in het dorp",
            "Ik stem blanco over: 1. Meer bomen in het dorp",
        ]
        done = ballot.submit({}, button="Ik stem voor: 1. Meer bomen in het dorp")
        assert "Uw stem is binnen. Dank u wel." in done.text
    page = organiser.get(f"{address}/1").act("Sluiten en tellen")
    assert "De stemmen zijn geteld. Uitslag: Aangenomen." in page.text
    assert "2 van 2 (100" in page.text


def test_a_ballot_leaves_no_line_in_the_log_and_no_trace_of_its_form(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    browser = sign_in(make.holder(seats[0]))

    def lines() -> list[int | None]:
        return [db.session.scalar(select(func.count()).select_from(model)) for model in (AuditEvent, SentForm)]

    before = lines()
    browser.get(f"/panel/{assembly.slug}/stemmen/{round_.number}").submit({"choice": "voor"})
    assert db.session.scalar(select(func.count()).select_from(HandedIn)) == 1
    assert lines() == before


def test_a_second_vote_and_one_of_somebody_who_is_not_there_are_refused_in_words(
    make: ModuleType, sign_in: SignIn
) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    address = f"/panel/{assembly.slug}/stemmen/{round_.number}"
    browser, absent = (sign_in(make.holder(seat)) for seat in (seats[0], seats[4]))
    page = browser.get(address)
    page.submit({"choice": "voor"})
    again = page.submit({"choice": "tegen"})
    assert again.status == 422 and again.errors == ["U hebt al gestemd. Die eerste stem telt."]
    assert "U staat niet als aanwezig op de lijst." in absent.get(address).text


def test_nobody_reads_totals_before_the_count(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    sign_in(make.holder(seats[0])).get(f"/panel/{assembly.slug}/stemmen/{round_.number}").submit({"choice": "voor"})
    page = sign_in(make.member(assembly, Role.ORGANISER)).get(f"/beheer/{assembly.slug}/stemmingen/{round_.number}")
    assert "Stem binnen" in page.text and " voor, " not in page.text
    assert "ziek naar huis" in page.text


def test_a_practice_vote_leaves_nothing(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    _meeting, seats = make.panel(assembly)
    page = sign_in(make.holder(seats[0])).get(f"/panel/{assembly.slug}/stemmen/oefenen")
    page = page.submit({}, button="Ik stem tegen: soep bij de lunch")
    assert "U stemde: tegen." in page.text
    assert db.session.scalar(select(func.count()).select_from(VoteRound)) == 0


def test_paper_goes_from_print_to_two_readers(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    meeting, _seats = make.panel(assembly, present=1, absent=0)
    round_ = make.opened(assembly, meeting, Way.PAPER)
    address = f"/beheer/{assembly.slug}/stemmingen/{round_.number}"
    first, second = (sign_in(make.member(assembly, role)) for role in (Role.ORGANISER, Role.FACILITATOR))
    page = (
        first.get(address).follow("Stembriefjes maken en afdrukken").submit({"number": "1"}, button="Maak stembriefjes")
    )
    code = page.soup.select_one(".beraad-ballot strong")
    assert code is not None
    for reader in (first, second):
        page = reader.get(f"{address}/lezen").submit({"code": code.get_text(), "choice": "voor"})
        assert "U voerde 1 briefje in." in page.text
        page = reader.get(f"{address}/telling").submit({"handed_out": "1", "declined": "0", "spoiled": "0"})
    assert "2 mensen schreven op wat er geteld is" in page.text
    assert "1 uitgedeeld, 0 niet gewild, 1 geteld" in first.get(address).act("Sluiten en tellen").text


def test_the_panel_hears_at_once_that_it_can_vote(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.drawn()
    proposal = make.recommendation(assembly)
    meeting, seats = make.panel(assembly, present=1, absent=0)
    seats[0].registration_id = db.session.scalars(select(Registration.id)).first()
    make.opened(assembly, meeting, Way.TABLE)
    organiser = sign_in(make.member(assembly, Role.ORGANISER))
    organiser.get(f"/beheer/{assembly.slug}/stemmingen/openen").submit(
        {"proposals": str(proposal.id), "meeting": str(meeting.id), "way": "eigen_pagina", "minutes": "15"}
    )
    (message,) = db.session.scalars(select(Message).where(Message.occasion.like("votes-%")))
    assert message.is_urgent and "Meer bomen in het dorp" in message.body


def test_the_panel_alone_reads_who_voted_what_in_an_open_vote(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly, present=1, absent=1)
    seats[0].registration_id = make.registration(assembly, name="Emine Voorbeeld").id
    round_ = make.opened(assembly, meeting, is_secret=False, quorum=50)
    casting.hand_in(round_, seats[0], Choice.AGAINST)
    closing.count(round_)
    db.session.commit()
    page = sign_in(make.holder(seats[1])).get(f"/panel/{assembly.slug}/stemmen/{round_.number}")
    assert "Emine Voorbeeld" in page.text
    staff = sign_in(make.member(assembly, Role.OFFICIAL)).get(f"/beheer/{assembly.slug}/stemmingen/{round_.number}")
    assert "Emine Voorbeeld" not in staff.text


def test_an_open_vote_waits_for_those_who_are_there_until_they_voted(make: ModuleType, sign_in: SignIn) -> None:
    assembly = make.assembly()
    meeting, seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting)
    browser = sign_in(make.holder(seats[0]))
    assert "Stem: stemming 1 is open" in browser.get("/mijn").text
    assert "Stem: stemming 1 is open" not in sign_in(make.holder(seats[4])).get("/mijn").text
    browser.get(f"/panel/{assembly.slug}/stemmen/{round_.number}").submit({"choice": "voor"})
    assert "Stem: stemming 1 is open" not in browser.get("/mijn").text
