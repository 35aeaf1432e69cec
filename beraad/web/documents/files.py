"""Files that are there completely or not at all, also after a power cut: the engine's writer, with errors of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from selection.model import files
from selection.model.errors import InputError


def write_files(contents: Mapping[Path, bytes], private: bool = False) -> None:
    """Write every file, or none. `private`: only the owner may read them. Raises OSError that names the file."""
    try:
        files.write_files(contents, private)
    except InputError as error:
        raise OSError(f"{error.params['file']}: {error.params['reason']}") from error
