"""Where things are: our own files on disk, and addresses inside this site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

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
