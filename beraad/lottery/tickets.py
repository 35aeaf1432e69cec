"""The door to the engine for the thousand tickets of a draw: their seed, and the record that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from beraad.lottery import engine
from beraad.lottery.beacon import Round
from beraad.lottery.errors import ComputationError, NoPanelError
from beraad.lottery.snapshot import Snapshot, sha256
from selection.model import errors as engine_errors
from selection.proof import ceremony, inspection
from selection.proof.record import loads, sealed
from selection.tickets.lottery import find_lottery

#: hash of the drand chain of which a round may go into the seed
CHAIN = ceremony.CHAIN


@dataclass(frozen=True)
class Source:
    """What the seed of a draw was made of, beside the hash of the snapshot: see `selection.proof.ceremony`."""

    root: str
    digits: str = ""
    beacon: Round | None = None

    def to_record(self, snapshot: Snapshot) -> dict[str, Any]:
        drawn = self.beacon
        return {
            "assembly": snapshot.assembly,
            "root": self.root,
            "list_sha256": sha256(snapshot.to_bytes()),
            "digits": self.digits,
            "beacon": drawn
            and {
                "chain": CHAIN,
                "round": drawn.number,
                "signature": drawn.signature,
                "randomness": randomness_of(drawn.signature),
            },
        }


def seed_of(root: str, list_sha256: str, digits: str, randomness: str = "") -> str:
    """The seed (hex) of the thousand tickets; every field is text, and may be empty but for the first two."""
    return ceremony.seed_of(root, list_sha256, digits, randomness)


def randomness_of(signature: str) -> str:
    """The randomness (hex) of a drand round with this signature (hex)."""
    return ceremony.randomness_of(signature)


def public_part(record: bytes, place: str) -> bytes:
    """What is public of a record (lottery.json) that is open for inspection only; `place`: where and with whom."""
    return inspection.public_part(loads(record), sha256(record), place)


def compute(snapshot: Snapshot, seed: str, source: Source, limit: float, heard: engine.Step) -> bytes:
    """The record (lottery.json) of the fairest lottery for this seed (hex). Raises `NoPanelError`, `ComputationError`.

    After `limit` seconds of search the best lottery found comes back, marked as not complete. What `heard` raises to
    stop the computation comes through.
    """
    given, told = engine.make_problem(snapshot), engine.Listener(heard)
    try:
        found = find_lottery(given, snapshot.rule, bytes.fromhex(seed), snapshot.tickets, told, limit, spread=True)
    except engine_errors.NoPanelError as error:
        raise NoPanelError(reason=error.code, **error.params) from error
    except engine_errors.SelectionError as error:
        raise ComputationError(code=error.code) from error
    return sealed({**found.unsealed(), "ceremony": source.to_record(snapshot)})
