"""The files that come out of a draw: who was drawn, who was not, and the public record."""

from __future__ import annotations

from flask import abort

from beraad.lottery import engine, ordering
from beraad.lottery.draw import files
from beraad.lottery.draw.files import FileMissingError
from beraad.lottery.models import Draw, DrawFileName
from beraad.recruitment.office import respondents
from beraad.web.documents.tables import write_csv


def record(draw: Draw) -> bytes:
    """Returns lottery.json (pool ids and answers, no names), or 404 before it was computed."""
    try:
        return files.read(draw, DrawFileName.RECORD)
    except FileMissingError:
        abort(404)


def people(draw: Draw) -> tuple[bytes, bytes]:
    """Returns `selected.csv` and `remaining.csv`, or 404 before a number has been drawn.

    A row has the pool id, the kept columns and the answers as frozen, without special personal data.
    """
    if draw.concluded_at is None or draw.ticket is None:
        abort(404)
    snapshot = files.public_snapshot(draw)
    drawn = set(engine.panel(files.parse(record(draw)), draw.ticket))
    header, rows = respondents.table(draw.assembly)
    columns = [i for i, name in enumerate(header) if i and name not in snapshot.features]
    known = {row[0]: row for row in rows}
    features = ordering.features(ordering.place_in(draw.assembly_id), snapshot.features)

    def table(ids: list[str]) -> bytes:
        lines = (
            [i, *(known[i][c] if i in known else "" for c in columns), *(snapshot.answers(i)[f] for f in features)]
            for i in ids
        )
        return write_csv(["unique_id", *(header[c] for c in columns), *features], lines)

    return table([i for i in snapshot.people if i in drawn]), table([i for i in snapshot.people if i not in drawn])
