"""The files of a draw: kept compressed in the database, read back as they were."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import select

from beraad.extensions import db
from beraad.lottery.models import Draw, DrawFile, DrawFileName

#: the contents of lottery.json
Record = dict[str, Any]


class FileMissingError(Exception):
    """The draw has no such file (yet)."""


def keep(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Add the file to the draw; each draw has each file once."""
    db.session.add(DrawFile(draw_id=draw.id, name=name, content=zlib.compress(content, 6)))
    db.session.flush()


def read(draw: Draw, name: DrawFileName) -> bytes:
    found = db.session.scalar(select(DrawFile.content).where(DrawFile.draw_id == draw.id, DrawFile.name == name))
    if found is None:
        raise FileMissingError(name)
    return zlib.decompress(found)


def record(draw: Draw) -> Record:
    """The contents of lottery.json."""
    return parse(read(draw, DrawFileName.RECORD))


def parse(content: bytes) -> Record:
    """The contents of a file in JSON."""
    found: Record = json.loads(content)
    return found
