"""The stage-one draw, done by the engine on a file that says nothing about people.

The file has a row for everyone who can get a letter: `id` (a keyed fingerprint), `stratum` and `household`. A notaris
who is given that file and the seed repeats the draw with

    python -m selection sample steekproef.csv --letters N --strata stratum --household household --seed HEX
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from beraad.recruitment.errors import DrawRefusedError
from selection.apportionment import sainte_lague
from selection.errors import SelectionError
from selection.register import Register
from selection.sampling import Plan, draw_letters

COLUMNS = ("id", "stratum", "household")


@dataclass(frozen=True, order=True)
class Candidate:
    """Somebody who can get a letter."""

    fingerprint: str
    stratum: str
    household: str


def as_file(candidates: Iterable[Candidate]) -> str:
    """The CSV file that is drawn from, sorted by id."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for candidate in sorted(candidates):
        writer.writerow((candidate.fingerprint, candidate.stratum, candidate.household))
    return text.getvalue()


def draw(
    candidates: Iterable[Candidate], letters: int, sizes: Mapping[str, int], one_per_household: bool, seed: bytes
) -> list[Candidate]:
    """Who gets a letter, in order of stratum and rank. `sizes`: stratum → letters; empty to mirror the sample.

    Raises `DrawRefusedError` when there are not enough people or households.
    """
    plan = Plan(
        letters=letters,
        strata=COLUMNS[1],
        sizes=sizes or None,
        household=COLUMNS[2:] if one_per_household else (),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "steekproef.csv"
        path.write_text(as_file(candidates), encoding="utf-8", newline="")
        try:
            sample = draw_letters(Register(path), plan, seed)
        except SelectionError as error:
            raise DrawRefusedError(error.code, **error.params) from error
    return [Candidate(*letter.fields) for letter in sample.letters]


def mirrored(people: Mapping[str, int], letters: int) -> dict[str, int]:
    """Letters per stratum in proportion to its people (Sainte-Laguë), never more than there are people."""
    sizes = list(people.values())
    return dict(zip(people, sainte_lague(sizes, sizes, letters), strict=True))
