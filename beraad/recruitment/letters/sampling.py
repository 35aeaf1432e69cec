"""The stage-one draw, done by the engine on a file that says nothing about people.

The file has a row for everyone who can get a letter: `id` (a keyed fingerprint), `stratum` and `household`. A notaris
who is given that file and the seed repeats the draw with

    python -m selection sample steekproef.csv --letters N --strata stratum --household household --seed HEX --out CSV

and gets a file with the same SHA-256 as we wrote down when the letters were drawn. Letters per stratum that are not in
proportion to the people are in a second file, `--sizes`.

How many letters a stratum needs in a next round: it stays behind when fewer of its people signed up, per head of the
sample, than in the stratum that does best. What it lacks, divided by its response so far, is the number of letters it
needs. With few letters out a response says little, so each is drawn towards the response of all strata together, as
much as chance alone explains their differences: the global empirical Bayes estimate of Marshall (1991, Applied
Statistics 40, 283-294). With m the common response, n_i the letters and r_i the response of a stratum, and n the mean
of these letters,

    A = max(0, Σ n_i (r_i - m)² / Σ n_i - m / n),    estimate_i = m + (r_i - m) · A / (A + m / n_i).

The level that the others are brought to is that of the best stratum by these estimates, so that a handful of early
sign-ups in one place does not ask for letters to everybody elsewhere.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from beraad.recruitment.errors import DrawRefusedError
from selection.letters.apportionment import sainte_lague
from selection.letters.register import Register
from selection.letters.sampling import draw_letters
from selection.letters.strata import Plan
from selection.model.errors import SelectionError
from selection.model.formats import write_csv

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


def sizes_file(sizes: Mapping[str, int]) -> str:
    """The CSV file with the letters of each stratum."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("stratum", "letters"))
    writer.writerows(sizes.items())
    return text.getvalue()


@dataclass(frozen=True)
class Drawn:
    """Who gets a letter, in order of stratum and rank, and what it was drawn from."""

    people: tuple[Candidate, ...]
    #: stratum → people who could be drawn
    strata: Mapping[str, int]
    #: SHA-256 (hex) of the file that was drawn from, and of the file that the command of the notaris writes
    drawn_from_sha256: str
    outcome_sha256: str


def draw(
    candidates: Iterable[Candidate], letters: int, sizes: Mapping[str, int], one_per_household: bool, seed: bytes
) -> Drawn:
    """The draw. `sizes`: stratum → letters; empty to mirror the sample.

    Raises `DrawRefusedError` when there are not enough people or households.
    """
    plan = Plan(
        letters=letters,
        strata=COLUMNS[1],
        sizes=sizes or None,
        household=COLUMNS[2:] if one_per_household else (),
    )
    content = as_file(candidates).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "steekproef.csv"
        path.write_bytes(content)
        try:
            sample = draw_letters(Register(path), plan, seed)
        except SelectionError as error:
            raise DrawRefusedError(error.code, **error.params) from error
    outcome = write_csv(sample.header, (letter.fields for letter in sample.letters))
    return Drawn(
        tuple(Candidate(*letter.fields) for letter in sample.letters),
        {stratum.name: stratum.people for stratum in sample.strata},
        hashlib.sha256(content).hexdigest(),
        hashlib.sha256(outcome).hexdigest(),
    )


def divided(
    people: Mapping[str, int], response: Mapping[str, float], letters: int, most: Mapping[str, int]
) -> dict[str, int]:
    """Letters per stratum such that the *answers* mirror its people, when `response` of the letters is answered.

    Sainte-Laguë on people ÷ response, never more than the `most` letters that can go to a stratum. Without a response
    (0) as with one in a thousand.
    """
    shares = [max(Fraction(response[name]).limit_denominator(10_000), Fraction(1, 1000)) for name in people]
    weights = [Fraction(size) / share for size, share in zip(people.values(), shares, strict=True)]
    return dict(zip(people, sainte_lague(weights, [most[name] for name in people], letters), strict=True))


@dataclass(frozen=True)
class ResponseRow:
    """What a proposal brings of one stratum: letters and answers, with its shares of all people and of all answers."""

    stratum: str
    share: float
    letters: int
    answers: int
    answer_share: float
    #: every address gets a letter, and that is fewer than there are people
    has_too_few_addresses: bool


def response_rows(
    people: Mapping[str, int], most: Mapping[str, int], proposal: Mapping[str, int], response: Mapping[str, float]
) -> list[ResponseRow]:
    """What a proposal (stratum → letters) brings if `response` of the letters is answered."""
    answers = {name: round(letters * response[name]) for name, letters in proposal.items()}
    everyone, all_answers = sum(people.values()), max(sum(answers.values()), 1)
    return [
        ResponseRow(
            name,
            size / everyone,
            proposal[name],
            answers[name],
            answers[name] / all_answers,
            proposal[name] == most[name] and proposal[name] < size,
        )
        for name, size in people.items()
    ]


def mirrored(people: Mapping[str, int], letters: int, most: Mapping[str, int]) -> dict[str, int]:
    """Letters per stratum in proportion to its people (Sainte-Laguë), never more than the `most` that can go there."""
    sizes, limits = list(people.values()), [most[name] for name in people]
    return dict(zip(people, sainte_lague(sizes, limits, letters), strict=True))


@dataclass(frozen=True)
class StratumNow:
    """A stratum of the sample: its people, addresses without a letter yet, letters it got, sign-ups they brought."""

    people: int
    reachable: int
    letters: int
    signed_up: int


def response(strata: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Stratum → share that answers, of (letters, sign-ups), drawn towards the common one as said above."""
    written = {name: pair for name, pair in strata.items() if pair[0]}
    letters, signed_up = (sum(pair[i] for pair in written.values()) for i in (0, 1))
    if not signed_up:
        return dict.fromkeys(strata, 0.0)
    common = signed_up / letters
    spread = sum(sent * (answered / sent - common) ** 2 for sent, answered in written.values()) / letters
    between = max(0.0, spread - common * len(written) / letters)
    estimates = dict.fromkeys(strata, common)
    for name, (sent, answered) in written.items():
        estimates[name] += (answered / sent - common) * between / (between + common / sent)
    return estimates


def letters_needed(strata: Mapping[str, StratumNow]) -> dict[str, int]:
    """Stratum → letters that would bring it level with the best one; no more than there are addresses to write to."""
    letters = sum(stratum.letters for stratum in strata.values())
    signed_up = sum(stratum.signed_up for stratum in strata.values())
    if not letters or not signed_up:
        return dict.fromkeys(strata, 0)
    shares = response({name: (stratum.letters, stratum.signed_up) for name, stratum in strata.items()})
    best = max(shares[name] * one.letters / one.people for name, one in strata.items() if one.people)
    needed = {}
    for name, stratum in strata.items():
        lacking = best * stratum.people - stratum.signed_up
        needed[name] = min(stratum.reachable, max(0, math.ceil(round(lacking / shares[name], 9))))
    return needed
