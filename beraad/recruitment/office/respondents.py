"""People in the field's own CSV and XLSX: one id column, one column per feature, all other columns stored as they are.

A file is *merged* by id (`service.merge`): new ids are added, known ones changed where the file says something else.
Nobody who is not in the file is touched, and people who withdrew stay withdrawn. A file with a fault changes nothing.
Special features stand in no file; people out of a file have not answered them. They hear from us as the column
`contact_via` says; without it by mail if the file has an address, and else by post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId, FeatureId, FeatureValueId
from beraad.extensions import db
from beraad.recruitment.addresses import household_key
from beraad.recruitment.errors import FileError
from beraad.recruitment.models.registration import Registration, RegistrationAnswer, RegistrationState
from beraad.recruitment.office import respondent_files
from beraad.recruitment.office.respondent_files import CHANNEL_COLUMN, COLUMNS, ID_COLUMN, ColumnUse, RowReader
from beraad.recruitment.questions import question_set, replies
from beraad.telling.ways import ContactBy
from selection.model.errors import InputError, Notice
from selection.model.formats import Respondents as Respondents

#: in place of the id of an answer: none was given
NO_ANSWER = FeatureValueId(0)


@dataclass(frozen=True)
class Difference:
    """A cell in which a file differs from a stored sign-up."""

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
    #: number of ids about which the file says nothing new
    same: int
    #: each cell that changes, in the order of the file
    differences: Sequence[Difference]
    #: pool id → feature id → answer id, for those added and changed
    answers: Mapping[str, dict[FeatureId, FeatureValueId]] = field(repr=False)
    #: what the owner of the file should hear before it is taken in
    notices: Sequence[Notice] = ()
    #: as what each column was read
    columns: Sequence[ColumnUse] = ()

    @property
    def ways(self) -> Mapping[ContactBy, int]:
        """How those who are added will hear from us, and how many of them."""
        return Counter(values["contact_by"] for values in self.added.values())


def prepare(
    assembly: Assembly, source: str | Path | bytes | BinaryIO, name: str | None = None, id_column: str | None = None
) -> Merge:
    """Read a file and find what it would change. Raises `FileError`, which names file, row and column."""
    return compare(assembly, read(assembly, source, name, id_column))


def read(
    assembly: Assembly, source: str | Path | bytes | BinaryIO, name: str | None = None, id_column: str | None = None
) -> Respondents:
    """The people in a file. Raises `FileError`."""
    try:
        return respondent_files.read(assembly, source, name, id_column)
    except InputError as error:
        raise FileError.of_engine(error) from error


def compare(assembly: Assembly, people: Respondents) -> Merge:
    """What people out of a file would change. Raises `FileError`."""
    try:
        return _compare(assembly, people)
    except InputError as error:
        raise FileError.of_engine(error) from error


def table(assembly: Assembly) -> tuple[list[str], list[list[str]]]:
    """Header and rows of everyone who is signed up: id, what we know of them, kept columns, answers."""
    open_features = question_set.current(assembly).open_features
    features = [feature.name for feature in open_features]
    answers, reply_columns = _current_answers(assembly), replies.columns(assembly.id)
    people = _people(assembly.id, only_signed_up=True)
    kept = {person.pool_id: kept_cells(person) for person in people}
    columns = _column_order(kept.values(), features)
    words = _words(assembly)
    rows = []
    for person in people:
        answered = answers.get(person.id, {})
        answer_cells = [words.get(answered.get(feature.id, NO_ANSWER), "") for feature in open_features]
        own = [kept[person.pool_id].get(column, "") for column in columns]
        replied = [column.cells.get(person.id, "") for column in reply_columns]
        rows.append([person.pool_id, *own, person.channel.value, *replied, *answer_cells])
    return [ID_COLUMN, *columns, CHANNEL_COLUMN, *(column.title for column in reply_columns), *features], rows


def kept_cells(person: Registration) -> dict[str, str]:
    """Column → cell of a sign-up, without its answers; empty cells are left out."""
    ours = {names[0]: str(getattr(person, name) or "") for name, names in COLUMNS.items()}
    return {column: cell for column, cell in {**ours, **person.extra}.items() if cell}


def _compare(assembly: Assembly, people: Respondents) -> Merge:
    reader = RowReader(assembly, people)
    known = {person.pool_id: person for person in _people(assembly.id)}
    current_answers = _current_answers(assembly)
    added: dict[str, dict[str, Any]] = {}
    changed: dict[str, dict[str, Any]] = {}
    answers: dict[str, dict[FeatureId, FeatureValueId]] = {}
    differences: list[Difference] = []
    for pool_id, (values, new_answers) in _read_all(reader, people).items():
        person = known.get(pool_id)
        if person is None:
            usual = ContactBy.EMAIL if values.get("email") else ContactBy.POST
            added[pool_id] = {"contact_by": usual} | _with_household(assembly.id, values, None)
            answers[pool_id] = new_answers
            continue
        values = {"contact_by": person.contact_by} | values
        values = _with_household(assembly.id, values, person)
        values["extra"] = reader.elsewhere(person.extra) | values["extra"]
        old_answers = current_answers.get(person.id, {})
        if old_answers != new_answers or any(getattr(person, name) != value for name, value in values.items()):
            changed[pool_id], answers[pool_id] = values, new_answers
            differences += _differences(assembly, person, values, old_answers, new_answers)
    same = len(people.by_id) - len(added) - len(changed)
    aged = _aged(people.file, reader.aged)
    notices = (*people.notices, *aged, *_look_alikes(people.file, added, known.values()))
    return Merge(people.file, added, changed, same, differences, answers, notices, reader.uses())


def _aged(file: str, pool_ids: Sequence[str]) -> list[Notice]:
    """A notice of people whose age group in the file is not that of their year of birth."""
    if not pool_ids:
        return []
    return [Notice("ages_follow", {"file": file, "count": len(pool_ids), "value": pool_ids[0]})]


def _look_alikes(file: str, added: Mapping[str, dict[str, Any]], known: Iterable[Registration]) -> list[Notice]:
    """Notices of new people who seem to be there already: their ids were changed somewhere on the way."""
    people = list(known)
    bare_ids, emails = {one.pool_id.lstrip("0") for one in people}, {one.email for one in people if one.email}
    without_zeros = [pool_id for pool_id in added if pool_id.lstrip("0") in bare_ids]
    by_email = [values["email"] for values in added.values() if values.get("email") in emails]
    return [
        Notice(code, {"file": file, "count": len(alike), "value": alike[0]})
        for code, alike in (("ids_without_zeros", without_zeros), ("people_known", by_email))
        if alike
    ]


def _read_all(
    reader: RowReader, people: Respondents
) -> dict[str, tuple[dict[str, Any], dict[FeatureId, FeatureValueId]]]:
    """Pool id → what its row says. Raises `FileError` with all that is wrong with the rows."""
    read: dict[str, tuple[dict[str, Any], dict[FeatureId, FeatureValueId]]] = {}
    faults: list[FileError] = []
    for pool_id, (row, cells) in people.by_id.items():
        try:
            read[pool_id] = reader.read(pool_id, row, cells)
        except InputError as error:
            faults.append(FileError.of_engine(error))
        except FileError as error:
            faults.append(error)
    if faults:
        faults[0].parts = tuple(faults) if len(faults) > 1 else ()
        raise faults[0]
    return read


def _differences(
    assembly: Assembly,
    person: Registration,
    values: Mapping[str, Any],
    old_answers: Mapping[FeatureId, FeatureValueId],
    new_answers: Mapping[FeatureId, FeatureValueId],
) -> list[Difference]:
    """The cells of `values` and the `new_answers` that differ from what we knew."""
    cells = {names[0]: (getattr(person, ours), values[ours]) for ours, names in COLUMNS.items() if ours in values}
    extra = values["extra"]
    cells |= {
        column: (person.extra.get(column), extra.get(column)) for column in dict.fromkeys([*person.extra, *extra])
    }
    for feature in assembly.features:
        words: dict[int, str] = {answer.id: answer.value for answer in feature.answers}
        cells[feature.name] = (
            words.get(old_answers.get(feature.id, NO_ANSWER)),
            words.get(new_answers.get(feature.id, NO_ANSWER)),
        )
    texts = {column: (str(before or ""), str(after or "")) for column, (before, after) in cells.items()}
    return [
        Difference(person.pool_id, column, before, after)
        for column, (before, after) in texts.items()
        if before != after
    ]


def _with_household(assembly_id: AssemblyId, values: dict[str, Any], person: Registration | None) -> dict[str, Any]:
    """`values` with the household that follows from the address, the known one where the file has none."""
    street, code = (
        str(values.get(name, getattr(person, name) if person else "")) for name in ("address_line1", "postcode")
    )
    return {**values, "household": household_key(assembly_id, street, code)}


def _people(assembly_id: AssemblyId, only_signed_up: bool = False) -> list[Registration]:
    people = select(Registration).where(Registration.assembly_id == assembly_id).order_by(Registration.id)
    if only_signed_up:
        people = people.where(Registration.state == RegistrationState.SIGNED_UP)
    return list(db.session.scalars(people))


def _current_answers(assembly: Assembly) -> dict[int, dict[FeatureId, FeatureValueId]]:
    """Id of the registration → feature id → answer id."""
    answers: dict[int, dict[FeatureId, FeatureValueId]] = {}
    rows = db.session.execute(
        select(
            RegistrationAnswer.registration_id, RegistrationAnswer.feature_id, RegistrationAnswer.feature_value_id
        ).where(RegistrationAnswer.feature_id.in_([feature.id for feature in assembly.features]))
    )
    for person, feature, value in rows:
        answers.setdefault(person, {})[feature] = value
    return answers


def _words(assembly: Assembly) -> dict[int, str]:
    return {answer.id: answer.value for feature in assembly.features for answer in feature.answers}


def _column_order(kept: Iterable[Mapping[str, str]], features: Iterable[str]) -> list[str]:
    """Our own columns in their order, then the others in the order in which they are first met."""
    used: dict[str, None] = {}
    for cells in kept:
        used.update(dict.fromkeys(cells))
    ours = [names[0] for names in COLUMNS.values() if names[0] in used]
    return [*ours, *(name for name in used if name not in ours and name not in set(features))]
