"""Ctrl-C or a full disk during every command: it stops at once, says so in one line, and leaves no file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from selection import dumps, find_lottery
from selection.__main__ import main
from selection.model.problem import Quota
from tests.benchmarks.growth import write
from tests.selection.instances import pool, tight_pool

SEATS = 100

#: Seconds to stop in; one where nothing else runs.
SOON = 5.0

#: `IN` is the file that is read first; in `LAST` it is the last one.
COMMANDS = {
    "check": "IN={categories} respondents.csv --seats 100",
    "lottery": "IN={categories} respondents.csv --seats 100 --spread --out out.csv",
    "select": "IN={categories} respondents.csv --seats 100 --spread --seed 00 --selected out.csv --remaining rest.csv"
    " --out record.json",
    "draw": "IN={record} --ticket 1 --respondents respondents.csv --selected out.csv --remaining rest.csv",
    "verify": "IN={record}",
    "alternates": "IN={record} --ticket 1 --categories categories.csv --respondents respondents.csv --count 60"
    " --out out.csv",
    "replace": "IN={categories} respondents.csv --seats 100 --selected selected.csv --leaving LEAVING --out out.csv",
    "tables": "IN={selected} --tables 14 --rounds 12 --spread age,place --out out.csv",
    "sample": "IN={register} --letters 9 --seed 00 --out out.csv",
}
LAST = {
    "draw": "{record} --ticket 1 --respondents IN={respondents} --selected out.csv --remaining rest.csv",
    "verify": "{record} --categories categories.csv --respondents IN={respondents}",
}
#: Those that say when they compute. A check of quotas that leave room has nothing to compute.
COMPUTING = {
    **{name: COMMANDS[name] for name in ("lottery", "select", "alternates", "replace", "tables", "sample")},
    "check": "IN=impossible/categories.csv impossible/respondents.csv --seats 100",
}
#: Those that write.
WRITING = {
    **{name: COMMANDS[name] for name in ("draw", "replace")},
    "lottery": "IN={categories} respondents.csv --seats 100 --tickets 20 --out out.csv",
    "alternates": "IN={record} --ticket 1 --categories categories.csv --respondents respondents.csv --count 2"
    " --out out.csv",
    "tables": "IN={selected} --tables 50 --rounds 1 --out out.csv",
    "sample": "IN={selected} --letters 9 --seed 00 --out out.csv",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool of 1,500, its record, one panel of it, a register; a pool without any panel, which takes long to see."""
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
    (folder / "impossible").mkdir()
    tight = tight_pool(1500, SEATS, 8, 1, home=0, room=0)
    raised = {f: {v: Quota(q.min + 5, q.max + 5) for v, q in quotas.items()} for f, quotas in tight.features.items()}
    write(replace(tight, features=raised), folder / "impossible")
    return folder


def command(name: str, line: str, files: Path, instead: Path | None = None) -> list[str]:
    """The words of this command; `instead`: what is read instead of its file `IN`."""
    leaving = ",".join(line.split(",")[0] for line in (files / "selected.csv").read_text().splitlines()[1:9])
    names = {kind: f"{kind}.csv" for kind in ("categories", "respondents", "selected", "register")}
    words = line.format(**names, record="record.json").replace("LEAVING", leaving).split()
    words = [str(instead) if instead and word.startswith("IN=") else word.removeprefix("IN=") for word in words]
    inputs = [str(files / word) if (files / word).is_file() else word for word in words]
    return [sys.executable, "-m", "selection", name, *inputs]


def start(words: list[str], cwd: Path, errors: int) -> subprocess.Popen[bytes]:
    """Begin, with Ctrl-C heard also where a shell in the background ignores it."""
    return subprocess.Popen(
        words,
        cwd=cwd,
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


@pytest.mark.parametrize(("name", "line"), [*COMMANDS.items(), *LAST.items()])
def test_ctrl_c_while_a_command_reads(name: str, line: str, files: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "in"
    os.mkfifo(pipe)
    with start(command(name, line, files, pipe), tmp_path, subprocess.PIPE) as process:
        with pipe.open("wb"):  # goes on when the command has opened its end
            stop(process)
        assert process.stderr is not None
        assert process.stderr.read() == b"stopped; nothing was written\n"
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("name", COMPUTING)
def test_ctrl_c_while_a_command_computes(name: str, files: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()  # a terminal, so that progress shows when the computation has begun
    with (
        start(command(name, COMPUTING[name], files), tmp_path, theirs) as process,
        os.fdopen(ours, "rb", buffering=0) as terminal,
    ):
        os.close(theirs)
        assert terminal.read(1) == b"\r"
        stop(process)
        said = terminal.read(4096)
    assert b"nothing was written" in said and b"Traceback" not in said
    assert not list(tmp_path.iterdir())


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow, as when the disk is full; the system says so in other words."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk(
    name: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with full_disk():
        assert main(command(name, WRITING[name], files)[3:]) == 2
    said = capsys.readouterr()
    assert said.err == "out.csv: cannot be written (File too large); nothing was changed\n"
    assert not said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["check", "verify"])
def test_an_answer_that_cannot_be_told(name: str, files: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        words = command(name, COMMANDS[name], files)
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (2, b"the answer cannot be written (No space left on device)\n")
