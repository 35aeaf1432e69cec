"""What the registry decides about sign-ups: merge a file of people, settle sign-ups that look alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from beraad.assemblies.models import Assembly, FeatureId, FeatureValueId
from beraad.assemblies.promises.models import PromiseChange
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.errors import NobodyLeftError, NotAPairError
from beraad.recruitment.models.duplicates import DuplicateReview, DuplicateVerdict, GroupReview
from beraad.recruitment.models.registration import (
    Channel,
    Registration,
    RegistrationAnswer,
    RegistrationId,
    RegistrationState,
)
from beraad.recruitment.office import age_checks
from beraad.recruitment.office.duplicates import Group
from beraad.recruitment.office.respondents import Merge
from beraad.recruitment.questions import ages, question_set
from beraad.recruitment.sign_up import service as sign_up
from beraad.recruitment.signals import announce_pool_change

#: ids in one statement
MOST_IDS = 5000


def merge(assembly: Assembly, prepared: Merge) -> Merge:
    """Carry out what `respondents.prepare` found, in bulk. Raises `PoolFrozenError` if it would add people too late."""
    require_room(assembly, prepared)
    moment = now()
    if prepared.added:
        fixed = {"assembly_id": assembly.id, "channel": Channel.IMPORT, "created_at": moment}
        added = [{**fixed, "pool_id": pool_id, **values} for pool_id, values in prepared.added.items()]
        db.session.execute(insert(Registration), added)
    rows = db.session.execute(
        select(Registration.pool_id, Registration.id).where(Registration.assembly_id == assembly.id)
    )
    ids = dict(rows.all())
    if prepared.changed:
        changed = [{"id": ids[pool_id], "changed_at": moment, **values} for pool_id, values in prepared.changed.items()]
        db.session.execute(update(Registration), changed)
        _delete_answers([ids[pool_id] for pool_id in prepared.changed])
    _write_answers({ids[pool_id]: values for pool_id, values in prepared.answers.items()})
    db.session.expire_all()
    audit.record(
        "recruitment.respondents_merged",
        assembly,
        assembly_id=assembly.id,
        added=len(prepared.added),
        changed=len(prepared.changed),
        same=prepared.same,
    )
    announce_pool_change(assembly.id)
    return prepared


def require_room(assembly: Assembly, prepared: Merge) -> None:
    """Raises `PoolFrozenError` if a file would add people to a list that is frozen."""
    if prepared.added:
        sign_up.require_open_pool(assembly)


def follow_first_meeting(change: PromiseChange, **_values: Any) -> None:
    """Give everyone the age group of the year of the first meeting, if that moved; not once a list is frozen.

    Receives `promise_changed`.
    """
    assembly = change.assembly
    groups = ages.groups(question_set.current(assembly))
    if groups is None or assembly.pool_frozen_at is not None:
        return
    value_ids = {answer.value: answer.id for answer in groups.feature.answers}
    moved = [doubt for doubt in age_checks.all_in_draw(assembly) if doubt.answer and doubt.right is not None]
    for doubt in moved:
        assert doubt.right is not None
        stored = db.session.get_one(RegistrationAnswer, (doubt.registration_id, groups.feature.id))
        stored.feature_value_id = value_ids[doubt.right]
    db.session.flush()
    if moved:
        audit.record("recruitment.ages_followed", assembly, assembly_id=assembly.id, people=len(moved))
        announce_pool_change(assembly.id)


def _delete_answers(people: Sequence[RegistrationId]) -> None:
    for start in range(0, len(people), MOST_IDS):
        some = people[start : start + MOST_IDS]
        db.session.execute(delete(RegistrationAnswer).where(RegistrationAnswer.registration_id.in_(some)))


def _write_answers(answers: Mapping[RegistrationId, Mapping[FeatureId, FeatureValueId]]) -> None:
    rows = [
        {"registration_id": registration_id, "feature_id": feature_id, "feature_value_id": value_id}
        for registration_id, values in answers.items()
        for feature_id, value_id in values.items()
    ]
    if rows:
        db.session.execute(insert(RegistrationAnswer), rows)


def settle(first: Registration, second: Registration, keep: Registration | None) -> DuplicateReview:
    """Two people if `keep` is None; otherwise one person, and only the sign-up `keep` stays in the draw.

    Raises `NotAPairError` if they can't be a pair, such as after a colleague settled it.
    """
    if first.assembly_id != second.assembly_id or first.id == second.id:
        raise NotAPairError
    if any(person.state is not RegistrationState.SIGNED_UP for person in (first, second)):
        raise NotAPairError
    earlier, later = sorted((first, second), key=lambda person: person.id)
    verdict = DuplicateVerdict.DIFFERENT if keep is None else DuplicateVerdict.SAME
    review = db.session.merge(DuplicateReview(first_id=earlier.id, second_id=later.id, verdict=verdict))
    if keep is not None:
        sign_up.set_aside(later if keep is earlier else earlier)
    db.session.flush()
    audit.record("recruitment.duplicate_settled", later, assembly_id=earlier.assembly_id, verdict=verdict.value)
    return review


def settle_group(group: Group, shown: Collection[int], doubles: Collection[int]) -> None:
    """Take `doubles` (ids) out of the draw; the others of those `shown` are people of their own.

    People who joined since they were shown stay to be settled. Raises `NobodyLeftError` if nobody would stay.
    """
    looked_at = [person for person in group.people if person.id in shown]
    kept = [person for person in looked_at if person.id not in doubles]
    if not kept:
        raise NobodyLeftError
    for person in looked_at:
        if person in kept:
            db.session.merge(GroupReview(registration_id=person.id, sign=group.sign, decided_at=now()))
        else:
            sign_up.set_aside(person)
    db.session.flush()
    audit.record(
        "recruitment.duplicate_group_settled",
        kept[0].assembly,
        assembly_id=kept[0].assembly_id,
        sign=group.sign.value,
        people=len(looked_at),
        set_aside=len(looked_at) - len(kept),
    )
