"""What the seed of a draw's tickets is made of, as the record says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from beraad.lottery import engine
from beraad.lottery.beacon import Round
from beraad.lottery.snapshot import Snapshot, sha256


@dataclass(frozen=True)
class SeedSource:
    """What the seed of a draw was made of, beside the hash of the snapshot: see `selection.proof.ceremony`."""

    root: str
    digits: str = ""
    beacon: Round | None = None

    def to_record(self, snapshot: Snapshot) -> dict[str, Any]:
        """The same in the form of the record."""
        drawn = self.beacon
        return {
            "assembly": snapshot.assembly,
            "root": self.root,
            "list_sha256": sha256(snapshot.to_bytes()),
            "digits": self.digits,
            "beacon": drawn
            and {
                "chain": engine.CHAIN,
                "round": drawn.number,
                "signature": drawn.signature,
                "randomness": engine.randomness_of(drawn.signature),
            },
        }
