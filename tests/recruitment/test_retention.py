"""Deleting what is no longer needed, with a certificate of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.recruitment import entry, letter_queries, queries, retention, signals
from beraad.recruitment.models import ContactBy, Invitation, RegisterRow, Registration
from beraad.recruitment.models_retention import Kept
from beraad.web import edge


def test_the_sample_is_deleted_and_letters_keep_their_stratum_alone(make: Any) -> None:
    assembly, other = make.assembly(), make.assembly()
    make.sample(assembly, 20)
    make.sample(other, 4)
    make.wave(assembly, 5, strata_by=["gemeente"])
    with edge.unit_of_change():
        term = retention.carry_out(retention.set_term(assembly, Kept.SAMPLE, entry.today()))
    assert term.deleted == {"register_rows": 20, "files": 1}
    assert retention.remaining(assembly, Kept.SAMPLE) == 0
    assert {row.assembly_id for row in db.session.scalars(select(RegisterRow))} == {other.id}
    assert [letter.register_row_id for letter in db.session.scalars(select(Invitation))] == [None] * 5
    (wave,) = letter_queries.waves(assembly.id)
    assert sum(response.letters for response in letter_queries.strata(wave.wave).values()) == 5


def test_people_whom_nobody_needs_are_wiped_and_the_pool_can_still_be_checked(make: Any) -> None:
    assembly = make.assembly()
    gone = make.registration(assembly, contact_by=ContactBy.EMAIL, extra={"opmerking": "weg"}, phone="0612345678")
    kept = make.registration(assembly)
    pool = [(person.pool_id, dict(person.answers)) for person in queries.pool(assembly.id)]
    term = retention.set_term(assembly, Kept.POOL, entry.today())
    receiver = lambda sender, **_: [kept.id]  # noqa: E731
    with signals.people_wanted.connected_to(receiver), edge.unit_of_change():
        retention.carry_out(term)
    assert term.deleted == {"people": 1, "mails": 0, "deliveries": 0}
    left = {name: getattr(gone, name) for name in retention.WIPED}
    assert left == retention.WIPED
    assert kept.name.startswith("Inwoner") and kept.birth_year == 1980
    assert [(person.pool_id, dict(person.answers)) for person in queries.pool(assembly.id)] == pool
    texts = [column.key for column in Registration.__table__.columns if column.type.python_type is str]
    personal = set(texts) - {"pool_id", "channel", "state", "contact_by", "language"}
    assert personal <= set(retention.WIPED), "a new column with text has to be wiped too, or named here"


def test_the_daily_command_carries_out_what_is_due_and_nothing_twice(app: Flask, make: Any) -> None:
    assembly, later = make.assembly(), make.assembly()
    make.sample(assembly, 4)
    make.sample(later, 4)
    with edge.unit_of_change():
        retention.set_term(assembly, Kept.SAMPLE, entry.today() - timedelta(days=1))
        retention.set_term(later, Kept.SAMPLE, entry.today())
    number = assembly.id
    db.session.rollback()
    run = app.test_cli_runner().invoke
    assert run(args=["retention"]).output == f"assembly {number}, steekproef: 4 register_rows, 1 files\n"
    assert run(args=["retention"]).output == ""
    db.session.rollback()
    assert letter_queries.sample_size(later.id) == 4


def test_the_griffie_sets_the_days_and_reads_the_certificate(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting(draw_on=date(2027, 1, 4))
    make.sample(assembly, 4)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/bewaartermijnen")
    assert page.soup.select_one("#sample")["value"] == "2027-03-01"  # type: ignore[index]
    page = page.submit({"pool": "31-12-2027"}, button="Opslaan")
    assert "Wij wissen dit na 1 maart 2027. Nu gaat het om 4 mensen." in page.main
    page = page.follow("Nu al wissen: De steekproef uit het bevolkingsregister").submit(button="Wissen")
    assert "Mensen uit de steekproef 4" in page.main and "Bewijs van wissen" in page.main
    assert browser.get(f"/beheer/{assembly.slug}/bewaartermijnen/steekproef").status == 404
    assert browser.get(f"/beheer/{assembly.slug}/bewaartermijnen/onzin").status == 404


def test_a_day_that_does_not_exist_is_refused(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/bewaartermijnen").submit({"sample": "31-02-2027"}, button="Opslaan")
    assert page.status == 422 and page.errors == ["Vul een bestaande dag in, zoals 31-12-2026."]
    assert retention.terms(assembly.id) == {}


def test_whoever_has_a_seat_keeps_their_data(make: Any) -> None:
    assembly = make.assembly()
    seated, other = make.registration(assembly), make.registration(assembly)
    db.session.add(Seat(assembly_id=assembly.id, number=1, registration_id=seated.id, pool_id=seated.pool_id))
    db.session.commit()
    with edge.unit_of_change():
        retention.carry_out(retention.set_term(assembly, Kept.POOL, entry.today()))
    assert (bool(seated.name), other.name) == (True, "")
