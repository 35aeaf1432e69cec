"""Files with people that wait for a yes: stored for a day at most, readable for the application's own user alone."""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from beraad.assemblies.models import AssemblyId

LONGEST = 24 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class WaitingFile:
    """A file with its name and the id column that was asked for."""

    name: str
    id_column: str
    content: bytes


def store(assembly_id: AssemblyId, name: str, id_column: str, content: bytes) -> str:
    """Store the file. Returns the token by which it is found; deletes files that are too old."""
    drop_old()
    token = secrets.token_hex(16)
    target = _folder() / token
    target.touch(mode=0o600)
    head = json.dumps({"assembly": assembly_id, "name": name, "id_column": id_column}).encode()
    target.write_bytes(head + b"\n" + content)
    return token


def find(assembly_id: AssemblyId, token: str) -> WaitingFile | None:
    """The file. None if it is not of this burgerberaad, or waits no more."""
    target = _folder() / token
    if not _TOKEN.fullmatch(token) or not target.is_file():
        return None
    head, _, content = target.read_bytes().partition(b"\n")
    about = json.loads(head)
    return WaitingFile(about["name"], about["id_column"], content) if about["assembly"] == assembly_id else None


def forget(token: str) -> None:
    """Delete the file."""
    (_folder() / token).unlink(missing_ok=True)


def count(assembly_id: AssemblyId) -> int:
    """How many files of this burgerberaad wait."""
    return len(_paths(assembly_id))


def forget_all(assembly_id: AssemblyId) -> None:
    """Delete all files of this burgerberaad that wait."""
    for target in _paths(assembly_id):
        target.unlink(missing_ok=True)


def drop_old() -> int:
    """Delete the files that are too old. Returns how many."""
    old = [target for target in _folder().iterdir() if time.time() - target.stat().st_mtime > LONGEST]
    for target in old:
        target.unlink(missing_ok=True)
    return len(old)


def _paths(assembly_id: AssemblyId) -> list[Path]:
    return [target for target in _folder().iterdir() if _about(target).get("assembly") == assembly_id]


def _about(target: Path) -> dict[str, Any]:
    with target.open("rb") as file:
        head: dict[str, Any] = json.loads(file.readline() or b"{}")  # a file that is being written has no head yet
    return head


def _folder() -> Path:
    path = Path(current_app.config["BERAAD"].instance) / "waiting"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
