"""The verbs: propose an act, withdraw the proposal, approve it, or do it alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import inspect, select

from beraad.acts import registry
from beraad.acts.act import Act, Done, Preview
from beraad.acts.errors import ChangedError, NoProposalError, NotOwnProposalError, OwnProposalError
from beraad.acts.forms import ActForm
from beraad.acts.models import Proposal, ProposalState
from beraad.acts.signals import act_proposed
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import Model, now
from beraad.web import sealing
from beraad.web.refusals import Refusal
from beraad.web.visitor import AccountId, current_account_id

T = TypeVar("T")
#: number or fingerprint by key
Values = Mapping[str, int | str]


def values_of(preview: Preview) -> dict[str, int | str]:
    """What may not change: the numbers, and a fingerprint of all else, so that no text is kept twice."""
    fixed = {one.key: sealing.fingerprint(f"act-value:{one.value}")[:16] for one in preview.fixed}
    return {**{one.key: one.number for one in preview.amounts}, **fixed}


def written(values: Values) -> str:
    """Returns `values` as canonical JSON."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"))


def fingerprint(act: Act[T], subject: T, values: Values) -> str:
    """What somebody saw, in 64 hexadecimal digits: the same as long as no number and nothing fixed changes."""
    return fingerprint_of(act, subject, written(values))


def fingerprint_of(act: Act[T], subject: T, text: str) -> str:
    """Returns the fingerprint of values that are `written` as `text`."""
    return sealing.fingerprint(f"act:{act.key} {name_of(act, subject)} {text}")


def name_of(act: Act[T], subject: T) -> str:
    """How the log names the row of the subject."""
    row = act.row(subject)
    return audit.subject_of(type(row), *(inspect(row).identity or ()))


def open_proposal(act: Act[T], subject: T) -> Proposal | None:
    """Returns the proposal that waits for a second official, or None."""
    mine = select(Proposal).where(Proposal.act == act.key, Proposal.subject == name_of(act, subject))
    return db.session.scalar(mine.where(Proposal.state == ProposalState.OPEN))


def changed(before: Values, preview: Preview) -> list[str]:
    """Returns the keys of what differs from what was proposed, but for numbers that move by themselves."""
    current = values_of(preview)
    drifting = {one.key for one in preview.amounts if one.drifts}
    keys = sorted({*before, *current} - drifting)
    return [key for key in keys if before.get(key) != current.get(key)]


def propose(key: str, subject: Any, made_by: AccountId | None = None) -> Proposal:
    """Put an act before a second official; an open proposal of the same person takes the new fingerprint.

    `key` names the act; `made_by` is who prepared it, if not who is at work now. Raises what its preview raises.
    """
    act = registry.every()[key]
    assert act.second is not None, "nobody else has to approve it"
    values = values_of(act.preview(subject))
    proposal = _renewed(act, subject, made_by or current_account_id())
    proposal.shown, proposal.fingerprint, proposal.proposed_at = values, fingerprint(act, subject, values), now()
    db.session.add(proposal)
    db.session.flush()
    _log("acts.proposed", act, subject, fingerprint=proposal.fingerprint)
    act_proposed.send(proposal, act=act, subject=subject)
    return proposal


def may_propose(act: Act[T], subject: T) -> bool:
    """Whether who is at work now may put this act before a second official."""
    if act.second is None:
        return False
    return act.second.maker(subject) in (None, current_account_id())


def _renewed(act: Act[T], subject: T, made_by: AccountId | None) -> Proposal:
    """Returns the open proposal if it is of the same person, otherwise a new one in its place."""
    proposal = open_proposal(act, subject)
    if proposal is not None and proposal.proposed_by_id == made_by:
        return proposal
    if proposal is not None:
        _end(proposal, ProposalState.REPLACED)
    return Proposal(
        assembly_id=act.assembly_id(subject), act=act.key, subject=name_of(act, subject), proposed_by_id=made_by
    )


def withdraw(act: Act[T], subject: T) -> None:
    """Take one's own proposal back. Raises `NoProposalError` or `NotOwnProposalError`."""
    proposal = _taken(act, subject)
    if proposal.proposed_by_id != current_account_id():
        raise NotOwnProposalError
    _end(proposal, ProposalState.WITHDRAWN)
    _log("acts.withdrawn", act, subject, fingerprint=proposal.fingerprint)


def approve(act: Act[T], subject: T, preview: Preview, form: ActForm) -> str | Done:
    """Do, as the second official, what a colleague proposed. Returns what the act leads to.

    Raises `NoProposalError`, `OwnProposalError`, `ChangedError`, or what the act itself raises.
    """
    require_unchanged(act, subject, preview, form)
    proposal, approver = _taken(act, subject), current_account_id()
    if proposal.proposed_by_id is not None and proposal.proposed_by_id == approver:
        raise OwnProposalError(remember=lambda: _log_refusal(act, subject, OwnProposalError))
    if changed(proposal.shown, preview):
        raise ChangedError(remember=lambda: _log_refusal(act, subject, ChangedError))
    proposal.approved_by_id = approver
    _end(proposal, ProposalState.APPROVED)
    by = {"proposed_by": proposal.proposed_by_id, "approved_by": approver}
    _log("acts.done", act, subject, fingerprint=form.fingerprint.data, **by)
    return act.perform(subject, form)


def perform(act: Act[T], subject: T, preview: Preview, form: ActForm) -> str | Done:
    """Do what one official does alone. Returns what the act leads to.

    Raises `ChangedError`, or what the act itself raises.
    """
    assert act.second is None, "somebody else has to approve it"
    require_unchanged(act, subject, preview, form)
    _log("acts.done", act, subject, fingerprint=form.fingerprint.data, done_by=current_account_id())
    return act.perform(subject, form)


def require_unchanged(act: Act[T], subject: T, preview: Preview, form: ActForm) -> None:
    """Raises `ChangedError` unless the page would look as it did when the button was shown."""
    if form.fingerprint.data != fingerprint(act, subject, values_of(preview)):
        raise ChangedError(remember=lambda: _log_refusal(act, subject, ChangedError))


def close(row: Model) -> None:
    """End what was proposed about `row`, because it is gone or was done in another way. Nobody can approve it then."""
    mine = Proposal.subject == audit.subject_of_row(row), Proposal.state == ProposalState.OPEN
    for proposal in db.session.scalars(select(Proposal).where(*mine).with_for_update()).all():
        _end(proposal, ProposalState.WITHDRAWN)
        details: dict[str, Any] = {"act": proposal.act, "fingerprint": proposal.fingerprint}
        audit.record("acts.closed", row, assembly_id=proposal.assembly_id, **details)


def _taken(act: Act[T], subject: T) -> Proposal:
    proposal = open_proposal(act, subject)
    if proposal is None:
        raise NoProposalError
    db.session.refresh(proposal, with_for_update=True)
    if proposal.state is not ProposalState.OPEN:
        raise NoProposalError
    return proposal


def _end(proposal: Proposal, state: ProposalState) -> None:
    proposal.state, proposal.ended_at = state, now()
    db.session.flush()


def _log(action: str, act: Act[T], subject: T, **details: Any) -> None:
    audit.record(action, act.row(subject), assembly_id=act.assembly_id(subject), act=act.key, **details)


def _log_refusal(act: Act[T], subject: T, error: type[Refusal]) -> None:
    _log("acts.refused", act, subject, error=error.__name__)
