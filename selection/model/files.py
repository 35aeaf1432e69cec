"""Files that are there completely or not at all: written beside their place, then renamed, all or none."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from selection.model.errors import InputError


def check_places(paths: Iterable[Path]) -> None:
    """Raises InputError `cannot_write` for a file that can't be written: its folder is missing or closed."""
    for path in paths:
        try:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            os.close(handle)
            Path(name).unlink()
        except OSError as error:
            raise InputError("cannot_write", file=str(path), reason=error.strerror) from error


def write_files(contents: Mapping[Path, bytes], private: bool = False) -> None:
    """Write every file, or none: temporary files in the same folders first, renamed only when all are on disk.

    Raises InputError `cannot_write` for a full disk, a missing folder or missing permission. Whatever interrupts
    it, also Ctrl-C, no temporary file stays behind. `private`: only the owner may read them.
    """
    temporary: dict[Path, str] = {}
    current = Path()
    try:
        for current, content in contents.items():
            temporary[current] = _write_beside(current, content, private)
        for current in contents:
            Path(temporary[current]).replace(current)
            del temporary[current]
    except OSError as error:
        raise InputError("cannot_write", file=str(current), reason=error.strerror) from error
    finally:
        for left in temporary.values():
            Path(left).unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes, private: bool) -> str:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:  # mkstemp makes files that only the owner may read
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name
