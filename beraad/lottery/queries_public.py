"""What everyone may know about a draw: composition without small counts, anonymous tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import abort

from beraad.lottery import engine, files, queries, service
from beraad.lottery.disclosure import shown
from beraad.lottery.files import FileMissingError
from beraad.lottery.models import TICKETS, Draw, DrawFileName, DrawState

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
    """Population, target, frozen pool and drawn panel, answer by answer; empty before the tickets are computed."""
    shares = {
        (feature.name, answer.answer): answer.bounds.share if answer.bounds else None
        for feature in queries.quotas(draw.assembly_id)
        for answer in feature.answers
    }
    panel = {(feature, answer): count for feature, answer, count in draw.figures.get("panel", [])}
    rows: list[CompositionRow] = []
    for feature, found in groupby(draw.figures.get("answers", []), key=lambda line: str(line["feature"])):
        rows += _feature_rows(feature, list(found), shares, panel)
    return rows


def _feature_rows(
    feature: str,
    lines: Sequence[Mapping[str, Any]],
    shares: Mapping[tuple[str, str], float | None],
    panel: Mapping[tuple[str, str], int],
) -> list[CompositionRow]:
    pool = shown([line["pool"] for line in lines])
    seated: Sequence[int | None] = [None] * len(lines)
    if panel:
        seated = shown([panel[feature, line["answer"]] for line in lines])
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
class Ticket:
    """One of the thousand tickets: a panel by pool ids, and how many of it gave each answer (None: not shown)."""

    number: int
    people: Sequence[str]
    answers: Sequence[tuple[str, str, int | None]]


def ticket(draw: Draw, number: int) -> Ticket:
    """Ticket `number`; 404 when there is none, or when the tickets are not public."""
    if draw.state not in PUBLIC_TICKETS or not 0 <= number < TICKETS:
        abort(404)
    people = engine.panel(files.record(draw), number)
    counts = service.snapshot(draw).counts(people)
    answers: list[tuple[str, str, int | None]] = []
    for feature, group in groupby(counts, key=lambda key: key[0]):
        keys = list(group)
        visible = shown([counts[key] for key in keys])
        answers += [(feature, key[1], visible[i]) for i, key in enumerate(keys)]
    return Ticket(number, people, answers)


def record(draw: Draw) -> bytes:
    """lottery.json, once the tickets are public; 404 before that."""
    if draw.state not in PUBLIC_TICKETS:
        abort(404)
    try:
        return files.read(draw, DrawFileName.RECORD)
    except FileMissingError:
        abort(404)
