"""What came of it: updates with evidence, each a step on the execution axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from beraad.assemblies.models import Role
from beraad.audit.service import record
from beraad.extensions import db
from beraad.recommendations.errors import (
    EvidenceMissingError,
    NextStepMissingError,
    NotAdoptedError,
    StepNotPossibleError,
)
from beraad.recommendations.models import Evidence, Recommendation, Update
from beraad.recommendations.service import name_of
from beraad.recommendations.statuses import EvidenceKind, Execution, may_follow

#: statuses that promise something: they say what comes next and when
PROMISING = (Execution.PREPARING, Execution.DELAYED)


@dataclass(frozen=True)
class Proof:
    """Evidence as it is handed in."""

    kind: EvidenceKind
    title: str
    url: str = ""
    on: date | None = None


def add_update(
    recommendation: Recommendation,
    author: Role,
    on: date,
    after: Execution,
    text: str,
    *,
    next_step: str = "",
    next_on: date | None = None,
    evidence: Sequence[Proof] = (),
) -> Update:
    """Add a message about how it goes, and move the execution status along.

    Raises when the step is not possible from here, when "done" lacks evidence, or when a promise lacks its date.
    """
    before = recommendation.execution
    if before == Execution.NOT_APPLICABLE:
        raise NotAdoptedError
    if not may_follow(before, after, recommendation.decision):
        raise StepNotPossibleError
    if after in PROMISING and not (next_step and next_on):
        raise NextStepMissingError
    if after == Execution.DONE and not evidence and not has_evidence(recommendation):
        raise EvidenceMissingError
    made = Update(
        on=on, before=before, after=after, text=text, next_step=next_step, next_on=next_on, author_role=author.value
    )
    made.evidence = [Evidence(kind=p.kind, title=p.title, url=p.url, on=p.on) for p in evidence]
    recommendation.updates.append(made)
    recommendation.execution = after
    db.session.flush()
    record(
        "recommendation.update_added",
        name_of(recommendation),
        assembly_id=recommendation.assembly_id,
        before=before.value,
        after=after.value,
        evidence=len(evidence),
    )
    return made


def has_evidence(recommendation: Recommendation) -> bool:
    """Whether any update so far shows something."""
    return any(update.evidence for update in recommendation.updates)
