"""`beraad demo` as somebody at a griffie meets it: the commands are run as they are typed, in a folder of their own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from beraad import create_app
from beraad.assemblies.models import Role
from beraad.cli import main
from beraad.demo import cli, fill
from beraad.extensions import db
from tests.pages import Browser

LINK = re.compile(r"^  (\S+) +(http://127\.0\.0\.1:\d+)(/\S+)$", re.MULTILINE)
WAIT = 120


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "beraad.cli", *words]


def demo(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `beraad demo` with nothing of this run's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
    whole = command("demo", "--instance", str(folder), *words)
    return subprocess.run(whole, env=kept, capture_output=True, text=True, timeout=WAIT, check=False)


def titles(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "demo.sqlite")) as database:
        return sorted(title for (title,) in database.execute("SELECT title FROM assembly"))


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Runs commands where nothing has been set."""
    for name in os.environ:
        if name.startswith("BERAAD_"):
            monkeypatch.delenv(name)
    return CliRunner()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A demonstration whose first making was killed halfway, and what the second run printed."""
    folder = tmp_path_factory.mktemp("demonstration")
    kill_halfway(folder)
    done = demo(folder, "--no-serve")
    assert done.returncode == 0, done.stderr
    assert not (folder / "demo-half.sqlite").exists()
    return folder, done.stdout


def kill_halfway(folder: Path) -> None:
    """Start a demonstration in `folder` and kill it while it is being filled: that leaves none."""
    started = subprocess.Popen(command("demo", "--instance", str(folder), "--no-serve"), stdout=subprocess.DEVNULL)
    half = folder / "demo-half.sqlite"
    give_up = time.monotonic() + WAIT
    while not is_filled_a_bit(half) and time.monotonic() < give_up:
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    started.wait()
    assert half.exists() and not (folder / "demo.sqlite").exists()


def is_filled_a_bit(path: Path) -> bool:
    """Whether there are people in the database at `path` already."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as database:
            return bool(database.execute("SELECT count(*) FROM account").fetchone()[0])
    except sqlite3.OperationalError:
        return False


@pytest.mark.servers
def test_after_a_kill_the_next_run_shows_everything_with_a_link_per_role(
    made: tuple[Path, str],
) -> None:
    folder, printed = made
    assert len(titles(folder)) == 3
    links = {role: path for role, _site, path in LINK.findall(printed)}
    assert set(links) == {role.value for role in Role}
    app = create_app(cli.settings(folder, "http://localhost"))
    for role, path in links.items():
        browser = Browser(app)
        for _again in range(2):
            page = browser.get(path).submit()
            assert page.path == "/mijn", role
        assert page.status == 200
    with app.app_context():
        db.engine.dispose()


@pytest.mark.servers
def test_a_second_run_keeps_what_was_done_and_a_fresh_one_starts_again(
    made: tuple[Path, str], no_settings: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, and the fresh one is small: the first has shown that a process can fill a whole one."""
    folder, _printed = made
    with closing(sqlite3.connect(folder / "demo.sqlite")) as database:
        database.execute("UPDATE assembly SET title = 'Burgerberaad Gewijzigd' WHERE id = 1")
        database.commit()
    (folder / "eigen.txt").write_text("van een ander")
    words = ["demo", "--instance", str(folder), "--no-serve"]
    assert no_settings.invoke(main, words).exit_code == 0
    assert "Burgerberaad Gewijzigd" in titles(folder)
    monkeypatch.setattr(cli, "fill", partial(fill.fill, scale=fill.SMALL))
    again = no_settings.invoke(main, [*words, "--fresh"])
    assert again.exit_code == 0, again.output
    assert "Burgerberaad Gewijzigd" not in titles(folder) and len(titles(folder)) == 3
    assert (folder / "eigen.txt").exists()


@pytest.mark.servers
def test_a_port_that_is_taken_is_told_in_one_line(made: tuple[Path, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = demo(made[0], "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == f"Error: port {port} is taken; choose another with --port\n"


@pytest.mark.parametrize("words", ["serve", "worker", "db upgrade", "assembly list", "draw proef", "quotas import a b"])
def test_a_command_without_settings_ends_in_one_line(no_settings: CliRunner, words: str) -> None:
    done = no_settings.invoke(main, words.split())
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert next(line for line in done.output.splitlines() if "BERAAD_SECRET_KEY" in line).startswith("Error:")


@pytest.mark.parametrize("words", ["", "demo", "serve", "assembly", "quotas import", "draw"])
def test_help_needs_no_settings(no_settings: CliRunner, words: str) -> None:
    done = no_settings.invoke(main, [*words.split(), "--help"])
    assert done.exit_code == 0, done.output
    assert "Usage:" in done.output and "Traceback" not in done.output
    assert words or "quotas" in done.output


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path, no_settings: CliRunner) -> None:
    settings = {"BERAAD_SECRET_KEY": "x" * 40, "BERAAD_INSTANCE": str(tmp_path)}
    done = no_settings.invoke(main, ["assembly", "list"], env=settings)
    assert done.exit_code == 1
    assert done.stderr == "Error: the database has no tables yet; run: beraad db upgrade\n"
