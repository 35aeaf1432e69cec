"""Where things are: our own files on disk, and addresses inside this site."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

PACKAGE = Path(__file__).parents[1]
STATIC = PACKAGE / "static"


def templates() -> Path:
    """The templates: inside the package when installed from a wheel, beside it in a checkout."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def local_path(address: str, default: str = "/") -> str:
    """`address` when it is a path on this site, else `default`: nobody is sent elsewhere by a link to us."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\")):
        return default
    return address


def full_address(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, for mail and paper; works in jobs and commands too."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return str(current_app.config["BERAAD"].base_url) + path
