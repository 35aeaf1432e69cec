"""What came of it: updates with evidence, each a step on the execution axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beraad.accounts.models import Account
from beraad.assemblies.models import Role
from beraad.audit import service as audit
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.errors import (
    BodyMissingError,
    ConfirmedError,
    EffectMissingError,
    EvidenceMissingError,
    FutureDayError,
    NextStepMissingError,
    NotAdoptedError,
    NotYoursError,
    OwnReportError,
    PartlyDoneError,
    PastDayError,
    RecommendationError,
    StepNotPossibleError,
)
from beraad.recommendations.follow_up import notices
from beraad.recommendations.models import Evidence, Recommendation, Update
from beraad.recommendations.statuses import PROVEN, UPDATE_NEEDS, EvidenceKind, Execution, may_follow
from beraad.web.uploads import StoredFile
from beraad.web.visitor import AccountId

#: what is missing of an update → the refusal
MISSING: dict[str, type[RecommendationError]] = {
    **dict.fromkeys(("next_step", "next_on"), NextStepMissingError),
    **dict.fromkeys(("expected", "observed"), EffectMissingError),
    "body": BodyMissingError,
}


@dataclass(frozen=True)
class EvidenceData:
    """Something that shows what an update says; `file` is the copy that we keep."""

    kind: EvidenceKind
    title: str
    url: str = ""
    dated_on: date | None = None
    file: StoredFile | None = None


@dataclass(frozen=True)
class UpdateData:
    """A message about the progress; `after` is the execution status from then on."""

    happened_on: date
    after: Execution
    text: str
    next_step: str = ""
    next_on: date | None = None
    evidence: Sequence[EvidenceData] = ()
    parts_done: int | None = None
    parts_of: int | None = None
    body: str = ""
    expected: str = ""
    observed: str = ""


def may_report(role: Role, before: Execution, after: Execution) -> bool:
    """Whether this role says so: stopping is for the executive, all else for those who work on it.

    The griffie corrects with a note; whoever stops nothing may say what goes on.
    """
    if after is Execution.STOPPED:
        return role is Role.EXECUTIVE
    return role in (Role.OFFICIAL, Role.REGISTRY) or (role is Role.EXECUTIVE and before is after)


def add_update(
    recommendation: Recommendation, author: Role, data: UpdateData, author_id: AccountId | None = None
) -> Update:
    """Add a message about the progress, and move the execution status along; "done" waits for the griffie.

    Raises NotAdoptedError if there is no work to follow, NotYoursError, StepNotPossibleError, FutureDayError or
    PastDayError, PartlyDoneError, EvidenceMissingError, or one of `MISSING`.
    """
    _require_possible(recommendation, author, data)
    update = Update(
        happened_on=data.happened_on,
        before=recommendation.execution,
        after=data.after,
        text=data.text,
        next_step=data.next_step,
        next_on=data.next_on,
        parts_done=data.parts_done,
        parts_of=data.parts_of,
        body=data.body,
        expected=data.expected,
        observed=data.observed,
        author_role=author.value,
        author_id=author_id,
        is_proposal=data.after is Execution.DONE and recommendation.execution is not Execution.DONE,
        evidence=[_kept(item) for item in data.evidence],
    )
    recommendation.updates.append(update)
    if not update.is_proposal:
        recommendation.execution = data.after
    db.session.flush()
    _record("update_added", update)
    if data.after is Execution.STOPPED:
        notices.stopped(update)
    return update


def require_to_confirm(update: Update, confirmer: AccountId | None) -> None:
    """Raises ConfirmedError, OwnReportError, or StepNotPossibleError if something else was reported meanwhile."""
    recommendation = update.recommendation
    if not update.is_waiting:
        raise ConfirmedError
    if confirmer is not None and confirmer == update.author_id:
        raise OwnReportError
    if recommendation.execution is not update.before:
        raise StepNotPossibleError


def confirm_done(update: Update, confirmer: Account) -> None:
    """Confirm, having seen the evidence, that something is done. Raises what `require_to_confirm` raises."""
    require_to_confirm(update, confirmer.id)
    update.confirmed_at, update.confirmed_by_id = now(), confirmer.id
    update.recommendation.execution = update.after
    db.session.flush()
    _record("done_confirmed", update)


def _kept(item: EvidenceData) -> Evidence:
    sha256, kind = (item.file.sha256, item.file.kind) if item.file else ("", "")
    return Evidence(
        kind=item.kind,
        title=item.title,
        url=item.url,
        dated_on=item.dated_on,
        file_sha256=sha256,
        file_kind=kind,
    )


def _record(event: str, update: Update) -> None:
    audit.record(
        f"recommendations.{event}",
        update.recommendation,
        assembly_id=update.recommendation.assembly_id,
        before=update.before.value,
        after=update.after.value,
        evidence=len(update.evidence),
    )


def _require_possible(recommendation: Recommendation, author: Role, data: UpdateData) -> None:
    before = recommendation.execution
    if before is Execution.NOT_APPLICABLE:
        raise NotAdoptedError
    if not may_follow(before, data.after, recommendation.decision):
        raise StepNotPossibleError
    if not may_report(author, before, data.after):
        raise NotYoursError
    if data.happened_on > today():
        raise FutureDayError
    if data.next_on is not None and data.next_on < today():
        raise PastDayError
    for name in UPDATE_NEEDS.get(data.after, ()):
        if not getattr(data, name):
            raise MISSING[name]
    if data.after is Execution.DONE and (data.parts_done or 0) < (data.parts_of or 0):
        raise PartlyDoneError
    if data.after in PROVEN and before is not data.after and not any(item.file for item in data.evidence):
        raise EvidenceMissingError
