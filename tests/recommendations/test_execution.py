"""Who may report which step of the work, and what each step needs: the tables of follow-up.md, 4b and 4c."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.extensions import db
from beraad.recommendations import errors
from beraad.recommendations.follow_up import service
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.models import Recommendation
from beraad.recommendations.statuses import NEXT, EvidenceKind, Execution
from beraad.recommendations.tracker import queries
from beraad.telling.models import Message
from beraad.web.uploads import StoredFile
from tests.pages import Browser

SignIn = Callable[[Account], Browser]
FILE = StoredFile("0" * 64, "pdf", 9)
PROOF = (EvidenceData(EvidenceKind.PHOTO, "Foto", file=FILE),)
#: what each status needs, besides the day and what happened
NEEDS: dict[Execution, dict[str, Any]] = {
    Execution.PREPARING: {"next_step": "Bestellen", "next_on": date(2099, 1, 1)},
    Execution.IN_PROGRESS: {"next_step": "Planten", "next_on": date(2099, 1, 1)},
    Execution.DELAYED: {"next_step": "Wachten", "next_on": date(2099, 1, 1)},
    Execution.STOPPED: {"body": "het college"},
    Execution.DONE: {"evidence": PROOF},
    Execution.EVALUATED: {"expected": "Schaduw", "observed": "Schaduw"},
    Execution.CLOSED: {"evidence": PROOF},
}
#: who says that the work has come to a status (4c); nobody else does
SAYS: dict[Execution, set[Role]] = {
    **{status: {Role.OFFICIAL, Role.REGISTRY} for status in Execution},
    Execution.STOPPED: {Role.EXECUTIVE},
}
STEPS = [(before, after) for before in Execution for after in Execution if after is not before]
OTHERS = (Role.ORGANISER, Role.COUNCILLOR, Role.PANELLIST, Role.FACILITATOR, Role.OBSERVER, Role.ADMINISTRATOR)


def update(after: Execution, **values: Any) -> UpdateData:
    return UpdateData(**{"happened_on": today(), "after": after, "text": "Bericht.", **NEEDS.get(after, {}), **values})


def at(make: ModuleType, status: Execution) -> Recommendation:
    """Work that has come to a status."""
    answered: Recommendation = make.answered()
    answered.execution = status
    db.session.commit()
    return answered


def test_every_step_by_every_role_is_allowed_or_refused_as_written(make: ModuleType) -> None:
    answered = make.answered()
    wrong = []
    for before, after in STEPS:
        for role in Role:
            answered.execution = before
            try:
                service.add_update(answered, role, update(after))
                allowed = True
            except (errors.StepNotPossibleError, errors.NotYoursError, errors.NotAdoptedError):
                allowed = False
            if allowed is not (after in NEXT[before] and role in SAYS[after]):
                wrong.append((before.value, after.value, role.value))
    assert wrong == []


@pytest.mark.parametrize(
    ("after", "missing", "error"),
    [
        (Execution.PREPARING, "next_step", errors.NextStepMissingError),
        (Execution.IN_PROGRESS, "next_on", errors.NextStepMissingError),
        (Execution.DELAYED, "next_on", errors.NextStepMissingError),
        (Execution.STOPPED, "body", errors.BodyMissingError),
        (Execution.DONE, "evidence", errors.EvidenceMissingError),
        (Execution.EVALUATED, "observed", errors.EffectMissingError),
        (Execution.CLOSED, "evidence", errors.EvidenceMissingError),
    ],
)
def test_each_status_needs_what_is_written(
    make: ModuleType, after: Execution, missing: str, error: type[Exception]
) -> None:
    before = next(status for status in NEXT if after in NEXT[status])
    work, role = at(make, before), next(iter(SAYS[after]))
    with pytest.raises(error):
        service.add_update(work, role, update(after, **{missing: () if missing == "evidence" else None}))
    assert work.execution is before and not work.updates


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"happened_on": today() + timedelta(days=1)}, errors.FutureDayError),
        ({"happened_on": date(2090, 1, 1)}, errors.FutureDayError),
        ({"next_on": date(2020, 1, 1)}, errors.PastDayError),
    ],
)
def test_what_happened_lies_behind_us_and_what_is_planned_before_us(
    make: ModuleType, values: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        service.add_update(at(make, Execution.NOT_STARTED), Role.OFFICIAL, update(Execution.PREPARING, **values))


def test_a_title_or_an_address_is_no_evidence_without_a_copy(make: ModuleType) -> None:
    bare = (EvidenceData(EvidenceKind.PHOTO, "Foto", "https://voorbeeld.example/foto"),)
    with pytest.raises(errors.EvidenceMissingError):
        service.add_update(at(make, Execution.IN_PROGRESS), Role.OFFICIAL, update(Execution.DONE, evidence=bare))


def test_three_of_thirty_one_is_said_and_is_not_done(make: ModuleType, client: Browser) -> None:
    work = at(make, Execution.IN_PROGRESS)
    parts = {"parts_done": 3, "parts_of": 31}
    with pytest.raises(errors.PartlyDoneError):
        service.add_update(work, Role.OFFICIAL, update(Execution.DONE, **parts))
    service.add_update(work, Role.OFFICIAL, update(Execution.IN_PROGRESS, **parts))
    db.session.commit()
    address = f"/burgerberaden/{make.assembly_of(work).slug}/aanbevelingen"
    assert all("3 van 31" in client.get(f"{address}{form}").text for form in ("/1", ".csv", ".json", ".rss"))


def test_done_waits_for_another_who_saw_the_evidence(make: ModuleType, client: Browser) -> None:
    update = make.reported_done(make.answered())
    assembly, work = make.assembly_of(update.recommendation), update.recommendation
    address = f"/burgerberaden/{assembly.slug}/aanbevelingen"
    proof = f"{address}/1/bewijs/{update.evidence[0].id}"
    assert "Alle bomen staan." not in client.get(f"{address}/1").text and client.get(proof).status == 404
    assert queries.tracker(assembly)[0].execution is Execution.IN_PROGRESS
    with pytest.raises(errors.OwnReportError):
        service.confirm_done(update, db.session.get_one(Account, update.author_id))
    service.confirm_done(update, make.member(assembly, Role.REGISTRY))
    db.session.commit()
    assert work.execution is Execution.DONE
    assert "Alle bomen staan." in client.get(f"{address}/1").text and client.get(proof).status == 200
    with pytest.raises(errors.ConfirmedError):
        service.confirm_done(update, make.member(assembly, Role.REGISTRY))


def test_what_was_reported_meanwhile_is_not_overtaken(make: ModuleType) -> None:
    reported = make.reported_done(make.answered())
    service.add_update(reported.recommendation, Role.EXECUTIVE, update(Execution.STOPPED))
    with pytest.raises(errors.StepNotPossibleError):
        service.confirm_done(reported, make.member(make.assembly_of(reported.recommendation), Role.REGISTRY))


def test_that_work_stops_names_the_body_and_reaches_the_council(make: ModuleType) -> None:
    work = at(make, Execution.IN_PROGRESS)
    make.member(make.assembly_of(work), Role.COUNCILLOR)
    stopped = service.add_update(work, Role.EXECUTIVE, update(Execution.STOPPED))
    heard = db.session.scalars(select(Message).where(Message.occasion == f"update-{stopped.id}-stopped")).one()
    assert heard.audience == "rol-raadslid" and "het college" in heard.body


def test_a_file_goes_from_the_form_to_everyone(make: ModuleType, sign_in: SignIn, client: Browser) -> None:
    work = at(make, Execution.IN_PROGRESS)
    assembly = make.assembly_of(work)
    official = sign_in(make.member(assembly, Role.OFFICIAL))
    page = official.get(f"/beheer/{assembly.slug}/aanbevelingen/1/voortgang/done")
    message = {"text": "Klaar.", "happened_on": today().isoformat(), "evidence_kind": "foto", "evidence_title": "Foto"}
    page = page.submit(message, button="Bericht plaatsen")
    assert page.errors == ["Voeg een bestand toe dat laat zien dat het klaar is."]
    file = (BytesIO(b"GIF89a"), "foto.gif")
    page = page.submit(message | {"evidence_file": file}, button="Bericht plaatsen")
    assert page.errors == ["Kijk eerst of er persoonsgegevens in het bestand staan."]
    file = (BytesIO(b"GIF89a"), "foto.gif")
    page.submit(message | {"evidence_file": file, "is_checked": "y"}, button="Bericht plaatsen")
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    page = griffie.get(f"/beheer/{assembly.slug}/aanbevelingen/1").follow("Bekijk het bewijs en bevestig")
    page = page.submit({}, button="Bevestig dat aanbeveling 1 is uitgevoerd")
    assert "Iedereen leest nu dat dit is uitgevoerd." in page.text
    assert "Uitgevoerd" in client.get(f"/burgerberaden/{assembly.slug}/aanbevelingen/1").text


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_and_nobody_of_elsewhere_reports(make: ModuleType, sign_in: SignIn, role: Role) -> None:
    assembly, other = make.assembly_of(at(make, Execution.IN_PROGRESS)), make.assembly()
    address = f"/beheer/{assembly.slug}/aanbevelingen/1/voortgang/done"
    assert sign_in(make.member(assembly, role)).get(address).status == 403
    assert sign_in(make.member(other, Role.OFFICIAL)).get(address).status == 404
