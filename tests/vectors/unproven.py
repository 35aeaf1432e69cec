"""Records of which nothing is wrong, and the proof lacks something: one alteration of each kind, figures made to fit.

`-` separates the code of what is missing from a variant.
"""

from __future__ import annotations

from collections.abc import Iterator

from selection.proof.record import Record, dumps, loads, seal
from tests.selection.proof.forgers.workshop import fit, shuffled
from tests.vectors.altered import Alteration


def _level(at: int) -> Alteration:
    return lambda record: record["certificate"]["levels"].pop(at)


def _split_later(record: Record) -> None:
    """A proof by a split that lacks its weights on others."""
    level = record["certificate"]["levels"][-1]
    side = {"multipliers": level.pop("multipliers")}
    level |= {"weights": {record["people"][0]: 1.0}, "split": [record["people"][0], 0, side, side]}


def _no_side(side: int) -> Alteration:
    """A proof that splits, without multipliers on one side."""

    def altered(record: Record) -> None:
        leaf = next(level for level in record["certificate"]["levels"] if "split" in level)["split"][side]
        while "split" in leaf:
            leaf = leaf["split"][side]
        leaf["multipliers"].clear()

    return altered


def _low_on_excluded(record: Record) -> None:
    (nobody,) = list(record["certificate"]["excluded"])[:1]
    record["certificate"]["objective"]["low"] = {nobody: 1.0}


def _one_ticket(record: Record) -> None:
    shuffled(record, [record["tickets"][0]] * len(record["tickets"]))


#: name → base, alteration
UNPROVEN: dict[str, tuple[str, Alteration]] = {
    "chance_open-level-missing": ("leximin", _level(0)),
    "chance_open-no-level": ("leximin", lambda r: r["certificate"]["levels"].clear()),
    "chance_open-at": ("leximin", lambda r: r["certificate"]["levels"][0].update(at=1.0)),
    "chance_open-at-nobody": ("leximin", lambda r: r["certificate"]["levels"][0].update(at=0.001)),
    "chance_open-weaker": ("leximin", lambda r: r["certificate"]["levels"][0]["multipliers"].pop()),
    "chance_open-split": ("leximin", _split_later),
    "chance_open-low-side": ("odd-leximin", _no_side(2)),
    "chance_open-high-side": ("odd-leximin", _no_side(3)),
    "chance_open-maximin": ("households-maximin", lambda r: r.update(rule="leximin")),
    "minimum_open": ("odd-maximin", _level(0)),
    "rule_unproven-nash": ("nash", lambda r: r["certificate"].update(objective=None)),
    "rule_unproven-leximin": ("leximin", lambda r: r.update(rule="nash")),
    "rule_unproven-low-on-excluded": ("excluded-goldilocks", _low_on_excluded),
    "rule_unproven-no-low": ("goldilocks", lambda r: r["certificate"]["objective"].update(low={}, high={})),
    "rule_open-nash": ("nash", lambda r: r["certificate"]["objective"].update(multipliers=[])),
    "rule_open-goldilocks": ("goldilocks", lambda r: r["certificate"]["objective"].update(multipliers=[])),
    "absent": ("excluded-leximin", lambda r: r["certificate"]["excluded"].clear()),
    "tickets_open": ("leximin", _one_ticket),
}


def make(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every record whose proof lacks something."""
    for name, (base, alter) in UNPROVEN.items():
        record = loads(good[base])
        alter(record)
        fit(record)
        yield name, dumps(seal(record))
