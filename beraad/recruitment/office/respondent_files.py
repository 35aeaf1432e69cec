"""Reads a file with people in the field's own format: each row as columns of `Registration`, and ids of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from beraad.assemblies.models import Assembly, FeatureId, FeatureValueId
from beraad.recruitment.addresses import postcode
from beraad.recruitment.errors import FileError
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.questions import ages, question_set, replies
from beraad.recruitment.register import identity_numbers
from beraad.recruitment.register.columns import birth_year, is_unknown_date
from beraad.telling.ways import ContactBy
from beraad.web import checks, notation
from selection.model.folding import fold
from selection.model.formats import Respondents, read_respondents
from selection.model.problem import Answers, Quota

#: our field → the name of its column in files that go out, and other names that files come in with
COLUMNS = {
    "name": ("name", "naam"),
    "address_line1": ("address_line1", "adres", "address"),
    "address_line2": ("address_line2",),
    "postcode": ("postcode_adres", "postcode", "zip"),
    "place": ("place", "woonplaats", "plaats", "city"),
    "email": ("email", "e-mail", "mail"),
    "phone": ("phone", "telefoon", "telefoonnummer", "mobile"),
    "birth_year": ("birth_year", "geboortejaar"),
    "contact_by": ("contact_via", "contact_by", "contactvoorkeur", "bericht_via"),
}
#: how people write the ways of hearing from us, as `fold` has it
WAYS: Mapping[str, ContactBy] = {
    **{way.value: way for way in ContactBy},
    **dict.fromkeys(("email", "mail", "per e-mail", "per mail"), ContactBy.EMAIL),
    **dict.fromkeys(("brief", "papier", "per post"), ContactBy.POST),
    **dict.fromkeys(("bellen", "telefonisch", "phone", "per telefoon"), ContactBy.PHONE),
    **dict.fromkeys(("tekstbericht", "text", "per sms"), ContactBy.TEXT),
}
#: our field → how its cells are written; what is no telephone number stays as it came
WRITTEN: Mapping[str, Callable[[str], str]] = {
    "postcode": postcode,
    "phone": lambda cell: notation.telephone(cell) or cell,
    "email": str.lower,
}
#: the name in the draw, and the channel of the sign-up, in exported files
ID_COLUMN, CHANNEL_COLUMN = "unique_id", "kanaal"
LONGEST_ID = 80


def read(
    assembly: Assembly, source: str | Path | bytes | BinaryIO, name: str | None = None, id_column: str | None = None
) -> Respondents:
    """The people in a file. Raises `FileError` for identity numbers, the engine's `InputError` for anything else."""
    features = [feature.name for feature in question_set.current(assembly).open_features]
    people = read_respondents(source, name, id_column, features)
    _refuse_identity_numbers(people)
    return people


@dataclass(frozen=True)
class ColumnUse:
    """A column of a file, and as what it is read."""

    title: str
    #: a field of ours, "id", "feature", "extra" (kept as it is), or "own" (a column that exports make)
    kind: str


class RowReader:
    """Reads the rows of one file as columns of `Registration`, and ids of answers."""

    def __init__(self, assembly: Assembly, people: Respondents) -> None:
        features = question_set.current(assembly).open_features
        if not features:
            raise FileError("no_features", file=people.file)
        self._file, self._header = people.file, people.header
        self._features = {feature.name: people.table.column(feature.name) for feature in features}
        self._ids = {
            feature.name: (feature.id, {answer.value: answer.id for answer in feature.answers}) for feature in features
        }
        self._answers = Answers(
            {feature.name: {answer.value: Quota(0, 0) for answer in feature.answers} for feature in features}
        )
        self._assembly = assembly
        #: ids of people whose age group in the file is not that of their year of birth
        self.aged: list[str] = []
        taken = {people.id_column, *self._features.values()}
        self._ours = _our_columns(people.header, taken)
        self._extra = {
            i: title for i, title in enumerate(people.header) if title and i not in taken and not _is_own_column(title)
        }
        for i in self._ours.values():
            self._extra.pop(i, None)
        self._id_place = people.id_column

    def uses(self) -> list[ColumnUse]:
        """As what each column is read, in the order of the file."""
        kinds = dict.fromkeys(self._extra, "extra") | {i: name for name, i in self._ours.items()}
        kinds |= dict.fromkeys(self._features.values(), "feature") | {self._id_place: "id"}
        return [ColumnUse(title, kinds.get(i, "own")) for i, title in enumerate(self._header) if title]

    def read(
        self, pool_id: str, row: int, cells: Sequence[str]
    ) -> tuple[dict[str, Any], dict[FeatureId, FeatureValueId]]:
        """Returns column → value, and feature id → answer id. Raises `FileError`."""
        if len(pool_id) > LONGEST_ID:
            raise FileError("too_long", file=self._file, row=row, column=self._header[0], most=LONGEST_ID)
        answers = {}
        for name, i in self._features.items():
            answer = self._answers.value(name, cells[i], self._file, row, self._header[i])
            feature_id, value_ids = self._ids[name]
            answers[feature_id] = value_ids[answer]
        values: dict[str, Any] = {name: self._value(name, row, i, cells[i]) for name, i in self._ours.items()}
        if not values.get("contact_by", True):  # an empty cell says nothing
            del values["contact_by"]
        values["extra"] = {title: cells[i] for i, title in self._extra.items() if cells[i]}
        return values, self._with_age(pool_id, answers, values.get("birth_year"))

    def _with_age(
        self, pool_id: str, answers: dict[FeatureId, FeatureValueId], born: int | None
    ) -> dict[FeatureId, FeatureValueId]:
        """The answers with the age group of the year of birth, as for people who sign up themselves."""
        found = ages.group_of(self._assembly, born)
        if found is None:
            return answers
        feature_id, value_ids = self._ids[found[0].name]
        if answers[feature_id] != value_ids[found[1]]:
            self.aged.append(pool_id)
        return {**answers, feature_id: value_ids[found[1]]}

    def elsewhere(self, extra: Mapping[str, str]) -> dict[str, str]:
        """The stored columns that this file doesn't have, so it says nothing about them."""
        return {column: cell for column, cell in extra.items() if column not in self._header}

    def _value(self, name: str, row: int, i: int, cell: str) -> Any:
        if name == "birth_year":
            year = birth_year(cell)
            if year is None and not is_unknown_date(cell):
                raise FileError("birth_year", file=self._file, row=row, column=self._header[i], value=cell)
            return year
        if name == "contact_by":
            way = WAYS.get(fold(cell))
            if way is None and cell:
                known = ", ".join(way.value for way in ContactBy)
                raise FileError(
                    "contact_unknown", file=self._file, row=row, column=self._header[i], value=cell, known=known
                )
            return way
        if name == "name" and checks.is_no_name(cell):
            raise FileError("no_name", file=self._file, row=row, column=self._header[i])
        most = Registration.__table__.columns[name].type.length  # type: ignore[attr-defined]
        if len(cell) > most:
            raise FileError("too_long", file=self._file, row=row, column=self._header[i], most=most)
        return WRITTEN[name](cell) if name in WRITTEN else cell


def _our_columns(header: Sequence[str], taken: Iterable[int]) -> dict[str, int]:
    """Our field → index of its column, for the fields that the file has."""
    folded = {fold(title): i for i, title in reversed(list(enumerate(header))) if i not in taken}
    places_by_name = {name: [folded[alias] for alias in names if alias in folded] for name, names in COLUMNS.items()}
    return {name: places[0] for name, places in places_by_name.items() if places}


def _is_own_column(title: str) -> bool:
    """Whether it is a column that `respondents.table` makes out of replies; a file does not change those."""
    return title == CHANNEL_COLUMN or title.startswith((replies.DAY_COLUMN, replies.EXTRA_COLUMN))


def _refuse_identity_numbers(people: Respondents) -> None:
    watch = identity_numbers.Watch(people.header)
    for _row, cells in people.table.rows:
        watch.look(cells)
    if (column := watch.column()) is not None:
        raise FileError("identity_numbers", file=people.file, column=column)
