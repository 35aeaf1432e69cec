"""Make the vectors: `python -m tests.vectors`. Fails when an alteration isn't found, and writes nothing then."""

from __future__ import annotations

import json
from dataclasses import asdict

from selection import InputError
from selection.proof.verify import verify
from tests.vectors import FOLDER, Expected, altered, code_of, good, path, unproven

#: what records of a folder are, whatever the name
VERDICTS = {"good": {"proven", "matches", "unproven"}, "unproven": {"unproven"}, "altered": {"wrong", "unreadable"}}


def concluded(data: bytes) -> Expected:
    """What the Python verifier concludes."""
    try:
        found = verify(data)
    except InputError as error:
        return Expected("unreadable", [error.code], [])
    return Expected(found.verdict.name.lower(), [f.code for f in found.findings], [f.code for f in found.missing])


def main() -> None:
    records = {name: good.make(name) for name in good.GOOD}
    files = {f"good/{name}": data for name, data in records.items()}
    files |= {f"unproven/{name}": data for name, data in unproven.make(records)}
    files |= {f"altered/{name}": data for name, data in altered.make(records)}
    found = {name: concluded(data) for name, data in files.items()}
    for name, one in found.items():
        folder = name.split("/")[0]
        about = folder == "good" or code_of(name) in one.findings + one.missing
        assert one.verdict in VERDICTS[folder] and about, f"{name}: {one}"
    for old in (FOLDER / folder for folder in VERDICTS):
        for file in old.glob("*.json"):
            file.unlink()
    for name, data in files.items():
        path(name).parent.mkdir(exist_ok=True)
        path(name).write_bytes(data)
    found |= {f"first/{file.stem}": concluded(file.read_bytes()) for file in sorted((FOLDER / "first").glob("*.json"))}
    lines = json.dumps({name: asdict(one) for name, one in found.items()}, indent=1)
    (FOLDER / "verdicts.json").write_text(lines + "\n")


if __name__ == "__main__":
    main()
