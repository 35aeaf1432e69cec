"""The command `beraad` as a process: what it prints, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from beraad.cli import main

CREATE = ("assembly", "create", "--title", "Wonen", "--seats", "4", "--slug")


def test_a_refusal_ends_in_one_line(tmp_path: Path) -> None:
    settings = {"BERAAD_SECRET_KEY": "a secret for tests alone, long enough", "BERAAD_INSTANCE": str(tmp_path)}
    for words in (["db", "upgrade"], [*CREATE, "wonen"]):
        assert CliRunner().invoke(main, words, env=settings, catch_exceptions=False).exit_code == 0
    refused = subprocess.run(
        [sys.executable, "-m", "beraad.cli", *CREATE, "wonen"],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == "Error: Another assembly has this name already. Choose another.\n"
