"""Seatings: repeats against their lower bound, fair mixes, pins, for requests of the kind that assemblies have.

`python -m tests.benchmarks tables` runs `python -m selection tables` on made-up panels, reads the outcome back and
prints one JSON line each, with repeats and pins counted anew.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from selection.model.seed import SeedStream
from tests.benchmarks.measure import measure

FEATURES = {"geslacht": 2, "leeftijd": 5, "opleiding": 3, "gemeente": 4}
#: people, tables, rounds, random pins, people with one interpreter, what comes first
REQUESTS = [
    (100, 12, 8, 0, 0, "meetings"),
    (100, 12, 8, 20, 0, "meetings"),
    (100, 12, 8, 40, 0, "meetings"),
    (100, 12, 8, 0, 2, "meetings"),
    (100, 12, 8, 0, 3, "meetings"),
    (100, 12, 8, 0, 4, "meetings"),
    (100, 12, 8, 20, 3, "meetings"),
    (100, 12, 8, 20, 0, "balance"),
    (40, 5, 3, 0, 0, "meetings"),
    (40, 5, 3, 6, 0, "meetings"),
    (175, 20, 8, 20, 0, "meetings"),
    (60, 8, 6, 10, 0, "meetings"),
    (60, 8, 6, 0, 3, "meetings"),
    (150, 18, 6, 20, 3, "meetings"),
    (97, 11, 7, 10, 0, "meetings"),
]


def main(argv: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for n, tables, rounds, pins, together, prefer in REQUESTS:
            folder = Path(name)
            pinned = write_request(folder, n, tables, rounds, pins, together)
            spread = ",".join(FEATURES)
            ask = ["tables", "selected.csv", "--tables", str(tables), "--rounds", str(rounds), "--spread", spread]
            ask += ["--pin", "pins.csv", "--together", "tolk", "--prefer", prefer, "--out", "tables.csv"]
            figures = measure(ask, folder)
            request = {"people": n, "tables": tables, "rounds": rounds, "together": together, "prefer": prefer}
            print(json.dumps({**request, **outcome(folder, pinned), **figures}), flush=True)


def write_request(folder: Path, n: int, tables: int, rounds: int, pins: int, together: int) -> set[tuple[str, ...]]:
    """A panel and pins; gives back the pins as (round, table, id)."""
    stream = SeedStream(b"tables", f"{n} {tables} {rounds}")
    rows = [[f"p{i}", *(f"v{min(stream.below(k), stream.below(k + 1))}" for k in FEATURES.values())] for i in range(n)]
    with (folder / "selected.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *FEATURES, "tolk"])
        writer.writerows([*row, "Tigrinya" if i < together else ""] for i, row in enumerate(rows))
    pinned: dict[tuple[str, str], str] = {}
    while len(pinned) < pins:
        person = f"p{together + stream.below(n - together)}"
        pinned[str(1 + stream.below(rounds)), person] = str(1 + stream.below(tables))
    found = {(round_, table, person) for (round_, person), table in pinned.items()}
    with (folder / "pins.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("round", "table", "id"), *sorted(found)])
    return found


def outcome(folder: Path, pinned: set[tuple[str, ...]]) -> dict[str, int]:
    """Slots and repeats, counted from the file."""
    with (folder / "tables.csv").open(newline="") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    seated: dict[tuple[str, str], list[str]] = {}
    for round_, table, person in rows:
        seated.setdefault((round_, table), []).append(person)
    met = Counter(pair for people in seated.values() for pair in combinations(sorted(people), 2))
    return {
        "slots": met.total(),
        "repeats": met.total() - len(met),
        "pins": len(pinned),
        "pins_kept": len(pinned & set(rows)),
    }
