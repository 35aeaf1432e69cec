"""The files of a draw: kept compressed in the database, read back as they were."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from beraad.extensions import db
from beraad.lottery.models import Disclosure, Draw, DrawEvent, DrawFile, DrawFileName
from beraad.web import sealing

#: the contents of lottery.json
Record = dict[str, Any]
#: the line in the register of draws that says that the answers are gone
DESTROYED = "destroyed"


class FileMissingError(Exception):
    """The draw has no such file (yet)."""


def keep(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Add the file to the draw; each draw has each file once. Sealed when it is not for everyone."""
    packed = zlib.compress(content, 6)
    if draw.disclosure is Disclosure.INSPECTION:
        packed = sealing.seal(base64.b64encode(packed).decode(), _row(draw, name))
    db.session.add(DrawFile(draw_id=draw.id, name=name, content=packed))
    db.session.flush()


def replace(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Delete the file for good, and keep `content` where it was: what the pages still need of it."""
    db.session.execute(delete(DrawFile).where(DrawFile.draw_id == draw.id, DrawFile.name == name))
    keep(draw, name, content)


def destroyed_at(draw: Draw) -> datetime | None:
    """When the answers in the files of this draw were destroyed; None while they are there."""
    return db.session.scalar(
        select(DrawEvent.at).where(DrawEvent.draw_id == draw.id, DrawEvent.what == DESTROYED).limit(1)
    )


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
