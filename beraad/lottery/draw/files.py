"""The files of a draw: kept compressed in the database, read back as they were."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from beraad.audit import queries as audit_queries
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery.errors import ListChangedError
from beraad.lottery.frozen import disclosure, merkle
from beraad.lottery.models import Disclosure, Draw, DrawEvent, DrawFile, DrawFileName
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.web import sealing

#: the contents of lottery.json
Record = dict[str, Any]
#: the line in the register of draws that says that the answers are gone
DESTROYED = "destroyed"
#: the line of the log that holds hash and root of the frozen list
FROZEN = "lottery.draw_frozen"


class FileMissingError(Exception):
    """The draw does not have this file (yet)."""


def add(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Add the file to the draw; each draw has each file once. Sealed unless it is for everyone."""
    packed = zlib.compress(content, 6)
    if draw.disclosure is Disclosure.INSPECTION:
        packed = sealing.seal(base64.b64encode(packed).decode(), _sealed_for(draw, name))
    db.session.add(DrawFile(draw_id=draw.id, name=name, content=packed))
    db.session.flush()


def replace(draw: Draw, name: DrawFileName, content: bytes) -> None:
    """Delete the file for good, and store `content` in its place: what the pages still need of it."""
    db.session.execute(delete(DrawFile).where(DrawFile.draw_id == draw.id, DrawFile.name == name))
    add(draw, name, content)


def destroyed_at(draw: Draw) -> datetime | None:
    """When the answers in the files of this draw were destroyed; None while they are there."""
    return db.session.scalar(
        select(DrawEvent.happened_at).where(DrawEvent.draw_id == draw.id, DrawEvent.what == DESTROYED).limit(1)
    )


def _sealed_for(draw: Draw, name: DrawFileName) -> str:
    return f"{audit.subject_of(DrawFile, draw.id)}:{name.value}"


def read(draw: Draw, name: DrawFileName) -> bytes:
    """The file as it was added. Raises `FileMissingError`."""
    content = db.session.scalar(select(DrawFile.content).where(DrawFile.draw_id == draw.id, DrawFile.name == name))
    if content is None:
        raise FileMissingError(name)
    if draw.disclosure is Disclosure.INSPECTION:
        content = base64.b64decode(sealing.unseal(content, _sealed_for(draw, name)))
    return zlib.decompress(content)


def record(draw: Draw) -> Record:
    """The contents of lottery.json. Raises `FileMissingError` before it was computed."""
    return parse(read(draw, DrawFileName.RECORD))


def parse(content: bytes) -> Record:
    """The contents of a file in JSON."""
    contents: Record = json.loads(content)
    return contents


def snapshot(draw: Draw) -> Snapshot:
    """What the draw was frozen with; for computing alone, pages show `public_snapshot`."""
    return Snapshot.from_bytes(read(draw, DrawFileName.SNAPSHOT))


def public_snapshot(draw: Draw) -> Snapshot:
    """The same without special personal data."""
    return snapshot(draw).without(disclosure.special(draw.assembly))


def require_announced(draw: Draw) -> None:
    """Raises `ListChangedError` if the list, its hash or its root differ from those with which the draw was frozen.

    Whoever can write in the database could put another list under a draw. The log holds hash and root as well, and is
    chained, so that both would have to be changed together.
    """
    content = read(draw, DrawFileName.SNAPSHOT)
    root = merkle.root(Snapshot.from_bytes(content).people, draw.salt_key)
    frozen = audit_queries.last_details(draw, FROZEN)
    if not (
        sha256(content) == draw.snapshot_sha256 == frozen.get("snapshot")
        and root == draw.merkle_root == frozen.get("root")
    ):
        raise ListChangedError
