"""The verifier of the page, run by node on many records at once: what it concludes of each."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from selection.proof.verify import Announced

SCRIPTS = Path(__file__).parents[3] / "beraad" / "static" / "js" / "verify"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

#: Reads lines [file, root, fingerprints], writes lines [verdict, findings, missing].
RUNNER = """
import { readFileSync } from "node:fs";
import { verify } from "./verify.js";
for (const line of readFileSync(0, "utf8").split("\\n").filter(Boolean)) {
  const [file, root, fingerprints] = JSON.parse(line);
  const { verdict, findings, missing } = await verify(readFileSync(file), () => {}, { root, fingerprints });
  console.log(JSON.stringify([verdict, findings, missing]));
}
"""


@dataclass(frozen=True)
class Concluded:
    """`verdict` in one word; the codes of what is wrong and of what is missing, and both with their particulars."""

    verdict: str
    findings: list[str]
    missing: list[str]
    particulars: list[tuple[str, dict[str, object]]]


def conclude(records: Iterable[tuple[bytes, Announced]]) -> list[Concluded]:
    """What the page's verifier says of each record, with what was announced."""
    assert NODE is not None
    with TemporaryDirectory() as name:
        folder = Path(name)
        for script in SCRIPTS.glob("*.js"):
            (folder / script.name).write_bytes(script.read_bytes())
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "run.js").write_text(RUNNER)
        lines = []
        for number, (data, announced) in enumerate(records):
            file = folder / f"{number}.json"
            file.write_bytes(data)
            lines.append(json.dumps([str(file), announced.root or "", announced.fingerprints]))
        done = subprocess.run(
            [NODE, "run.js"], cwd=folder, input="\n".join(lines), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return [_concluded(*json.loads(line)) for line in done.stdout.splitlines()]


def _concluded(verdict: str, findings: list[dict[str, object]], missing: list[dict[str, object]]) -> Concluded:
    codes = [[str(one["code"]) for one in part] for part in (findings, missing)]
    told = [(str(one["code"]), dict(one["params"])) for one in [*findings, *missing]]  # type: ignore[call-overload]
    return Concluded(verdict, *codes, told)
