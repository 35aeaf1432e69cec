"""Commands as processes of their own, in a folder with a few people."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CATEGORIES = "feature,value,min,max\nsex,f,1,3\nsex,m,1,3\nage,young,1,2\nage,old,2,3\n"


def written(folder: Path) -> Path:
    """`folder` with categories.csv and with people.csv: twelve people and a column that is no feature."""
    (folder / "categories.csv").write_text(CATEGORIES)
    rows = [f"p{i:02},{'fm'[i % 2]},{('young', 'old', 'old')[i % 3]},Street {i}" for i in range(12)]
    (folder / "people.csv").write_text("\n".join(["id,sex,age,street", *rows]) + "\n")
    return folder


def ask(folder: Path, *arguments: str, solver: str = "highs") -> subprocess.CompletedProcess[str]:
    """`python -m selection` with these arguments."""
    environment = {**os.environ, "SELECTION_SOLVER": solver}
    command = [sys.executable, "-m", "selection", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def ask_instead(folder: Path, body: str, line: str) -> subprocess.CompletedProcess[str]:
    """The same with another body of `find_lottery`."""
    script = (
        "import sys; from selection.__main__ import main; import selection.tickets.lottery as lottery\n"
        f"def find(*_, **__): {body}\n"
        "lottery.find_lottery = find; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, *line.split()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def run(folder: Path, *arguments: str, solver: str = "highs") -> str:
    """Standard output of a command that succeeds and says nothing on standard error."""
    done = ask(folder, *arguments, solver=solver)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
