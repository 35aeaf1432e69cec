"""The state of each stratum after the waves so far, and how many letters it needs in the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from beraad.assemblies.models import Assembly
from beraad.recruitment.letters import queries, sampling, strata
from beraad.recruitment.letters.sampling import StratumNow
from beraad.recruitment.letters.service import next_number
from beraad.recruitment.models.waves import Wave


@dataclass(frozen=True)
class StratumRow:
    """A stratum of the first wave's kind: its state and how many more letters it needs."""

    name: str
    now: StratumNow
    letters: int
    #: share of its letters that is answered, as `sampling` estimates it
    response: float


def strata_standing(assembly: Assembly, waves: Sequence[Wave]) -> list[StratumRow]:
    """The strata of the last wave, with what all waves brought; empty without strata."""
    divided = [wave for wave in waves if wave.strata_by]
    if not divided:
        return []
    by, ages = divided[-1].strata_by, strata.ages_of(divided[-1])
    everyone = strata.sizes(strata.candidates(assembly.id, by, ages, 0, False))
    reachable = strata.addresses(strata.candidates(assembly.id, by, ages, next_number(assembly.id), True))
    letters: Counter[str] = Counter()
    signed_up: Counter[str] = Counter()
    for wave in divided:
        if wave.strata_by == by and strata.ages_of(wave).bands == ages.bands:
            for name, response in queries.strata(wave.id).items():
                signed_up[name] += response.signed_up
                letters[name] += 0 if wave.reminds_id else response.letters
    now_of = {
        name: StratumNow(people, reachable.get(name, 0), letters[name], signed_up[name])
        for name, people in everyone.items()
    }
    needed = sampling.letters_needed(now_of)
    shares = sampling.response({name: (one.letters, one.signed_up) for name, one in now_of.items()})
    return [StratumRow(name, standing, needed[name], shares[name]) for name, standing in now_of.items()]
