"""What came of it: updates with evidence, each a step on the execution axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beraad.assemblies.models import Role
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recommendations.errors import (
    EvidenceMissingError,
    NextStepMissingError,
    NotAdoptedError,
    StepNotPossibleError,
)
from beraad.recommendations.models import Evidence, Recommendation, Update
from beraad.recommendations.statuses import PROMISING, EvidenceKind, Execution, may_follow


@dataclass(frozen=True)
class EvidenceData:
    """Something that shows what an update says."""

    kind: EvidenceKind
    title: str
    url: str = ""
    dated_on: date | None = None


@dataclass(frozen=True)
class UpdateData:
    """A message about the progress; `after` is the execution status from then on."""

    happened_on: date
    after: Execution
    text: str
    next_step: str = ""
    next_on: date | None = None
    evidence: Sequence[EvidenceData] = ()


def add_update(recommendation: Recommendation, author: Role, data: UpdateData) -> Update:
    """Add a message about the progress, and move the execution status along.

    Raises NotAdoptedError if there is no work to follow, StepNotPossibleError, EvidenceMissingError if "done" has none,
    or NextStepMissingError if a promise lacks its date.
    """
    _require_possible(recommendation, data)
    update = Update(
        happened_on=data.happened_on,
        before=recommendation.execution,
        after=data.after,
        text=data.text,
        next_step=data.next_step,
        next_on=data.next_on,
        author_role=author.value,
    )
    update.evidence = [
        Evidence(kind=item.kind, title=item.title, url=item.url, dated_on=item.dated_on) for item in data.evidence
    ]
    recommendation.updates.append(update)
    recommendation.execution = data.after
    db.session.flush()
    audit.record(
        "recommendations.update_added",
        recommendation,
        assembly_id=recommendation.assembly_id,
        before=update.before.value,
        after=update.after.value,
        evidence=len(data.evidence),
    )
    return update


def _require_possible(recommendation: Recommendation, data: UpdateData) -> None:
    before = recommendation.execution
    if before is Execution.NOT_APPLICABLE:
        raise NotAdoptedError
    if not may_follow(before, data.after, recommendation.decision):
        raise StepNotPossibleError
    if data.after in PROMISING and not (data.next_step and data.next_on):
        raise NextStepMissingError
    if data.after is Execution.DONE and not (data.evidence or _has_evidence(recommendation)):
        raise EvidenceMissingError


def _has_evidence(recommendation: Recommendation) -> bool:
    return any(update.evidence for update in recommendation.updates)
