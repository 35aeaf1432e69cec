"""Terms: promised when recruitment starts, carried out day by day, with a certificate."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from beraad.assemblies import service as assemblies
from beraad.assemblies.deciding import service as deciding
from beraad.assemblies.deciding.service import DechargeData
from beraad.assemblies.models import Assembly, Phase, PhaseStart, Role
from beraad.audit.models import AuditEvent
from beraad.days import ZONE
from beraad.extensions import db
from beraad.jobs import registry
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.mail import service as mail
from beraad.mail.models import OutboxMessage
from beraad.orm import now
from beraad.panel.models import Seat
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.privacy import cli, retention, terms
from beraad.privacy.kinds import Kind
from beraad.privacy.models import DeletionCertificate, RetentionTerm
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.questions import needs as recruitment_needs
from beraad.recruitment.questions import special
from beraad.web import edge, uploads
from tests.working import work_off

#: the clock stands still at noon of this day
TODAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _noon(set_clock: Callable[[datetime], None]) -> None:
    set_clock(datetime.combine(TODAY, time(12), ZONE))


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def carry_out(of: Assembly, day: date) -> None:
    with edge.unit_of_change():
        retention.carry_out(of.id, day, edge.commit)


def people(of: Assembly) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Registration.assembly_id == of.id)) or 0


def certificates() -> list[dict[str, int]]:
    return list(db.session.scalars(select(DeletionCertificate.counts).order_by(DeletionCertificate.id)))


@pytest.fixture
def met(make: Any) -> Assembly:
    """A panel of four out of 32 people, whose last meeting is today, with a register sample."""
    of = make.drawn(ends_on=TODAY)
    make.sample(of, 6)
    with edge.unit_of_change():
        needs.set_needs(make.seats(of)[0], needs.Needs(diet="geen noten"))
        bank.set_allowance(make.seats(of)[0], True, bank.Bank("NL02ABNA0123456789", "P. Voorbeeld"))
    found: Assembly = of
    return found


def test_terms_are_promised_when_recruitment_starts(make: Any) -> None:
    of = make.assembly()
    with edge.unit_of_change():
        assemblies.move_phase(of, Phase.RECRUITMENT, "Proef")
    with edge.unit_of_change():
        assemblies.move_phase(of, Phase.PREPARATION, "Proef")
        assemblies.move_phase(of, Phase.RECRUITMENT, "Proef")
    laid_down = db.session.execute(select(RetentionTerm.kind, RetentionTerm.days)).all()
    assert sorted(laid_down) == sorted((kind, kind.days) for kind in Kind), "once for each kind"


def test_the_sample_goes_eight_weeks_after_the_draw_and_not_before(met: Assembly) -> None:
    carry_out(met, later(55))
    assert db.session.scalar(select(func.count(RegisterRow.id))) == 6
    carry_out(met, later(56))
    assert db.session.scalar(select(func.count(RegisterRow.id))) == 0
    assert certificates()[-1]["steekproef"] == 6


def test_needs_go_right_after_the_last_meeting_and_bank_accounts_four_weeks_later(met: Assembly, make: Any) -> None:
    def sealed() -> tuple[bool, bool]:
        db.session.rollback()
        seat = make.seats(met)[0]
        return seat.sealed_needs is not None, seat.sealed_bank is not None

    carry_out(met, TODAY)
    assert sealed() == (True, True)
    carry_out(met, later(1))
    assert sealed() == (False, True)
    carry_out(met, later(28))
    assert sealed() == (False, False)


def test_origin_and_what_others_need_go_once_nobody_is_replaced_any_more(met: Assembly) -> None:
    person = db.session.scalars(select(Registration).where(Registration.assembly_id == met.id)).first()
    assert person is not None
    with edge.unit_of_change():
        special.store(person.id, {met.features[0].id: "buiten Europa"})
        recruitment_needs.store(person.id, recruitment_needs.Needs(diet="geen noten"))
    carry_out(met, TODAY)
    assert list(special.read(person.id).values()) == ["buiten Europa"]
    before = people(met)
    carry_out(met, later(1))
    assert special.read(person.id) == {} and not recruitment_needs.read(person.id)
    assert people(met) == before, "the sign-ups themselves stay longer"
    assert any(counts.get(Kind.SPECIAL.value) == 1 for counts in certificates())


def test_people_who_were_not_drawn_go_and_the_panel_stays(met: Assembly) -> None:
    carry_out(met, later(90))
    assert people(met) == 32
    carry_out(met, later(91))
    assert people(met) == 4
    assert db.session.scalar(select(func.count(Seat.registration_id))) == 4
    assert certificates()[-1]["niet_ingeloot"] == 28


def test_the_panel_goes_a_year_after_follow_up_was_closed(met: Assembly) -> None:
    carry_out(met, later(5000))
    assert people(met) == 4, "follow-up has not been closed"
    with edge.unit_of_change():
        deciding.grant_decharge(met, DechargeData("De raad", "Besluit 9", TODAY, {}))
        assemblies.move_phase(met, Phase.CLOSED, "Proef")
    carry_out(met, later(364))
    assert people(met) == 4
    carry_out(met, later(365))
    assert people(met) == 0


def test_without_a_draw_sign_ups_stay_until_the_burgerberaad_is_closed(make: Any) -> None:
    of = make.assembly(ends_on=TODAY)
    make.registration(of)
    carry_out(of, later(5000))
    assert people(of) == 1
    with edge.unit_of_change():
        assemblies.move_phase(of, Phase.CLOSED, "Proef")
    carry_out(of, later(91))
    assert people(of) == 0


def test_messages_are_wiped_each_by_its_own_day(make: Any) -> None:
    of = make.assembly()
    with edge.unit_of_change():
        mail.queue("inwoner@voorbeeld.example", "Onderwerp", "Tekst", "bericht-oud", assembly_id=of.id)
    carry_out(of, later(91))
    assert db.session.scalars(select(OutboxMessage.recipient)).all() == ["inwoner@voorbeeld.example"]
    carry_out(of, later(92))
    assert db.session.scalars(select(OutboxMessage.recipient)).all() == [""]


def test_a_longer_term_keeps_longer(met: Assembly) -> None:
    with edge.unit_of_change():
        terms.change(met, Kind.NOT_DRAWN, 200, "Er loopt een bezwaar.")
    carry_out(met, later(199))
    assert people(met) == 32
    carry_out(met, later(200))
    assert people(met) == 4


def test_a_run_that_was_interrupted_goes_on_with_the_same_certificate(
    met: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    monkeypatch.setattr(retention, "CHUNK", 5)
    steps: list[int] = []

    def dying_step() -> None:
        edge.commit()
        steps.append(1)
        if len(steps) == 5:
            raise Killed

    with pytest.raises(Killed), edge.unit_of_change():
        retention.carry_out(met.id, later(91), dying_step)
    assert 4 < people(met) < 32
    open_ones = select(DeletionCertificate.finished_at)
    assert db.session.scalars(open_ones).all() == [None]
    db.session.rollback()
    for _again in range(2):
        carry_out(met, later(91))
    assert people(met) == 4
    assert [found["niet_ingeloot"] for found in certificates()] == [28]
    assert None not in db.session.scalars(open_ones).all()


def test_the_log_holds_numbers_alone(met: Assembly) -> None:
    carry_out(met, later(91))
    found = select(AuditEvent).where(AuditEvent.action == "privacy.retention_carried_out")
    event = db.session.scalars(found).one()
    assert event.details == certificates()[-1]
    assert all(isinstance(value, int) for value in event.details.values())


def test_the_daily_job_finds_each_burgerberaad_in_which_something_is_due(make: Any) -> None:
    of = make.drawn()
    make.sample(of, 3)
    other = make.assembly()
    with edge.unit_of_change():
        terms.change(of, Kind.SAMPLE, 0, "Meteen.")
        from beraad.lottery.models import Draw

        draw = db.session.scalars(select(Draw)).one()
        assert draw.concluded_at is not None
        draw.concluded_at -= timedelta(days=1)
    for _again in range(2):
        with edge.unit_of_change():
            jobs.ask_for_today()
        work_off()
    kinds = db.session.execute(select(Job.kind, Job.state, Job.assembly_id).where(Job.kind.startswith("privacy.")))
    assert sorted(kinds.all(), key=str) == [
        ("privacy.daily", JobState.DONE, None),
        ("privacy.retain", JobState.DONE, of.id),
    ]
    assert db.session.scalar(select(func.count(RegisterRow.id))) == 0
    assert other.id != of.id


def test_the_worker_asks_for_the_daily_jobs_each_hour(context: Flask) -> None:
    registry.current_jobs().carrier.today()
    registry.current_jobs().carrier.today()
    assert db.session.scalars(select(Job.kind).where(Job.kind == "privacy.daily")).all() == ["privacy.daily"]


def test_the_command_tells_and_then_does_it(make: Any, app: Flask) -> None:
    of = make.assembly(phase=Phase.CLOSED)
    make.registration(of)
    db.session.add(PhaseStart(assembly_id=of.id, phase=Phase.CLOSED, started_at=now() - timedelta(days=400)))
    db.session.commit()
    told = app.test_cli_runner().invoke(cli.commands, ["run", "--dry-run"])
    assert f"{of.slug}: niet_ingeloot: 1" in told.output
    assert people(of) == 1
    done = app.test_cli_runner().invoke(cli.commands, ["run"])
    assert done.exit_code == 0, done.output
    assert people(of) == 0


def test_files_that_belong_to_nothing_go_after_a_week(make: Any, context: Flask) -> None:
    instance: Path = context.config["BERAAD"].instance
    kept = uploads.keep(make.PDF)
    make.document(make.assembly(), file=kept)
    stray = uploads.keep(make.PDF + b"%")
    letter, left = instance / "letters" / "brieven-999-001.pdf", instance / "outbox" / "weg-1.eml"
    for file in (letter, left):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    week = (now() - timedelta(days=8)).timestamp()
    for file in (uploads.path(kept.sha256), uploads.path(stray.sha256), letter):
        os.utime(file, (week, week))
    with edge.unit_of_change():
        retention.carry_out_for_site(TODAY, edge.commit)
    assert uploads.path(kept.sha256).exists()
    assert not any(file.exists() for file in (uploads.path(stray.sha256), letter, left))


def test_the_page_shows_terms_days_and_counts(met: Assembly, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(met, Role.REGISTRY))
    page = browser.get(f"/beheer/{met.slug}/privacy")
    assert "56 dagen na de loting" in page.main
    ahead = browser.get(f"/beheer/{met.slug}/privacy/vooruitblik?dag={later(91).isoformat()}")
    rows = {row.find("th").get_text(strip=True): row for row in ahead.soup.select("tbody tr")}
    assert rows[Kind.NOT_DRAWN.label].find_all("td")[-1].get_text(strip=True) == "28"
    assert people(met) == 32, "looking ahead deletes nothing"
    assert browser.get(f"/beheer/{met.slug}/privacy/vooruitblik?dag=gisteren").status == 422


def test_another_term_needs_a_reason(met: Assembly, make: Any, sign_in: Any) -> None:
    browser = sign_in(make.member(met, Role.ADMINISTRATOR))
    page = browser.get(f"/beheer/{met.slug}/privacy/termijnen/steekproef")
    refused = page.submit({"days": "90"})
    assert refused.errors == ["Vul in waarom de termijn verandert."]
    done = refused.submit({"reason": "De accountant wil de steekproef zien."})
    assert "90 dagen na de loting" in done.main
    assert terms.current_terms(met.id)[Kind.SAMPLE] == 90
    refused = browser.get(f"/beheer/{met.slug}/privacy/termijnen/steekproef").submit({"days": "-1", "reason": "x"})
    assert refused.status == 422
    assert browser.get(f"/beheer/{met.slug}/privacy/termijnen/iets").status == 404


def test_a_certificate_belongs_to_its_burgerberaad(met: Assembly, make: Any, sign_in: Any) -> None:
    carry_out(met, later(91))
    number = db.session.scalar(select(DeletionCertificate.id))
    browser = sign_in(make.member(met, Role.REGISTRY))
    page = browser.get(f"/beheer/{met.slug}/privacy").follow(f"Bewijs {number}")
    assert str(Kind.NOT_DRAWN.label) in page.main
    other = make.assembly()
    browser = sign_in(make.member(other, Role.REGISTRY))
    assert browser.get(f"/beheer/{other.slug}/privacy/verwijderbewijzen/{number}").status == 404


def test_only_griffie_and_beheerder_keep_terms(make: Any, sign_in: Any) -> None:
    of = make.assembly()
    for role in Role:
        allowed = role in (Role.REGISTRY, Role.ADMINISTRATOR)
        browser = sign_in(make.member(of, role))
        for path in ("", "/vooruitblik", "/termijnen/panel"):
            status = browser.get(f"/beheer/{of.slug}/privacy{path}").status
            assert status == (200 if allowed else 403), (role, path)
