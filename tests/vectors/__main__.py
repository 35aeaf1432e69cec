"""Make the vectors: `python -m tests.vectors`. Fails when an alteration isn't found, and writes nothing then."""

from __future__ import annotations

import json

from selection import InputError, verify
from tests.vectors import FOLDER, altered, code_of, good, path


def codes(data: bytes) -> list[str]:
    """What the Python verifier finds: the codes, in order."""
    try:
        return [finding.code for finding in verify(data).findings]
    except InputError as error:
        return [error.code]


def main() -> None:
    records = {name: good.make(name) for name in good.GOOD}
    files = {f"good/{name}": data for name, data in records.items()}
    files |= {f"altered/{name}": data for name, data in altered.make(records)}
    found = {name: codes(data) for name, data in files.items()}
    for name, verdict in found.items():
        wrong = verdict if name.startswith("good/") else code_of(name) not in verdict
        assert not wrong, f"{name}: {verdict}"
    for old in (*(FOLDER / "good").glob("*.json"), *(FOLDER / "altered").glob("*.json")):
        old.unlink()
    for name, data in files.items():
        path(name).write_bytes(data)
    (FOLDER / "verdicts.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
