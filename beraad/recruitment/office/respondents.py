"""People in the field's own CSV and XLSX: one id column, one column per feature, all other columns kept.

A file is *merged* by id: new ids are added, known ones changed where the file says something else, and nobody who is
not in the file is touched. Whoever withdrew stays withdrawn. A file with a fault changes nothing. Special features
stand in no file; whoever comes out of a file has not answered them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import delete, insert, select, update

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.addresses import household_key
from beraad.recruitment.errors import FileError
from beraad.recruitment.models.registration import Channel, Registration, RegistrationAnswer, RegistrationState
from beraad.recruitment.office import respondent_files
from beraad.recruitment.office.respondent_files import CHANNEL_COLUMN, COLUMNS, ID_COLUMN, RowReader
from beraad.recruitment.questions import asked, replies
from beraad.recruitment.signals import announce_pool_change
from selection.model.errors import InputError
from selection.model.formats import Respondents


@dataclass(frozen=True)
class Difference:
    """What a file says otherwise about somebody: the column, what we knew and what the file says."""

    pool_id: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Merge:
    """What a file would change: pool id → values of the columns of `Registration`, and its answers."""

    file: str
    added: Mapping[str, dict[str, Any]]
    changed: Mapping[str, dict[str, Any]]
    #: ids of which the file says nothing new
    same: int
    #: each cell that changes, in the order of the file
    differences: Sequence[Difference]
    #: pool id → feature number → answer number, for those added and changed
    answers: Mapping[str, dict[int, int]] = field(repr=False)


def prepare(
    assembly: Assembly, source: str | Path | bytes | BinaryIO, name: str | None = None, id_column: str | None = None
) -> Merge:
    """Read a file and see what it would change. Raises `FileError` naming file, row and column."""
    try:
        return _compare(assembly, respondent_files.read(source, name, id_column))
    except InputError as error:
        raise FileError(error.code, **error.params) from error


def merge(assembly: Assembly, prepared: Merge) -> Merge:
    """Carry out what `prepare` found, in bulk."""
    moment = now()
    if prepared.added:
        fixed = {"assembly_id": assembly.id, "channel": Channel.IMPORT, "created_at": moment}
        db.session.execute(
            insert(Registration), [{**fixed, "pool_id": i, **values} for i, values in prepared.added.items()]
        )
    numbers = dict(
        db.session.execute(
            select(Registration.pool_id, Registration.id).where(Registration.assembly_id == assembly.id)
        ).all()
    )
    if prepared.changed:
        db.session.execute(
            update(Registration),
            [{"id": numbers[i], "changed_at": moment, **values} for i, values in prepared.changed.items()],
        )
        _forget_answers([numbers[i] for i in prepared.changed])
    _write_answers({numbers[i]: chosen for i, chosen in prepared.answers.items()})
    db.session.expire_all()
    audit.record(
        "recruitment.respondents_merged",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        added=len(prepared.added),
        changed=len(prepared.changed),
        same=prepared.same,
    )
    announce_pool_change(assembly.id)
    return prepared


def table(assembly: Assembly) -> tuple[list[str], list[list[str]]]:
    """Header and rows of everyone who is signed up: id, what we know of them, kept columns, answers."""
    asked_features = asked.of(assembly).open_features
    features = [feature.name for feature in asked_features]
    answers, told = _current_answers(assembly), replies.columns(assembly.id)
    people = _people(assembly.id, only_signed_up=True)
    kept = {person.pool_id: kept_cells(person) for person in people}
    columns = _column_order(kept.values(), features)
    words = _words(assembly)
    rows = []
    for person in people:
        given = answers.get(person.id, {})
        chosen = [words.get(given.get(feature.id, 0), "") for feature in asked_features]
        own = [kept[person.pool_id].get(column, "") for column in columns]
        said = [person.channel.value, *(column.cells.get(person.id, "") for column in told)]
        rows.append([person.pool_id, *own, *said, *chosen])
    return [ID_COLUMN, *columns, CHANNEL_COLUMN, *(column.title for column in told), *features], rows


def kept_cells(person: Registration) -> dict[str, str]:
    """Column → cell of what we know of somebody besides the answers; empty cells are left out."""
    ours = {names[0]: str(getattr(person, name) or "") for name, names in COLUMNS.items()}
    return {column: cell for column, cell in {**ours, **person.extra}.items() if cell}


def _compare(assembly: Assembly, people: Respondents) -> Merge:
    reader = RowReader(assembly, people)
    known = {person.pool_id: person for person in _people(assembly.id)}
    given = _current_answers(assembly)
    added: dict[str, dict[str, Any]] = {}
    changed: dict[str, dict[str, Any]] = {}
    answers: dict[str, dict[int, int]] = {}
    differences: list[Difference] = []
    for pool_id, (row, cells) in people.by_id.items():
        values, chosen = reader.read(pool_id, row, cells)
        person = known.get(pool_id)
        if person is None:
            added[pool_id], answers[pool_id] = _with_household(assembly.id, values, None), chosen
            continue
        values = _with_household(assembly.id, values, person)
        values["extra"] = reader.elsewhere(person.extra) | values["extra"]
        if given.get(person.id) != chosen or any(getattr(person, name) != value for name, value in values.items()):
            changed[pool_id], answers[pool_id] = values, chosen
            differences += _differences(assembly, person, values, given.get(person.id, {}), chosen)
    same = len(people.by_id) - len(added) - len(changed)
    return Merge(people.file, added, changed, same, differences, answers)


def _differences(
    assembly: Assembly,
    person: Registration,
    values: Mapping[str, Any],
    given: Mapping[int, int],
    chosen: Mapping[int, int],
) -> list[Difference]:
    """The cells of `values` and answers of `chosen` that are not as we knew them."""
    cells = {names[0]: (getattr(person, ours), values[ours]) for ours, names in COLUMNS.items() if ours in values}
    extra = values["extra"]
    cells |= {
        column: (person.extra.get(column), extra.get(column)) for column in dict.fromkeys([*person.extra, *extra])
    }
    for feature in assembly.features:
        words = {answer.id: answer.value for answer in feature.answers}
        cells[feature.name] = (words.get(given.get(feature.id, 0)), words.get(chosen.get(feature.id, 0)))
    told = {column: (str(before or ""), str(after or "")) for column, (before, after) in cells.items()}
    return [Difference(person.pool_id, column, *pair) for column, pair in told.items() if pair[0] != pair[1]]


def _with_household(assembly_id: int, values: dict[str, Any], person: Registration | None) -> dict[str, Any]:
    """`values` with the household that follows from the address, the known one where the file has none."""
    street, code = (
        str(values.get(name, getattr(person, name) if person else "")) for name in ("address_line1", "postcode")
    )
    return {**values, "household": household_key(assembly_id, street, code)}


def _people(assembly_id: int, only_signed_up: bool = False) -> list[Registration]:
    chosen = select(Registration).where(Registration.assembly_id == assembly_id).order_by(Registration.id)
    if only_signed_up:
        chosen = chosen.where(Registration.state == RegistrationState.SIGNED_UP)
    return list(db.session.scalars(chosen))


def _current_answers(assembly: Assembly) -> dict[int, dict[int, int]]:
    """Number of the registration → feature number → answer number."""
    found: dict[int, dict[int, int]] = {}
    rows = db.session.execute(
        select(
            RegistrationAnswer.registration_id, RegistrationAnswer.feature_id, RegistrationAnswer.feature_value_id
        ).where(RegistrationAnswer.feature_id.in_([feature.id for feature in assembly.features]))
    )
    for person, feature, value in rows:
        found.setdefault(person, {})[feature] = value
    return found


def _forget_answers(people: Sequence[int]) -> None:
    for start in range(0, len(people), 5000):
        some = people[start : start + 5000]
        db.session.execute(delete(RegistrationAnswer).where(RegistrationAnswer.registration_id.in_(some)))


def _write_answers(answers: Mapping[int, Mapping[int, int]]) -> None:
    rows = [
        {"registration_id": person, "feature_id": feature, "feature_value_id": value}
        for person, chosen in answers.items()
        for feature, value in chosen.items()
    ]
    if rows:
        db.session.execute(insert(RegistrationAnswer), rows)


def _words(assembly: Assembly) -> dict[int, str]:
    return {answer.id: answer.value for feature in assembly.features for answer in feature.answers}


def _column_order(kept: Iterable[Mapping[str, str]], features: Iterable[str]) -> list[str]:
    """Our own columns in their order, then the others in the order in which they are first met."""
    used: dict[str, None] = {}
    for cells in kept:
        used.update(dict.fromkeys(cells))
    ours = [names[0] for names in COLUMNS.values() if names[0] in used]
    return [*ours, *(name for name in used if name not in ours and name not in set(features))]
