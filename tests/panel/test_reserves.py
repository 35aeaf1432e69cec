"""Reserves for the drop-out to be expected."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import files
from beraad.lottery.draw import queries as lottery
from beraad.lottery.errors import DropoutFileError
from beraad.panel import service
from beraad.panel.errors import DrawMissingError
from beraad.panel.models import AnsweredBy, Reserve, ReserveList
from beraad.panel.replacement import queries, reserves
from beraad.panel.replacement import service as replacing
from beraad.panel.replacement.reserves import ReservesData
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up import service as recruitment
from beraad.web import edge


def choose(assembly: Assembly, count: int, leave_percent: int) -> ReserveList:
    """What the job does, at once."""
    choice = reserves.load(assembly, ReservesData(count, leave_percent))
    return reserves.store(choice, reserves.choose(choice, lambda *_: None))


def test_reserves_are_not_on_the_panel_and_help_more_than_none(make: Any) -> None:
    assembly = make.drawn()
    found = choose(assembly, 6, 30)
    ids = [reserve.pool_id for reserve in found.reserves]
    assert len(set(ids)) == 6
    assert not set(ids) & {seat.pool_id for seat in make.seats(assembly)}
    assert found.met >= found.met_random >= 0
    assert found.met > found.met_without
    assert found.leaving == pytest.approx(1.2, abs=0.5)
    again = choose(assembly, 6, 30)
    assert [reserve.pool_id for reserve in again.reserves] == ids
    assert queries.current_list(assembly.id) is again


def test_an_empty_seat_goes_to_a_reserve_first_and_then_to_others(make: Any) -> None:
    assembly = make.drawn()
    service.ask_everyone(assembly, today() + timedelta(days=7))
    chosen = choose(assembly, 4, 20)
    ids = {reserve.pool_id for reserve in chosen.reserves}
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    proposal = replacing.propose(assembly)
    assert proposal.from_reserves
    assert proposal.seats[0][1] in ids
    for person in db.session.scalars(select(Registration).where(Registration.pool_id.in_(ids))):
        recruitment.withdraw(person)
    other = replacing.propose(assembly)
    assert not other.from_reserves
    assert other.seats[0][1] not in ids


def a_list_of(assembly: Assembly, pool_ids: list[str]) -> ReserveList:
    figures = {"met": 1.0, "met_random": 1.0, "met_without": 1.0, "leaving": 1.0}
    people = [Reserve(rank=rank, pool_id=pool_id) for rank, pool_id in enumerate(pool_ids, start=1)]
    made = ReserveList(assembly_id=assembly.id, leave_percent=20, seed="00", reserves=people, **figures)
    db.session.add(made)
    db.session.flush()
    return made


def test_reserves_who_would_break_a_quota_give_way_to_others_who_fit(make: Any) -> None:
    assembly = make.drawn()
    service.ask_everyone(assembly, today() + timedelta(days=7))
    people = files.snapshot(lottery.real_draw(assembly.id)).people
    seated = {seat.pool_id for seat in make.seats(assembly)}
    women = [one for one, answers in people.items() if one not in seated and "vrouw" in answers]
    a_list_of(assembly, women[:2])
    gone = next(seat for seat in make.seats(assembly) if "man" in people[seat.pool_id])
    service.decline(gone, AnsweredBy.PHONE)
    proposal = replacing.propose(assembly)
    assert (proposal.meets_all, proposal.from_reserves) == (True, False)
    assert "man" in people[proposal.seats[0][1]]


def test_officials_may_draw_from_everyone_although_there_are_reserves(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen")
    service.ask_everyone(assembly, today() + timedelta(days=7))
    choose(assembly, 4, 20)
    service.decline(make.seats(assembly)[0], AnsweredBy.PHONE)
    db.session.commit()
    page = sign_in(make.member(assembly, Role.REGISTRY)).get("/beheer/wonen/panel/vervanging")
    page = page.follow("Loot liever uit iedereen die nog kan")
    assert "Zij zijn geloot uit iedereen die nog kan" in page.main
    day = (today() + timedelta(days=7)).isoformat()
    done = page.submit({"answer_by": day}, button="Vraag deze vervangers").press()
    assert "1 vervanger is gevraagd" in done.text


def test_factors_from_earlier_assemblies_and_their_faults(make: Any) -> None:
    assembly = make.drawn()
    table = "feature,value,beta\nintercept,,0.9\nleeftijd,16-39,0.5\n"
    replacing.ask_reserves(assembly, ReservesData(3, 20, table, "ervaring.csv"))
    edge.commit()
    assert queries.current_list(assembly.id).source == "ervaring.csv"
    with pytest.raises(DropoutFileError) as caught:
        replacing.ask_reserves(assembly, ReservesData(3, 20, table.replace("0.5", "veel"), "ervaring.csv"))
    assert (caught.value.code, caught.value.params["row"]) == ("dropout_beta", 3)


def test_before_the_draw_there_are_no_reserves(make: Any) -> None:
    with pytest.raises(DrawMissingError):
        replacing.ask_reserves(make.ready_to_draw(), ReservesData(3, 20))


def test_the_griffie_chooses_reserves_on_a_page(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get("/beheer/wonen/panel").follow("Reserves")
    wrong = page.submit({"count": "0"}, button="Kies de reserves")
    assert (wrong.status, wrong.errors) == (422, ["Vul een getal van 1 tot en met 500 in."])
    file = (io.BytesIO(b"feature,value,beta\nleeftijd,oud,0.5\n"), "ervaring.csv")
    wrong = page.submit({"count": "3", "factors": [file]}, button="Kies de reserves")
    assert "ervaring.csv, rij 2, kolom value: oud komt niet voor bij de kenmerken." in wrong.errors
    done = page.submit({"count": "3"}, button="Kies de reserves")
    assert "De reserves worden gekozen" in done.text
    assert "Evenveel reserves door het lot" in done.main
