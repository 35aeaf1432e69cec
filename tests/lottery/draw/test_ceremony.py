"""What makes a draw public: drand in the seed, clocks, who gets the record, the register, a worker that dies."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Feature, Role
from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.jobs.models import Job, JobState
from beraad.lottery import beacon, engine
from beraad.lottery.draw import computing, files, papers, register, service
from beraad.lottery.draw.service import Plan
from beraad.lottery.errors import BeaconError, ClockError, MomentPastError, NumberEarlyError, RecordError, TooSoonError
from beraad.lottery.models import Disclosure, Draw, DrawEvent, DrawFile, DrawFileName, DrawKind, DrawState
from beraad.lottery.snapshot import sha256
from beraad.orm import now
from beraad.recruitment.models.registration import Registration, RegistrationAnswer
from beraad.recruitment.questions import special
from beraad.telling.ways import ContactBy
from beraad.web import refusals
from selection.proof.verify import Announced, Verdict, verify
from tests.working import work_off

DIGITS = "1234567890"
#: rounds as drand published them: number, signature, randomness
ROUNDS = [
    (
        1000,
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
        "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    ),
    (
        32281667,
        "b0f5ae301358ff87a9d3dd539ed4a07c0148b1ab4f7b61a8ca43c7e9ca7ca9553e4faae9188deb30b2cd1a7f447e3e5b",
        "4fd2fc55983dbfa3f446d8a0bd56f16cc8c5e76afd1ec154b60d477cbabed13b",
    ),
]
NUMBER, SIGNATURE, RANDOMNESS = ROUNDS[1]


@pytest.fixture
def assembly(make: Any) -> Assembly:
    return make.ready_to_draw(slug="wonen")


@pytest.fixture
def officials(make: Any, assembly: Assembly) -> tuple[Account, Account]:
    return make.member(assembly, Role.REGISTRY), make.member(assembly, Role.ORGANISER)


def frozen(assembly: Assembly, officials: tuple[Account, Account], **plan: Any) -> Draw:
    draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Zaal vrij", **plan), officials[0])
    service.approve(draw, officials[1])
    return draw


def with_round(assembly: Assembly, officials: tuple[Account, Account], number: int = NUMBER) -> Draw:
    """A frozen draw that announced this round, a day before it was signed."""
    draw = frozen(assembly, officials, with_beacon=True, ceremony_at=now() + timedelta(days=2))
    draw.beacon_round, draw.frozen_at = number, beacon.moment_of(number) - timedelta(days=1)
    db.session.commit()
    return draw


def computed(draw: Draw) -> Draw:
    work = computing.load(draw.id)
    return computing.store(work, computing.compute(work, lambda *_: None))


@pytest.mark.parametrize(("number", "signature", "randomness"), ROUNDS)
def test_rounds_that_drand_published_are_genuine(number: int, signature: str, randomness: str) -> None:
    beacon.require_genuine(beacon.Round(number, signature))
    assert engine.randomness_of(signature) == randomness


@pytest.mark.parametrize(
    ("number", "signature"),
    [
        (NUMBER + 1, SIGNATURE),
        (NUMBER, ROUNDS[0][1]),
        (NUMBER, "c0" + "00" * 47),
        (NUMBER, "ff" * 48),
        (NUMBER, SIGNATURE[:-1] + "c"),
    ],
)
def test_other_signatures_are_not(number: int, signature: str) -> None:
    with pytest.raises(BeaconError) as caught:
        beacon.require_genuine(beacon.Round(number, signature))
    assert caught.value.params["reason"] == "signature"


def test_the_moment_of_a_round_and_the_round_of_a_moment() -> None:
    start = datetime.fromtimestamp(beacon.GENESIS, UTC)
    assert (beacon.moment_of(1), beacon.round_at(start)) == (start, 1)
    assert beacon.round_at(start + timedelta(seconds=1)) == 2
    assert beacon.round_at(beacon.moment_of(NUMBER)) == NUMBER
    assert beacon.round_at(beacon.moment_of(NUMBER) + timedelta(microseconds=1)) == NUMBER + 1
    assert beacon.round_at(start - timedelta(days=1)) == 1


ANSWER = json.dumps({"round": NUMBER, "randomness": RANDOMNESS, "signature": SIGNATURE})


@pytest.mark.parametrize("typed", [ANSWER, f"{NUMBER} {SIGNATURE}", f"32.281.667: {SIGNATURE.upper()}", SIGNATURE])
def test_what_drand_answers_is_read_in_more_than_one_way(typed: str) -> None:
    assert beacon.parse(typed, NUMBER) == beacon.Round(NUMBER, SIGNATURE)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "unreadable"),
        ("{", "unreadable"),
        (SIGNATURE[:-2], "unreadable"),
        ('{"round": 5, "signature": 7}', "unreadable"),
        (f"{NUMBER - 1} {SIGNATURE}", "other_round"),
        (ANSWER.replace(str(NUMBER), "7"), "other_round"),
    ],
)
def test_what_is_no_answer_of_drand_is_named(typed: str, reason: str) -> None:
    with pytest.raises(BeaconError) as caught:
        beacon.parse(typed, NUMBER)
    assert caught.value.params["reason"] == reason


def test_a_drand_round_goes_into_the_seed_the_record_and_the_protocol(
    assembly: Assembly, officials: tuple[Account, Account]
) -> None:
    draw = with_round(assembly, officials)
    service.seed(draw, DIGITS, officials[0], ANSWER)
    computed(draw)
    record = files.read(draw, DrawFileName.RECORD)
    held = json.loads(record)["ceremony"]
    assert (held["beacon"]["round"], held["beacon"]["randomness"]) == (NUMBER, RANDOMNESS)
    assert (held["digits"], held["root"], held["list_sha256"]) == (DIGITS, draw.merkle_root, draw.snapshot_sha256)
    assert verify(record).ok
    service.publish(draw, officials[0])
    with pytest.raises(NumberEarlyError):
        service.enter_number(draw, "007", officials[0])
    draw.ceremony_at = now() - timedelta(minutes=1)
    db.session.commit()
    service.enter_number(draw, "007", officials[0])
    service.confirm_number(draw, "007", officials[1])
    said = dict(papers._drawing(draw))
    assert (said["Ronde van drand"], said["Handtekening van drand"]) == (str(NUMBER), SIGNATURE)
    assert papers.protocol(draw).startswith(b"%PDF-")


def test_the_page_asks_for_the_announced_round_and_says_what_is_wrong(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    draw = with_round(assembly, officials)
    page = sign_in(officials[0]).get(f"/beheer/wonen/loting/{draw.number}")
    assert f"ronde {NUMBER}" in page.main
    refused = page.submit({"digits": DIGITS, "beacon": f"7 {SIGNATURE}"}, button="Bereken de briefjes")
    assert (refused.status, refused.errors) == (422, [f"Dit is ronde 7. Aangekondigd is ronde {NUMBER}."])
    done = page.submit({"digits": DIGITS, "beacon": ANSWER}, button="Bereken de briefjes")
    assert SIGNATURE in done.main


def test_without_its_library_a_round_is_not_announced(
    assembly: Assembly, officials: tuple[Account, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py_ecc", None)
    plan = Plan(DrawKind.REHEARSAL, with_beacon=True, ceremony_at=now() + timedelta(days=2))
    with pytest.raises(BeaconError) as caught:
        service.propose(assembly, plan, officials[0])
    assert "pip install 'beraad[beacon]'" in refusals.sentence(caught.value)
    assert service.propose(assembly, replace(plan, with_beacon=False), officials[0]).state is DrawState.FROZEN


def test_without_its_library_a_round_is_not_checked(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = with_round(assembly, officials)
    page = sign_in(officials[0]).get(f"/beheer/wonen/loting/{draw.number}")
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "py_ecc", None)
        refused = page.submit({"digits": DIGITS, "beacon": ANSWER}, button="Bereken de briefjes")
    assert (refused.status, "pip install 'beraad[beacon]'" in refused.main) == (422, True)
    assert SIGNATURE in page.submit({"digits": DIGITS, "beacon": ANSWER}, button="Bereken de briefjes").main


def test_a_round_from_before_the_freeze_is_refused(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    draw = with_round(assembly, officials)
    draw.frozen_at = beacon.moment_of(NUMBER)
    db.session.commit()
    with pytest.raises(BeaconError) as caught:
        service.seed(draw, DIGITS, officials[0], ANSWER)
    assert (caught.value.params["reason"], draw.state) == ("too_early", DrawState.FROZEN)
    for moment in (None, now() - timedelta(hours=1)):
        with pytest.raises(BeaconError):
            service.propose(assembly, Plan(DrawKind.REHEARSAL, with_beacon=True, ceremony_at=moment), officials[0])


def test_a_genuine_signature_of_a_later_round_shows_that_the_clock_is_behind(
    assembly: Assembly, officials: tuple[Account, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = with_round(assembly, officials)
    earlier = beacon.moment_of(NUMBER) - timedelta(hours=1)
    monkeypatch.setattr(service, "now", lambda: earlier)
    with pytest.raises(ClockError):
        service.seed(draw, DIGITS, officials[0], ANSWER)
    assert draw.state is DrawState.FROZEN


def test_no_step_is_taken_while_the_clock_lies_before_the_last_line(
    assembly: Assembly, officials: tuple[Account, Account], monkeypatch: pytest.MonkeyPatch, sign_in: Any
) -> None:
    draw = service.propose(assembly, Plan(DrawKind.REAL, short_term_reason="Zaal vrij"), officials[0])
    db.session.commit()
    browser = sign_in(officials[1])
    monkeypatch.setattr(register, "now", lambda: now() - timedelta(minutes=5))
    page = browser.get("/beheer/wonen/loting/1").act("Keur goed en bevries")
    assert (page.status, "De klok van deze computer loopt achter" in page.main) == (409, True)
    db.session.expire_all()
    assert draw.state is DrawState.PROPOSED
    last = db.session.scalars(select(DrawEvent).order_by(DrawEvent.id.desc())).first()
    assert (last.what, last.error_code) == ("refused", "ClockError")


def test_the_moment_of_a_real_draw_lies_a_day_ahead_or_has_a_reason(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    with pytest.raises(MomentPastError):
        service.propose(assembly, Plan(DrawKind.REAL, ceremony_at=now() - timedelta(minutes=1)), officials[0])
    soon = Plan(DrawKind.REAL, ceremony_at=now() + timedelta(hours=23))
    with pytest.raises(TooSoonError):
        service.propose(assembly, soon, officials[0])
    service.propose(assembly, replace(soon, short_term_reason="Zaal vrij"), officials[0])


def test_a_refused_proposal_changes_nothing_and_is_in_the_log(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    page = sign_in(officials[0]).get("/beheer/wonen/loting/nieuw")
    wrong = page.submit({"kind": "echt", "ceremony_at": "2020-01-01T10:00"}, button="Leg de lijst vast")
    assert (wrong.status, "Dit moment is al voorbij" in wrong.text) == (422, True)
    assert db.session.scalars(select(Draw)).all() == []
    assert "lottery.proposal_refused" in db.session.scalars(select(AuditEvent.action)).all()


def published(draw: Draw, officials: tuple[Account, Account]) -> Draw:
    service.seed(draw, DIGITS, officials[0])
    service.publish(computed(draw), officials[0])
    db.session.commit()
    return draw


def test_a_record_for_inspection_stays_with_the_officials(
    assembly: Assembly, officials: tuple[Account, Account], client: Any, sign_in: Any
) -> None:
    draw = published(frozen(assembly, officials, disclosure=Disclosure.INSPECTION), officials)
    public = client.get("/burgerberaden/wonen/loting")
    assert "kunt u inzien bij de griffie" in public.main
    assert draw.record_sha256 in public.main
    assert client.get("/burgerberaden/wonen/loting/lottery.json").status == 404
    part = client.get("/burgerberaden/wonen/loting/briefjes.json").text.encode()
    fingerprint = hashlib.sha256(part).hexdigest()
    assert fingerprint in public.main and b"vrouw" not in part
    found = verify(part, announced=Announced(draw.merkle_root, (fingerprint, draw.snapshot_sha256)))
    assert found.verdict is Verdict.MATCHES and [one.code for one in found.missing] == ["inspection"]
    ticket = client.get("/burgerberaden/wonen/loting/briefjes/007")
    assert engine.panel(files.record(draw), 7)[0] in ticket.main
    assert "vrouw" not in ticket.main


def test_before_choosing_officials_read_how_many_people_stand_out(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    page = sign_in(officials[0]).get("/beheer/wonen/loting/nieuw")
    assert "Van de 32 mensen zijn er 0 de enige met hun antwoorden. 4 mensen delen" in page.main


def test_who_takes_a_list_of_names_is_in_the_log(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get("/beheer/wonen/loting/1")
    assert browser.get("/beheer/wonen/loting/1/selected.csv").status == 405
    page.submit(button="Wie is geloot (selected.csv)")
    line = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "lottery.people_exported"))
    assert (line.subject, line.details["file"]) == ("draw:1", "selected.csv")


def test_a_worker_that_dies_halfway_leaves_the_list_and_the_next_one_goes_on(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    draw = service.propose(assembly, Plan(DrawKind.REHEARSAL), officials[0])
    before = files.read(draw, DrawFileName.SNAPSHOT)
    service.start(draw, "", officials[0])
    db.session.info.pop("after_commit", None)  # nobody is woken
    job = db.session.get_one(Job, draw.job_id)
    job.state, job.attempts, job.lease_token = JobState.RUNNING, 1, "of a worker that is gone"
    job.lease_until, job.phase, job.done, job.total = now() - timedelta(minutes=1), "panels", 40, 100
    db.session.commit()
    assert "Zoekt panels bij die kansen" in sign_in(officials[0]).get("/beheer/wonen/loting/1").main
    assert files.read(draw, DrawFileName.SNAPSHOT) == before
    db.session.rollback()
    work_off()
    db.session.expire_all()
    assert (draw.state, files.read(draw, DrawFileName.SNAPSHOT)) == (DrawState.COMPUTED, before)
    steps = list(db.session.scalars(select(DrawEvent.what).order_by(DrawEvent.id)))
    assert steps == ["proposed", "frozen", "computing", "computed"]


def test_a_search_that_runs_out_of_time_is_called_so_everywhere(
    assembly: Assembly, officials: tuple[Account, Account], client: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = published(frozen(assembly, officials), officials)
    draw.figures = {**draw.figures, "complete": False}
    db.session.commit()
    browser = sign_in(officials[0])
    for page in (
        browser.get("/beheer/wonen/loting/1"),
        browser.get("/beheer/wonen/loting/1/kansen"),
        client.get("/burgerberaden/wonen/loting"),
    ):
        assert "Dit is de beste loting die binnen de tijd gevonden is" in page.main
    assert papers._completeness(draw)


def test_the_time_limit_of_the_settings_reaches_the_engine(assembly: Assembly, context: Flask) -> None:
    context.config["BERAAD"] = replace(context.config["BERAAD"], draw_seconds=77.0)
    draw = service.propose(assembly, Plan(DrawKind.REHEARSAL), None)
    service.seed(draw, "", None)
    assert computing.load(draw.id).limit == 77.0


def make_special(feature: Feature) -> None:
    """Seal what everyone answered to `feature`, as the form does for special personal data."""
    feature.is_special = True
    chosen = select(RegistrationAnswer).where(RegistrationAnswer.feature_id == feature.id)
    for answer in db.session.scalars(chosen).all():
        special.store(answer.registration_id, {feature.id: answer.value.value})
        db.session.delete(answer)
    db.session.commit()


def test_a_draw_in_which_special_data_count_is_never_for_everyone(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    make_special(assembly.features[0])
    draw = published(frozen(assembly, officials), officials)
    assert draw.disclosure is Disclosure.INSPECTION
    browser = sign_in(officials[0])
    assert browser.get("/beheer/wonen/loting/1/lottery.json").status == 404
    taken = browser.get("/beheer/wonen/loting/1").submit(button="Het bestand van de loting (lottery.json)")
    assert json.loads(taken.text)["format"] == "selection-lottery/2"
    assert "lottery.record_inspected" in db.session.scalars(select(AuditEvent.action)).all()


def test_everyone_hears_where_their_own_page_is_in_their_own_way_and_once(
    make: Any, sign_in: Any, client: Any, outbox: Path
) -> None:
    assembly = make.drawn(slug="wonen")
    person = db.session.scalars(select(Registration).where(Registration.assembly_id == assembly.id)).first()
    person.contact_by, person.email = ContactBy.EMAIL, "inwoner@voorbeeld.example"
    db.session.commit()
    first = sign_in(make.member(assembly, Role.REGISTRY))
    draft = first.get("/beheer/wonen/loting/1").submit(button="Zet het bericht klaar")
    assert "Beste Voorbeeldinwoner" in draft.main
    assert first.get("/beheer/wonen/loting/1").submit(button="Bekijk het bericht").path == draft.path
    for left in outbox.glob("*"):
        left.unlink()
    first.get(draft.path).act("Bekijk wat er gebeurt en verstuur")
    sign_in(make.member(assembly, Role.ORGANISER)).get(draft.path).act("Bekijk wat er gebeurt en verstuur")
    (mail,) = [message_from_bytes(file.read_bytes(), policy=default) for file in outbox.glob("*")]
    (address,) = re.findall(r"http\S+/mijn-kans/\S+", mail.get_content())
    assert "van de 1000 briefjes" in client.get(urlsplit(address).path).main
    assert first.get("/beheer/wonen/loting/1").submit(button="Bekijk het bericht").path == draft.path


def test_the_files_of_a_draw_for_inspection_are_sealed(assembly: Assembly, officials: tuple[Account, Account]) -> None:
    draw = frozen(assembly, officials, disclosure=Disclosure.INSPECTION)
    (kept,) = db.session.scalars(select(DrawFile.content).where(DrawFile.draw_id == draw.id))
    with pytest.raises(zlib.error):
        zlib.decompress(kept)
    assert sha256(files.read(draw, DrawFileName.SNAPSHOT)) == draw.snapshot_sha256


def test_a_job_that_failed_for_good_is_told_and_begun_again(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    draw = service.propose(assembly, Plan(DrawKind.REHEARSAL), officials[0])
    service.start(draw, "", officials[0])
    db.session.info.pop("after_commit", None)  # nobody is woken
    db.session.get_one(Job, draw.job_id).state = JobState.FAILED
    db.session.commit()
    browser = sign_in(officials[0])
    page = browser.get("/beheer/wonen/loting/1")
    assert "De berekening is vastgelopen." in page.main
    stopped = page.submit(button="Stop de berekening")
    assert "Berekening gestopt" in stopped.main
    done = stopped.submit(button="Bereken de briefjes")
    assert "Duizend briefjes berekend en gecontroleerd" in done.main


def test_a_draw_that_failed_is_in_the_register_with_its_reason(
    assembly: Assembly, officials: tuple[Account, Account], client: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = frozen(assembly, officials)
    monkeypatch.setattr(engine, "verify", lambda *_: "hash")
    service.seed(draw, DIGITS, officials[0])
    work = computing.load(draw.id)
    with pytest.raises(RecordError) as caught:
        computing.compute(work, lambda *_: None)
    computing.give_up(work, caught.value)
    db.session.commit()
    why = "De uitkomst doorstond de eigen controle niet."
    assert why in client.get("/burgerberaden/wonen/loting").main
    assert why in sign_in(officials[0]).get("/beheer/wonen/loting").main


def test_there_is_nothing_to_tell_before_the_tickets_are_public(
    assembly: Assembly, officials: tuple[Account, Account], sign_in: Any
) -> None:
    draw = frozen(assembly, officials)
    db.session.commit()
    browser, address = sign_in(officials[0]), f"/beheer/wonen/loting/{draw.number}"
    token = browser.get(address).soup.find(attrs={"name": "csrf_token"})["value"]
    page = browser.post(f"{address}/bericht", {"csrf_token": token})
    assert (page.status, "Deze stap kan nu niet" in page.main) == (409, True)
    assert draw.notice_id is None
