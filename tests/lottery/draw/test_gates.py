"""What residents were promised holds: no list is frozen while they can sign up, and nobody signs up for one that is."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.draw import service
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import DoublesError, SignUpOpenError
from beraad.lottery.models import DrawKind, DrawState
from beraad.orm import now
from beraad.recruitment.errors import PoolFrozenError
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.office import service as office
from beraad.recruitment.questions import service as questions
from beraad.recruitment.sign_up import service as sign_up
from beraad.telling.ways import ContactBy
from tests.residents import enter

REAL = Plan(DrawKind.REAL, short_term_reason="De zaal is alleen vandaag vrij")
DAY = timedelta(days=1)
FIXED = "De lijst voor de loting ligt vast sinds"


def frozen(make: Any, assembly: Assembly) -> Any:
    """The real draw of this burgerberaad, whose list two officials froze."""
    draw = service.propose(assembly, REAL, make.member(assembly, Role.REGISTRY))
    service.approve(draw, make.member(assembly, Role.ORGANISER))
    db.session.commit()
    return draw


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phase": Phase.RECRUITMENT}, "De fase is nog Werving. Ga eerst naar de fase Loting."),
        ({"phase": Phase.RECRUITMENT, "sign_up_closes": -1}, "De fase is nog Werving. Ga eerst naar de fase Loting."),
        ({"phase": Phase.LOTTERY, "sign_up_closes": 0}, "Mensen kunnen zich nog aanmelden tot en met {day}."),
    ],
)
def test_no_real_draw_is_proposed_while_people_can_sign_up(
    make: Any, sign_in: Any, values: dict[str, Any], said: str
) -> None:
    if "sign_up_closes" in values:
        values = {**values, "sign_up_closes": today() + values["sign_up_closes"] * DAY}
    assembly = make.ready_to_draw(**values)
    said = said.format(day=format_date(today(), "long", "nl")) if "{day}" in said else said
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/loting/nieuw")
    assert "Een echte loting kan nog niet" in page.main and said in page.main
    refused = page.submit({"kind": "echt", "short_term_reason": "Zaal vrij"}, button="Leg de lijst vast")
    assert refused.status == 422 and said in refused.errors[0]
    assert browser.get(page.path).submit({"kind": "proef"}, button="Leg de lijst vast").h1 == "Proefloting 1"
    with pytest.raises(SignUpOpenError):
        service.propose(assembly, REAL, None)


def test_no_list_is_frozen_before_sign_ups_that_look_alike_were_judged(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw()
    one, other = (make.registration(assembly, email="zelfde@voorbeeld.example") for _ in range(2))
    page = sign_in(make.member(assembly, Role.REGISTRY)).get(f"/beheer/{assembly.slug}/loting/nieuw")
    assert "Er is nog 1 mogelijk dubbele aanmelding. Kijk die eerst na" in page.main
    with pytest.raises(DoublesError):
        service.propose(assembly, REAL, None)
    office.settle(one, other, None)
    assert service.propose(assembly, REAL, None).state is DrawState.PROPOSED


def test_the_second_official_sees_how_signing_up_went_and_is_refused_when_it_opens_again(
    make: Any, sign_in: Any
) -> None:
    assembly = make.ready_to_draw(sign_up_closes=today() - DAY)
    draw = service.propose(assembly, REAL, make.member(assembly, Role.REGISTRY))
    db.session.commit()
    second = sign_in(make.member(assembly, Role.ORGANISER))
    address = f"/beheer/{assembly.slug}/loting/{draw.number}/goedkeuren"
    page = second.get(address)
    last = format_date(today() - DAY, "long", "nl")
    for shown in ("Mensen in de lijst 32", "Fase Loting", f"Laatste dag van aanmelden {last}", "nog niet bekeken 0"):
        assert shown in page.main
    assembly.sign_up_closes = today()
    db.session.commit()
    for refused in (second.get(address), page.submit(button="Bevries de lijst van 32 mensen")):
        assert refused.status == 409 and "Mensen kunnen zich nog aanmelden" in refused.main
    with pytest.raises(SignUpOpenError):
        service.approve(draw, make.member(assembly, Role.ORGANISER))
    assert draw.state is DrawState.PROPOSED


def test_after_a_freeze_no_door_lets_anybody_in(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw()
    frozen(make, assembly)
    browser = sign_in(make.member(assembly, Role.REGISTRY, Role.ORGANISER))
    here = f"/beheer/{assembly.slug}/aanmeldingen"
    form = browser.get(f"{here}/nieuw")
    assert FIXED in form.main
    values = {
        **{f"feature_{feature.id}": feature.answers[0].value for feature in assembly.features[:1]},
        **{"channel": "telefoon", "name": "Inwoner Laat", "address_line1": "Laan 7", "postcode": "9401 AB"},
        **{"place": "Voorbeeldstad", "contact_by": "post", "birth_year": "1960", "consent": "y"},
    }
    refused = form.submit(values, button="Opslaan")
    assert refused.status == 422 and FIXED in refused.errors[0]
    upload = browser.get(f"{here}/inlezen")
    assert FIXED in upload.main
    file = (io.BytesIO(b"unique_id,geslacht,leeftijd\nnieuw1,vrouw,40+\n"), "mensen.csv")
    assert FIXED in upload.submit({"file": file}, button="Bekijk wat er verandert").errors[0]
    with pytest.raises(PoolFrozenError):
        questions.switch_open_link(assembly, is_open=True, counts=True, reason="Iedereen mag meedoen")
    with pytest.raises(PoolFrozenError):
        make.registration(assembly, channel=Channel.OPEN_LINK)


def test_after_a_freeze_a_code_and_the_open_link_say_that_the_list_is_fixed(make: Any, client: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 4)
    code = make.letter_code(make.wave(assembly, 1))
    questions.switch_open_link(assembly, is_open=True, counts=True, reason="Iedereen mag meedoen")
    db.session.commit()
    enter(client, code)
    assembly.pool_frozen_at = now()
    db.session.commit()
    gone_on = client.get("/aanmelden/stap/1")
    assert gone_on.path == "/aanmelden" and "Aanmelden kan nu niet meer" in gone_on.text
    fixed = "Aanmelden, wijzigen en intrekken kan hier niet meer."
    assert fixed in enter(client, code).errors[0]
    assert fixed in client.get(f"/burgerberaden/{assembly.slug}/aanmelden").main
    assert "U kunt zich aanmelden" not in client.get(f"/burgerberaden/{assembly.slug}").main


def test_who_withdraws_after_a_freeze_hears_what_it_does(make: Any, sign_in: Any, outbox: Path) -> None:
    assembly = make.ready_to_draw()
    person = make.registration(assembly, contact_by=ContactBy.EMAIL)
    frozen(make, assembly)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{person.id}/intrekken")
    assert "Het nummer van deze persoon blijft op de lijst." in page.main
    for left in outbox.glob("*"):
        left.unlink()
    page.submit(button=f"Trek aanmelding {person.pool_id} in")
    mail = "".join(one.read_text().replace("=\n", "") for one in outbox.glob("*"))
    assert "Wordt uw nummer getrokken, dan vragen wij iemand anders." in mail
    assert "U doet niet meer mee aan de loting" not in mail


def test_who_left_before_a_freeze_does_not_come_back_after_it(make: Any) -> None:
    assembly = make.ready_to_draw()
    before, after = (make.registration(assembly) for _ in range(2))
    sign_up.withdraw(before)
    draw = frozen(make, assembly)
    sign_up.withdraw(after)
    with pytest.raises(PoolFrozenError):
        sign_up.change(before, data_of(before))
    assert sign_up.change(after, data_of(after)).state.is_signed_up, "they are still on the list"
    service.withdraw(draw, "De zaal brandde af", None)
    assert sign_up.change(before, data_of(before)).state.is_signed_up, "no list is frozen any more"


def data_of(person: Registration) -> sign_up.RegistrationData:
    """What somebody filled in before."""
    answers = {answer.feature.name: answer.value.value for answer in person.answers}
    return sign_up.RegistrationData(sign_up.person_in(person), answers)
