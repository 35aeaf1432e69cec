"""Changing what was promised once people count on it: a public reason, the decision of the body, and two people.

A verb that would change a promise asks for it here (`ask`); somebody says why (`explain`); a colleague approves, which
makes the change (`make`). See `acts_change` for the page that both see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from beraad.acts import service as acts
from beraad.assemblies import gates
from beraad.assemblies.errors import (
    BodyMissingError,
    ChangeSettledError,
    DecisionMissingError,
    DrawStandsError,
    NoPlanError,
    NotSpellingError,
    ReasonMissingError,
)
from beraad.assemblies.models import Assembly, Role, RoomItem
from beraad.assemblies.promises import queries, topics, versions
from beraad.assemblies.promises.models import ChangeState, PromiseChange, Topic
from beraad.assemblies.promises.service import RoomItemData, keep_wording
from beraad.assemblies.promises.topics import Values
from beraad.assemblies.signals import has_draw, promise_changed
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.web.visitor import current_account_id

#: those who record the decision of a body: the griffie of council or States, a member of the executive
SPEAK_FOR_A_BODY = frozenset({Role.REGISTRY, Role.EXECUTIVE})
#: how much of a word stays when only its spelling is mended, and how many words that can be
LEAST_ALIKE, MOST_WORDS = 0.6, 5
#: words that turn a promise around, however alike they look
DECISIVE = frozenset({"niet", "geen", "wel", "nooit", "altijd", "alle", "elke", "geheel"})


@dataclass(frozen=True)
class WhyData:
    """Why a promise changes, for everyone to read; and which body decided it where, on which day."""

    reason: str
    body: str = ""
    document: str = ""
    decided_on: date | None = None
    is_correction: bool = False


def ask(assembly: Assembly, values: Mapping[Topic, Values]) -> PromiseChange | None:
    """Prepare a change of what was promised; nothing changes yet. Returns None if it says the same.

    Raises DrawStandsError for what the draw was held with.
    """
    new = {topic.value: wanted for topic, wanted in values.items() if topics.values_of(assembly, topic) != wanted}
    if not new:
        return None
    _hold_the_draw(assembly, new)
    change = PromiseChange(
        assembly_id=assembly.id, values=new, asked_by_id=current_account_id(), asked_role=versions.acting_role()
    )
    db.session.add(change)
    db.session.flush()
    audit.record("assemblies.change_asked", change, assembly_id=assembly.id, topics=sorted(new))
    return change


def make_at_once(assembly: Assembly, values: Mapping[Topic, Values], reason: str) -> None:
    """Change what was promised with a public reason, for an act that a second person looks over on another page.

    Raises DrawStandsError.
    """
    change = ask(assembly, values)
    if change is not None:
        change.reason = reason
        _put(change)


def ask_room(assembly: Assembly, item: RoomItem | None, data: RoomItemData | None) -> PromiseChange | None:
    """Ask for a line of the room for influence to be added (no `item`), changed, or taken away (no `data`)."""
    rows = [None if row is item else [row.kind.value, row.text, row.reason] for row in assembly.room]
    new = [data.kind.value, data.text, data.reason] if data is not None else None
    lines = [new if row is None else row for row in rows] if item is not None else [*rows, new]
    return ask(assembly, {Topic.ROOM: {"lines": topics.by_kind([line for line in lines if line is not None])}})


def deviate(assembly: Assembly, parts: Mapping[str, str]) -> PromiseChange | None:
    """Ask to deviate from the approved plan: `parts` of it say something else. Who agrees is said with the reason.

    Raises NoPlanError while no plan was approved.
    """
    approved = topics.values_of(assembly, Topic.PLAN)
    if not approved:
        raise NoPlanError
    if all(approved[name] == text for name, text in parts.items()):
        return None
    draft = queries.latest_plan(assembly)
    version = draft.version if draft and draft.approved_on is None else approved["version"] + 1
    return ask(assembly, {Topic.PLAN: {**approved, **parts, "version": version}})


def explain(change: PromiseChange, data: WhyData) -> PromiseChange:
    """Say why. A correction of the spelling is made at once.

    Raises ChangeSettledError, NotSpellingError, or DecisionMissingError if it binds a body and none is named.
    """
    require_open(change)
    if data.is_correction and not is_spelling(change):
        raise NotSpellingError
    if not data.is_correction and binds_a_body(change) and not (data.body and data.document and data.decided_on):
        raise DecisionMissingError
    for name, value in vars(data).items():
        setattr(change, name, value)
    if Topic.PLAN in change.topics and data.decided_on is not None:
        agreed = {"approved_by": data.body, "approved_on": data.decided_on.isoformat()}
        change.values = {**change.values, Topic.PLAN.value: {**change.values[Topic.PLAN.value], **agreed}}
    db.session.flush()
    return make(change) if data.is_correction else change


def require_to_make(change: PromiseChange) -> None:
    """Raises ChangeSettledError, or ReasonMissingError while nobody has said why."""
    require_open(change)
    if not change.reason:
        raise ReasonMissingError


def make(change: PromiseChange) -> PromiseChange:
    """Change what was promised, and keep what it said. Who signed up is told, but not of a correction.

    Raises ChangeSettledError, ReasonMissingError, StaysPublicError, or BodyMissingError if neither of the two
    people speaks for the body that decided.
    """
    require_to_make(change)
    role = versions.acting_role()
    if not change.is_correction:
        if binds_a_body(change) and not SPEAK_FOR_A_BODY & {change.asked_role, role}:
            raise BodyMissingError
        if change.asked_by_id != current_account_id():
            change.approved_by_id, change.approved_role = current_account_id(), role
    _put(change)
    if not change.is_correction:
        promise_changed.send(change)
    return change


def _put(change: PromiseChange) -> None:
    assembly = change.assembly
    with gates.staying_public(assembly):
        for topic in change.topics:
            topics.put(assembly, topic, change.values[topic.value])
        db.session.flush()
    change.state, change.settled_at = ChangeState.MADE, now()
    versions.keep(assembly, change.topics, change)
    keep_wording(assembly)
    names = [topic.value for topic in change.topics]
    audit.record("assemblies.promise_changed", change, assembly_id=assembly.id, topics=names)


def _hold_the_draw(assembly: Assembly, new: Mapping[str, Values]) -> None:
    """Raises DrawStandsError if seats or days of signing up change under a draw."""
    if not has_draw(assembly):
        return
    days = topics.values_of(assembly, Topic.DATES)
    moved = new.get(Topic.DATES.value, days)
    if Topic.SEATS.value in new or any(days[name] != moved[name] for name in ("sign_up_opens", "sign_up_closes")):
        raise DrawStandsError


def drop(change: PromiseChange) -> None:
    """The change does not go ahead. Raises ChangeSettledError."""
    require_open(change)
    change.state, change.settled_at = ChangeState.DROPPED, now()
    acts.close(change)
    audit.record("assemblies.change_dropped", change, assembly_id=change.assembly_id)


def require_open(change: PromiseChange) -> None:
    """Raises ChangeSettledError once it was made or dropped."""
    if not change.state.is_open:
        raise ChangeSettledError


def binds_a_body(change: PromiseChange) -> bool:
    """Whether a body has to decide about it."""
    return bool(topics.OF_A_BODY & set(change.topics))


def is_spelling(change: PromiseChange) -> bool:
    """Whether it mends spelling alone: as many words, no other number, and each word still looks like what it was."""
    before = {topic.value: topics.values_of(change.assembly, topic) for topic in change.topics}
    pairs = [_words(before[code], change.values[code]) for code in change.values]
    if any(topic in (Topic.DATES, Topic.SEATS, Topic.TERMS, Topic.HANDOVER) for topic in change.topics):
        return False
    changed = [(old, new) for olds, news in pairs for old, new in zip(olds, news, strict=False) if old != new]
    same_length = all(len(olds) == len(news) for olds, news in pairs)
    return same_length and len(changed) <= MOST_WORDS and all(map(_are_alike, changed))


def _are_alike(pair: tuple[str, str]) -> bool:
    old, new = (word.strip(".,;:!?").lower() for word in pair)
    if re.findall(r"\d", old + new) or DECISIVE & {old, new}:
        return old == new
    return SequenceMatcher(None, old, new).ratio() >= LEAST_ALIKE


def _words(before: Values, after: Values) -> tuple[list[str], list[str]]:
    return _flat(before), _flat(after)


def _flat(value: object) -> list[str]:
    """All words in the values of a topic, with a mark between its parts."""
    if isinstance(value, dict):
        return [word for name in sorted(value) for word in ("|", *_flat(value[name]))]
    if isinstance(value, list):
        return [word for part in value for word in ("|", *_flat(part))]
    return str(value or "").split()
