"""Files with people that wait for a yes: kept for a day at most, readable for the application's own user alone."""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

LONGEST = 24 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class WaitingFile:
    """A file with its name and the id column that was asked for."""

    name: str
    id_column: str
    content: bytes


def keep(assembly_id: int, name: str, id_column: str, content: bytes) -> str:
    """Keep the file and give the token by which it is found; drops files that have lain too long."""
    for old in _folder().iterdir():
        if time.time() - old.stat().st_mtime > LONGEST:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    target = _folder() / token
    target.touch(mode=0o600)
    head = json.dumps({"assembly": assembly_id, "name": name, "id_column": id_column}).encode()
    target.write_bytes(head + b"\n" + content)
    return token


def find(assembly_id: int, token: str) -> WaitingFile | None:
    """The file, if it belongs to this burgerberaad and still waits."""
    target = _folder() / token
    if not _TOKEN.fullmatch(token) or not target.is_file():
        return None
    head, _, content = target.read_bytes().partition(b"\n")
    about = json.loads(head)
    return WaitingFile(about["name"], about["id_column"], content) if about["assembly"] == assembly_id else None


def forget(token: str) -> None:
    """Delete the file."""
    (_folder() / token).unlink(missing_ok=True)


def _folder() -> Path:
    made = Path(current_app.config["BERAAD"].instance) / "waiting"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made
