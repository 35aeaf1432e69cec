"""Lets each kind of thing wait in a burgerberaad: code of the kind → how it comes about."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import ModuleType
from typing import Any

from beraad.allowances.models import ListState, PaymentList
from beraad.assemblies.models import Assembly, ParticipationPlan, Phase, Role
from beraad.assemblies.promises.models import PromiseChange
from beraad.assemblies.terms.models import Term, TermKind
from beraad.days import today
from beraad.extensions import db
from beraad.jobs.models import Job, JobState
from beraad.lottery.models import Draw, DrawKind, DrawState
from beraad.mail.models import MailState, OutboxMessage
from beraad.materials.models import RequestStatus
from beraad.meetings.models import Status
from beraad.orm import now
from beraad.outreach.models import Interest
from beraad.panel.models import Seat, SeatState
from beraad.privacy.kinds import Kind
from beraad.privacy.models import DeletionCertificate, Occasion
from beraad.recommendations.statuses import Decision, Execution
from beraad.recommendations.votes import casting
from beraad.recommendations.votes.casting import CountData
from beraad.recommendations.votes.models import Choice, Way
from beraad.recruitment.models.sample import ImportState, RegisterImport
from beraad.recruitment.models.waves import Wave, WaveState
from beraad.recruitment.register import service as samples
from beraad.telling.models import Bundle, BundleState, Message, MessageState, Recipient
from beraad.telling.ways import ContactBy

Happening = Callable[[ModuleType, Assembly], object]
A_DAY, HASH = timedelta(days=1), "0" * 64


def nothing(_make: ModuleType, _assembly: Assembly) -> None:
    """It waits as long as nobody does anything."""


def wiped_soon(make: ModuleType, assembly: Assembly) -> None:
    make.sample(assembly, 3)
    drawn = now() - timedelta(days=Kind.SAMPLE.days - 5)
    drawing(DrawState.DRAWN, ticket=7, concluded_at=drawn)(make, assembly)


def changed(**values: Any) -> Happening:
    def happen(_make: ModuleType, assembly: Assembly) -> None:
        for name, value in values.items():
            setattr(assembly, name, value)

    return happen


def added(model: Any, **values: Any) -> Happening:
    return lambda _make, assembly: db.session.add(model(assembly_id=assembly.id, **values))


def drawing(state: DrawState, **values: Any) -> Happening:
    fixed = {"number": 1, "kind": DrawKind.REAL, "seats": 4, "people": 9, "salt_key": b"0" * 32}
    return added(Draw, **fixed, state=state, snapshot_sha256=HASH, merkle_root=HASH, **values)


def seat(state: SeatState, **values: Any) -> Happening:
    answered = {"answered_at": now()} if state is SeatState.CONFIRMED else {}
    return added(Seat, number=1, pool_id="p1", state=state, **answered, **values)


def wave(state: WaveState, **values: Any) -> Happening:
    return added(Wave, number=1, letters=9, seed=HASH, state=state, **values)


def file(state: ImportState, **values: Any) -> Happening:
    return added(RegisterImport, filename="steekproef.csv", kept_as="", sha256=HASH, state=state, **values)


def failed_job() -> int:
    job = Job(kind="telling.send", state=JobState.FAILED)
    db.session.add(job)
    db.session.flush()
    return job.id


def with_failed_job(happening: Callable[..., Happening], state: Any, **values: Any) -> Happening:
    return lambda make, assembly: happening(state, job_id=failed_job(), **values)(make, assembly)


def message(state: MessageState, **values: Any) -> Happening:
    sent = None if state is MessageState.DRAFT else now()
    fixed = {"audience": "rol-griffie", "subject": "Nieuws", "body": "Dag.", "state": state, "sent_at": sent}
    return added(Message, **{**fixed, **values})


def bundle(state: BundleState, way: ContactBy | None) -> Happening:
    def happen(make: ModuleType, assembly: Assembly) -> None:
        message(MessageState.SENT)(make, assembly)
        who = {"registration_id": make.registration(assembly).id}
        times = {"day": today(), "due_at": now(), "left_at": now()}
        made = Bundle(assembly_id=assembly.id, **who, **times, state=state, way=way)
        db.session.add(made)
        db.session.flush()
        sent = db.session.query(Message).filter_by(assembly_id=assembly.id).one()
        db.session.add(Recipient(message_id=sent.id, bundle_id=made.id, **who))

    return happen


def sample(make: ModuleType, assembly: Assembly) -> None:
    samples.receive(assembly, "later.csv", io.BytesIO(make.sample_file(make.sample_rows(3))))


def alike(make: ModuleType, assembly: Assembly) -> None:
    for _number in range(2):
        make.registration(assembly, email="zelfde@voorbeeld.example")


def ended(status: Status) -> Happening:
    def happen(make: ModuleType, assembly: Assembly) -> None:
        seat(SeatState.CONFIRMED)(make, assembly)
        make.meeting(assembly, starts_at=now() - 2 * A_DAY, number=1).status = status
        assembly.ends_on = today() - A_DAY

    return happen


def no_programme(make: ModuleType, assembly: Assembly) -> None:
    make.meeting(assembly, starts_at=now() + A_DAY, number=1)


def not_drawn(make: ModuleType, assembly: Assembly) -> None:
    seat(SeatState.CONFIRMED)(make, assembly)
    make.registration(assembly)


def near_start(make: ModuleType, assembly: Assembly) -> None:
    seat(SeatState.CONFIRMED)(make, assembly)
    assembly.starts_on = assembly.ends_on = today() + 3 * A_DAY


def assigned(make: ModuleType, assembly: Assembly) -> None:
    request = make.request(assembly)
    request.status, request.due_on = RequestStatus.ASSIGNED, today()


def first_count(make: ModuleType, assembly: Assembly) -> None:
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.TABLE)
    casting.write_count(round_, make.member(assembly, Role.REGISTRY).id, CountData(3, 1, 0))


def first_reading(make: ModuleType, assembly: Assembly) -> None:
    meeting, _seats = make.panel(assembly)
    round_ = make.opened(assembly, meeting, Way.PAPER)
    (code,) = casting.print_ballots(round_, 1)
    casting.read_paper(round_, code, Choice.FOR, make.member(assembly, Role.REGISTRY).id)


def voted(make: ModuleType, assembly: Assembly) -> None:
    make.voted(make.recommendation(assembly))
    make.signed_off(assembly)


def recorded(make: ModuleType, assembly: Assembly) -> None:
    draft = make.draft_response(make.adopted(assembly), is_decided=False)
    draft.decision_number = "2026-10"


def answered(decision: Decision, execution: Execution) -> Happening:
    def happen(make: ModuleType, assembly: Assembly) -> None:
        made = make.answered(assembly)
        made.decision, made.execution = decision, execution
        made.responses[0].published_at = now() - 200 * A_DAY

    return happen


def owed(make: ModuleType, _assembly: Assembly) -> Assembly:
    met: Assembly = make.met(phase=Phase.MEETINGS)
    return met


OF_SETTING_UP: Mapping[str, Happening] = {
    "assemblies.to_recruitment": nothing,
    "assemblies.to_lottery": changed(sign_up_opens=today() - 9 * A_DAY, sign_up_closes=today() - A_DAY),
    "assemblies.meeting_dates": nothing,
    "assemblies.plan": added(ParticipationPlan, version=1),
    "assemblies.change": added(PromiseChange, values={"zetels": {"seats": 9}}),
    "assemblies.term": added(Term, kind=TermKind.RECEIPT, due_on=today() - A_DAY),
    "assemblies.no_registry": nothing,
    "assemblies.no_colleague": lambda make, assembly: make.member(assembly, Role.REGISTRY),
    "assemblies.no_official": nothing,
    "assemblies.mail_failed": added(
        OutboxMessage, reference="x", recipient="", subject="", sealed_body=b"", state=MailState.FAILED
    ),
    "outreach.no_map": nothing,
    "outreach.unheard": added(Interest, name="huurders", is_organised=False),
    "recruitment.no_sample": nothing,
    "recruitment.sample_uploaded": sample,
    "recruitment.sample_failed": with_failed_job(file, ImportState.IMPORTING),
    "recruitment.sample_refused": file(ImportState.REFUSED, refused_column="bsn"),
    "recruitment.no_settings": nothing,
    "recruitment.no_wave": file(ImportState.DONE),
    "recruitment.wave_failed": with_failed_job(wave, WaveState.PLANNED),
    "recruitment.letter_gaps": wave(WaveState.DRAWN),
    "recruitment.wave_drawn": wave(WaveState.DRAWN),
    "recruitment.wave_approved": wave(WaveState.APPROVED, approved_at=now()),
    "recruitment.alike": alike,
    "telling.draft": message(MessageState.DRAFT),
    "telling.failed": with_failed_job(message, MessageState.SENDING),
    "telling.calls": bundle(BundleState.BY_HAND, ContactBy.PHONE),
    "telling.letters": bundle(BundleState.BY_HAND, ContactBy.POST),
    "telling.not_reached": bundle(BundleState.UNREACHABLE, None),
}
OF_PRIVACY: Mapping[str, Happening] = {
    "privacy.near": wiped_soon,
    "privacy.unfinished": added(DeletionCertificate, occasion=Occasion.TERM, run_key="retention:test"),
}
OF_THE_PANEL: Mapping[str, Happening] = {
    "lottery.no_quotas": nothing,
    "lottery.no_draw": lambda make, assembly: make.set_quotas(assembly),
    "lottery.draw_proposed": drawing(DrawState.PROPOSED),
    "lottery.draw_frozen": drawing(DrawState.FROZEN),
    "lottery.draw_computed": drawing(DrawState.COMPUTED),
    "lottery.number_to_type": drawing(DrawState.PUBLISHED),
    "lottery.number_to_confirm": drawing(DrawState.PUBLISHED, ticket=7),
    "panel.drawn": seat(SeatState.DRAWN),
    "panel.not_drawn": not_drawn,
    "panel.late": seat(SeatState.INVITED, answer_by=today() - A_DAY),
    "panel.to_call": seat(SeatState.INVITED, asked_by=ContactBy.PHONE),
    "panel.to_write": seat(SeatState.INVITED, asked_by=ContactBy.POST),
    "panel.empty": seat(SeatState.DECLINED),
    "panel.needs": near_start,
    "panel.to_meetings": seat(SeatState.CONFIRMED),
    "meetings.none": nothing,
    "meetings.no_programme": no_programme,
    "meetings.to_note": ended(Status.PLANNED),
    "meetings.to_close": ended(Status.PLANNED),
    "meetings.to_advice": ended(Status.HELD),
    "allowances.no_scheme": nothing,
    "allowances.due": owed,
    "allowances.to_approve": added(PaymentList, number=1),
    "allowances.to_pay": added(PaymentList, number=1, state=ListState.APPROVED, approved_at=now()),
    "materials.unassigned": lambda make, assembly: make.request(assembly),
    "materials.assigned": assigned,
    "materials.draft": lambda make, assembly: make.document(assembly, draft=True),
    "reports.no_letter": nothing,
}
OF_THE_ADVICE: Mapping[str, Happening] = {
    "recommendations.none": nothing,
    "recommendations.vote": lambda make, assembly: make.recommendation(assembly),
    "recommendations.second_count": first_count,
    "recommendations.second_reading": first_reading,
    "recommendations.count": lambda make, assembly: make.table_round(assembly),
    "recommendations.sign_off": lambda make, assembly: make.voted(make.recommendation(assembly)),
    "recommendations.hand_over": voted,
    "recommendations.to_follow_up": lambda make, assembly: make.adopted(assembly),
    "recommendations.answer": lambda make, assembly: make.adopted(assembly),
    "recommendations.decide": lambda make, assembly: make.draft_response(make.adopted(assembly), is_decided=False),
    "recommendations.check": recorded,
    "recommendations.publish": lambda make, assembly: make.draft_response(make.adopted(assembly)),
    "recommendations.report": answered(Decision.ACCEPTED, Execution.NOT_STARTED),
    "recommendations.confirm": lambda make, assembly: make.reported_done(make.answered(assembly)),
    "recommendations.round_off": answered(Decision.ACCEPTED, Execution.DONE),
    "recommendations.to_closed": answered(Decision.NOT_ACCEPTED, Execution.NOT_APPLICABLE),
}
HAPPENINGS: Mapping[str, Happening] = {**OF_SETTING_UP, **OF_PRIVACY, **OF_THE_PANEL, **OF_THE_ADVICE}
