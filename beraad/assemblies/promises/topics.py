"""What each topic of a promise consists of: which columns, how a version keeps them, and how it is put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask, current_app
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import Date
from sqlalchemy.inspection import inspect

from beraad.assemblies import words
from beraad.assemblies.models import Assembly, ParticipationPlan, RoomItem, RoomKind
from beraad.assemblies.promises import queries
from beraad.assemblies.promises.models import Topic
from beraad.extensions import db
from beraad.orm import Model

#: name → what it says; days as 2026-12-31
Values = dict[str, Any]
#: topic → columns of `Assembly`
FIELDS: Mapping[Topic, tuple[str, ...]] = {
    Topic.QUESTION: ("question",),
    Topic.COMMITMENT: ("commitment", "commitment_by", "commitment_on", "commitment_document"),
    Topic.CRITERIA: ("criteria",),
    Topic.EXPECTATIONS: ("expectations",),
    Topic.DATES: (
        *("sign_up_opens", "sign_up_closes", "draw_on", "starts_on", "ends_on"),
        *("advice_on", "decision_on"),
    ),
    Topic.SEATS: ("seats",),
    Topic.PARTIES: ("commissioner", "organiser"),
    Topic.DESCRIPTION: ("title", "summary", "background"),
    Topic.CONTACT: ("contact_name", "contact_email", "contact_phone"),
    Topic.PAGE: ("is_public",),
}
#: kept in versions, but changed by one person at any time
FREE = frozenset({Topic.DESCRIPTION, Topic.CONTACT})
#: a change of these binds a body: it takes its decision, recorded by the griffie or by a member of the executive
OF_A_BODY = frozenset(
    {
        *(Topic.QUESTION, Topic.ROOM, Topic.COMMITMENT, Topic.CRITERIA, Topic.PARTIES),
        *(Topic.PLAN, Topic.HANDOVER, Topic.TERMS),
    }
)
#: column of `Assembly` → its topic
TOPIC_OF: Mapping[str, Topic] = {name: topic for topic, names in FIELDS.items() for name in names}
#: parts of a plan that are written
PARTS = tuple(name for name in words.PLAN_PARTS if name != "room")
DAYS = frozenset(column.name for column in Assembly.__table__.c if isinstance(column.type, Date))
#: what a version says, as pairs of a label and a text
Lines = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Source:
    """A topic that is no column of the burgerberaad: how its values are read, shown, and put back by a change."""

    read: Callable[[Assembly], Values]
    lines: Callable[[Values], Lines]
    #: None where no change can, but an act of its own
    put: Callable[[Assembly, Values], None] | None = None


def init_app(app: Flask) -> None:
    app.extensions["promises.sources"] = {
        Topic.ROOM: Source(_room, _room_lines, _put_room),
        Topic.PLAN: Source(_plan, _plan_lines, _put_plan),
    }
    app.extensions["promises.watched"] = {RoomItem: Topic.ROOM, ParticipationPlan: Topic.PLAN}


def register(app: Flask, topic: Topic, source: Source, *tables: type[Model]) -> None:
    """Keep versions of `topic`, which `source` reads, when a row of `tables` changes."""
    app.extensions["promises.sources"][topic] = source
    app.extensions["promises.watched"].update(dict.fromkeys(tables, topic))


def watched() -> Mapping[type[Model], Topic]:
    """Returns table → topic for what is not a column of the burgerberaad."""
    found: Mapping[type[Model], Topic] = current_app.extensions["promises.watched"]
    return found


def values_of(assembly: Assembly, topic: Topic) -> Values:
    """Returns what `topic` says now."""
    if topic in FIELDS:
        return {name: _plain(getattr(assembly, name)) for name in FIELDS[topic]}
    sources = _sources()
    return sources[topic].read(assembly) if topic in sources else {}


def with_(assembly: Assembly, topic: Topic, new: Mapping[str, Any]) -> Values:
    """Returns what `topic` says if these columns get a `new` value."""
    return {name: _plain(new.get(name, getattr(assembly, name))) for name in FIELDS[topic]}


def lines_of(topic: Topic, values: Values) -> Lines:
    """Returns what a version says, for people; what it leaves open is left out."""
    if topic in FIELDS:
        said = [name for name in FIELDS[topic] if _says(values.get(name))]
        return [(words.PROMISED[name], _shown(name, values[name])) for name in said]
    sources = _sources()
    return sources[topic].lines(values) if values and topic in sources else []


def changed_columns(assembly: Assembly) -> set[Topic]:
    """Returns the topics of which a column was written and not flushed yet."""
    state = inspect(assembly)
    return {topic for name, topic in TOPIC_OF.items() if state.attrs[name].history.has_changes()}


def put(assembly: Assembly, topic: Topic, values: Values) -> None:
    """Make `topic` say `values`."""
    if topic not in FIELDS:
        writes = _sources()[topic].put
        assert writes is not None, "it changes by an act of its own"
        writes(assembly, values)
        return
    for name in FIELDS[topic]:
        value = values.get(name)
        setattr(assembly, name, date.fromisoformat(value) if name in DAYS and value else value)


def is_empty(values: Values) -> bool:
    """Whether it says nothing yet."""
    return not any(values.values())


def _says(value: Any) -> bool:
    return value is False or bool(value)


def _sources() -> Mapping[Topic, Source]:
    found: Mapping[Topic, Source] = current_app.extensions["promises.sources"]
    return found


def _shown(name: str, value: Any) -> Any:
    if name == "is_public":
        return _("Ja") if value else _("Nee")
    return format_date(date.fromisoformat(value), "d MMMM yyyy") if name in DAYS else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _room(assembly: Assembly) -> Values:
    return {"lines": by_kind([[item.kind.value, item.text, item.reason] for item in assembly.room])}


def by_kind(lines: list[list[str]]) -> list[list[str]]:
    """Returns lines of the room for influence in the order of pages."""
    kinds = [kind.value for kind in RoomKind]
    return sorted(lines, key=lambda line: kinds.index(line[0]))


def _room_lines(values: Values) -> Lines:
    labels = {kind.value: kind.label for kind in RoomKind}
    return [(labels[kind], f"{text} ({reason})" if reason else text) for kind, text, reason in values["lines"]]


def _put_room(assembly: Assembly, values: Values) -> None:
    lines = values["lines"]
    rows, kinds = list(assembly.room), {kind.value: kind for kind in RoomKind}
    for row in rows[len(lines) :]:
        assembly.room.remove(row)
    for position, (kind, text, reason) in enumerate(lines):
        row = rows[position] if position < len(rows) else RoomItem()
        row.kind, row.text, row.reason, row.position = kinds[kind], text, reason, position
        if position >= len(rows):
            assembly.room.append(row)


def _plan(assembly: Assembly) -> Values:
    plan = queries.approved_plan(assembly)
    if plan is None:
        return {}
    decided = {"approved_by": plan.approved_by, "approved_on": _plain(plan.approved_on)}
    return {"version": plan.version, **{name: getattr(plan, name) for name in PARTS}, "lines": plan.room, **decided}


def _put_plan(assembly: Assembly, values: Values) -> None:
    """An approved version stays: this is the next one, approved by the body that agreed."""
    plan = queries.latest_plan(assembly)
    if plan is None or plan.version != values["version"]:
        plan = ParticipationPlan(assembly_id=assembly.id, version=values["version"])
        db.session.add(plan)
    for name in PARTS:
        setattr(plan, name, values[name])
    plan.room, plan.approved_by = values["lines"], values["approved_by"]
    plan.approved_on = date.fromisoformat(values["approved_on"])


def _plan_lines(values: Values) -> Lines:
    day = format_date(date.fromisoformat(values["approved_on"]), "d MMMM yyyy")
    decided = _("Versie %(version)d, vastgesteld door %(body)s op %(day)s", **_decided(values, day))
    return [(Topic.PLAN.label, decided), *((words.PLAN_PARTS[name], values[name]) for name in PARTS)]


def _decided(values: Values, day: str) -> dict[str, Any]:
    return {"version": values["version"], "body": values["approved_by"], "day": day}
