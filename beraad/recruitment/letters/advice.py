"""The response to expect of each stratum, and how many letters it still needs.

A stratum stays behind when fewer of its people signed up, per head of the sample, than in the stratum that does best.
What it lacks, divided by its response so far, is the number of letters it needs. With few letters out a response says
little, so each is drawn towards the response of all strata together, as if `PRIOR` letters more had been sent with the
common response.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

#: letters with the common response that are added to each stratum's own
PRIOR = 50


@dataclass(frozen=True)
class StratumNow:
    """A stratum of the sample: its people, addresses without a letter yet, letters it got, sign-ups they brought."""

    people: int
    reachable: int
    letters: int
    signed_up: int


def response(strata: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Stratum → share that answers, of (letters, sign-ups), drawn towards the common one as said above."""
    letters, signed_up = (sum(pair[i] for pair in strata.values()) for i in (0, 1))
    common = signed_up / letters if letters else 0.0
    return {name: (answered + PRIOR * common) / (sent + PRIOR) for name, (sent, answered) in strata.items()}


def letters_needed(strata: Mapping[str, StratumNow]) -> dict[str, int]:
    """Stratum → letters that would bring it level with the best one; no more than there are addresses to write to."""
    letters = sum(stratum.letters for stratum in strata.values())
    signed_up = sum(stratum.signed_up for stratum in strata.values())
    if not letters or not signed_up:
        return dict.fromkeys(strata, 0)
    shares = response({name: (stratum.letters, stratum.signed_up) for name, stratum in strata.items()})
    best = max(stratum.signed_up / stratum.people for stratum in strata.values() if stratum.people)
    needed = {}
    for name, stratum in strata.items():
        lacking = best * stratum.people - stratum.signed_up
        needed[name] = min(stratum.reachable, math.ceil(round(lacking / shares[name], 9)))
    return needed
