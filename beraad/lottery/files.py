"""The files of a draw: kept compressed in the database, read back as they were."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from sqlalchemy import select

from beraad.extensions import db
from beraad.lottery.models import Disclosure, Draw, DrawFile, DrawFileName
from beraad.web import sealing

#: the contents of lottery.json
Record = dict[str, Any]


class FileMissingError(Exception):
    """The draw has no such file (yet)."""


def keep(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Add the file to the draw; each draw has each file once. Sealed when it is not for everyone."""
    packed = zlib.compress(content, 6)
    if draw.disclosure is Disclosure.INSPECTION:
        packed = sealing.seal(base64.b64encode(packed).decode(), _row(draw, name))
    db.session.add(DrawFile(draw_id=draw.id, name=name, content=packed))
    db.session.flush()


def _row(draw: Draw, name: DrawFileName) -> str:
    return f"draw_file:{draw.id}:{name.value}"


def read(draw: Draw, name: DrawFileName) -> bytes:
    found = db.session.scalar(select(DrawFile.content).where(DrawFile.draw_id == draw.id, DrawFile.name == name))
    if found is None:
        raise FileMissingError(name)
    if draw.disclosure is Disclosure.INSPECTION:
        found = base64.b64decode(sealing.unseal(found, _row(draw, name)))
    return zlib.decompress(found)


def record(draw: Draw) -> Record:
    """The contents of lottery.json."""
    return parse(read(draw, DrawFileName.RECORD))


def parse(content: bytes) -> Record:
    """The contents of a file in JSON."""
    found: Record = json.loads(content)
    return found
