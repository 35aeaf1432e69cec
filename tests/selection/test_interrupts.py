"""Ctrl-C during every command: it stops at once, says so in one line, and leaves no file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from selection import dumps, find_lottery
from tests.benchmarks.growth import write
from tests.selection.instances import pool

ROOT = Path(__file__).parents[2]
SEATS = 100

#: Seconds to stop in; one where nothing else runs.
SOON = 5.0

#: `IN` is the file that is read first.
COMMANDS = {
    "check": "IN={categories} respondents.csv --seats 100",
    "lottery": "IN={categories} respondents.csv --seats 100 --spread --out out.csv",
    "draw": "IN={record} --ticket 1 --respondents respondents.csv --selected out.csv --remaining rest.csv",
    "verify": "IN={record}",
    "alternates": "IN={record} --ticket 1 --categories categories.csv --respondents respondents.csv --count 60"
    " --out out.csv",
    "replace": "IN={categories} respondents.csv --seats 100 --selected selected.csv --leaving LEAVING --out out.csv",
    "tables": "IN={selected} --tables 14 --rounds 12 --spread age,place --out out.csv",
    "sample": "IN={register} --letters 9 --seed 00 --out out.csv",
}
#: Those that say when they compute. A check of quotas that leave room has nothing to compute.
COMPUTING = ("lottery", "alternates", "tables", "sample")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool of 1,500, its record, one panel of it, a register."""
    folder = tmp_path_factory.mktemp("files")
    problem = pool(1500, SEATS)
    write(problem, folder)
    lottery = find_lottery(problem, tickets=20)
    (folder / "record.json").write_bytes(dumps(lottery.to_record()))
    header, *rows = (folder / "respondents.csv").read_text().splitlines()
    panel = set(lottery.panels[0])
    chosen = [row for row in rows if panel & set(row.split(","))]
    (folder / "selected.csv").write_text("\n".join([header, *chosen]) + "\n")
    (folder / "register.csv").write_text("nr,adres\n" + "".join(f"{i},Voorbeeldweg {i}\n" for i in range(600_000)))
    return folder


def command(name: str, files: Path, first: Path | None) -> list[str]:
    """The words of this command; `first`: what is read instead of its first file."""
    leaving = ",".join(line.split(",")[0] for line in (files / "selected.csv").read_text().splitlines()[1:9])
    names = {"categories": "categories.csv", "record": "record.json", "selected": "selected.csv"}
    line = COMMANDS[name].format(**names, register="register.csv").replace("LEAVING", leaving)
    word, *rest = line.split()
    begin = str(first or files / word.removeprefix("IN="))
    inputs = [str(files / part) if (files / part).is_file() else part for part in rest]
    return [sys.executable, "-m", "selection", name, begin, *inputs]


def start(words: list[str], cwd: Path, errors: int) -> subprocess.Popen[bytes]:
    """Begin, with Ctrl-C heard also where a shell in the background ignores it."""
    return subprocess.Popen(
        words,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=errors,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, and the status and time that it must have."""
    process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    assert process.wait(timeout=30) == 130
    assert time.monotonic() - asked < SOON


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_while_a_command_reads(name: str, files: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "in"
    os.mkfifo(pipe)
    with start(command(name, files, pipe), tmp_path, subprocess.PIPE) as process:
        with pipe.open("wb"):  # goes on when the command has opened its end
            stop(process)
        assert process.stderr is not None
        assert process.stderr.read() == b"stopped; nothing was written\n"
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("name", COMPUTING)
def test_ctrl_c_while_a_command_computes(name: str, files: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()  # a terminal, so that progress shows when the computation has begun
    with start(command(name, files, None), tmp_path, theirs) as process, os.fdopen(ours, "rb", buffering=0) as terminal:
        os.close(theirs)
        assert terminal.read(1) == b"\r"
        stop(process)
        said = terminal.read(4096)
    assert b"nothing was written" in said and b"Traceback" not in said
    assert not list(tmp_path.iterdir())
