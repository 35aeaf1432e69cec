"""What everyone may know about a draw: composition without small counts, anonymous tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import abort

from beraad.lottery import engine, ordering, words
from beraad.lottery.draw import files
from beraad.lottery.draw.files import FileMissingError
from beraad.lottery.frozen.disclosure import shown
from beraad.lottery.models import Disclosure, Draw, DrawFileName, DrawState
from beraad.lottery.quotas import queries as quota_queries
from beraad.lottery.ticket_numbers import TICKETS

#: the tickets are public from here on
PUBLIC_TICKETS = frozenset({DrawState.PUBLISHED, DrawState.DRAWN})


@dataclass(frozen=True)
class CompositionRow:
    """One answer: part of the population, and people signed up and on the panel; None where that is not shown."""

    feature: str
    answer: str
    low: int
    high: int
    share: float | None
    pool: int | None
    panel: int | None


def composition(draw: Draw) -> list[CompositionRow]:
    """Population, target, frozen pool and drawn panel, in the organiser's order; empty before there are tickets."""
    shares = {
        (feature.name, answer.answer): answer.bounds.share if answer.bounds else None
        for feature in quota_queries.quotas(draw.assembly_id)
        for answer in feature.answers
    }
    panel = {(feature, answer): count for feature, answer, count in draw.figures.get("panel", [])}
    place = ordering.place_in(draw.assembly_id)
    lines = ordering.grouped(place, draw.figures.get("answers", []), lambda line: (line["feature"], line["answer"]))
    return [row for feature, values in lines for row in _feature_rows(feature, values, shares, panel)]


@dataclass(frozen=True)
class PairRow:
    """The quota on people with one answer to each of two features."""

    first: str
    second: str
    answer: str
    other: str
    low: int
    high: int


def pair_quotas(draw: Draw) -> list[PairRow]:
    """The quotas on two features together that the tickets meet; how many people that are is nowhere shown."""
    return [PairRow(*row) for row in draw.figures.get("pairs", [])]


def by_feature(draw: Draw) -> list[tuple[str, list[CompositionRow]]]:
    """The same, feature by feature."""
    return [(feature, list(rows)) for feature, rows in groupby(composition(draw), key=lambda row: row.feature)]


def _feature_rows(
    feature: str,
    lines: Sequence[Mapping[str, Any]],
    shares: Mapping[tuple[str, str], float | None],
    panel: Mapping[tuple[str, str], int],
) -> list[CompositionRow]:
    pool: Sequence[int | None] = [None] * len(lines)
    seated = pool
    if all(line["pool"] is not None for line in lines):
        signed_up = [line["pool"] for line in lines]
        pool = shown(signed_up)
        if panel:
            seated = shown([panel[feature, line["answer"]] for line in lines], [signed_up])
    return [
        CompositionRow(
            feature=feature,
            answer=line["answer"],
            low=line["low"],
            high=line["high"],
            share=shares.get((feature, line["answer"])),
            pool=pool[i],
            panel=seated[i],
        )
        for i, line in enumerate(lines)
    ]


@dataclass(frozen=True)
class TicketAnswer:
    """How many people on a ticket gave one answer; None: not shown."""

    feature: str
    answer: str
    people: int | None


@dataclass(frozen=True)
class Ticket:
    """One ticket: a panel by pool ids, and for each answer how many people in it gave it (None: not shown).

    No `answers` while the record is open for inspection only: the counts of all tickets together reveal them.
    """

    number: int
    people: Sequence[str]
    answers: Sequence[TicketAnswer] = ()


def ticket(draw: Draw, number: int) -> Ticket:
    """Returns ticket `number`, or 404 if there is none or the tickets are not public."""
    if draw.state not in PUBLIC_TICKETS or not 0 <= number < TICKETS:
        abort(404)
    people = engine.panel(files.record(draw), number)
    if draw.disclosure is Disclosure.INSPECTION:
        return Ticket(number, people)
    counts = files.snapshot(draw).counts(people)
    answers: list[TicketAnswer] = []
    for feature, keys in ordering.grouped(ordering.place_in(draw.assembly_id), counts, lambda key: key):
        visible = shown([counts[key] for key in keys])
        answers += [TicketAnswer(feature, key[1], visible[i]) for i, key in enumerate(keys)]
    return Ticket(number, people, answers)


def record(draw: Draw) -> bytes:
    """Returns lottery.json, or 404 unless the tickets are public and the file is for everyone."""
    if draw.state not in PUBLIC_TICKETS or draw.disclosure is Disclosure.INSPECTION:
        abort(404)
    try:
        return files.read(draw, DrawFileName.RECORD)
    except FileMissingError:
        abort(404)


def public_part(draw: Draw) -> bytes:
    """Tickets, numbers and seed of a record that is open for inspection only, without answers; 404 of any other."""
    if not has_public_part(draw):
        abort(404)
    try:
        content = files.read(draw, DrawFileName.RECORD)
    except FileMissingError:
        abort(404)
    return engine.public_part(content, str(words.INSPECTION_PLACE))


def has_public_part(draw: Draw) -> bool:
    """Whether tickets are public while their record is open for inspection only."""
    inspected = draw.state in PUBLIC_TICKETS and draw.disclosure is Disclosure.INSPECTION
    return inspected and files.destroyed_at(draw) is None
