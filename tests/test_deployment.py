"""A deployment from nothing, by the commands of `beraad/README.md` themselves, as processes in an empty folder."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from beraad.cli import main
from tests import databases
from tests.benchmarks.servers import answers, free_port

README = Path(__file__).parents[1] / "beraad" / "README.md"
SECRET = "a secret for tests alone, long enough"
#: seconds in which a process starts or ends, or a mail is sent
PATIENCE = 60
#: the administrator of the README
ADDRESS = "griffie@gemeente.example"
#: what the README leaves out with "…"; the address of the database is optional
OMITTED = {"BERAAD_SECRET_KEY", "BERAAD_DATABASE_URL"}


class Deployment:
    """The commands of the README, run one after the other in `folder`; what they say goes to `processes.log`."""

    def __init__(self, folder: Path, database_url: str | None) -> None:
        self.folder = folder
        self.port = free_port()
        own = {"BERAAD_SECRET_KEY": SECRET, "BERAAD_DATABASE_URL": database_url}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BERAAD_")}
        kept["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), kept.get("PATH", "")])
        kept["GUNICORN_CMD_ARGS"] = f"--bind 127.0.0.1:{self.port}"
        self.environment = kept | {name: value for name, value in own.items() if value is not None}
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    def follow(self) -> list[str]:
        """Do what the README says; returns what the commands that end printed."""
        printed = []
        for words in commands():
            if words[0] == "export":
                self.set(words[1])
            elif words[-1] == "&":
                self.start(words[:-1])
            elif words[0] == "gunicorn":
                self.serve(words)
            elif words[0] != "pip":
                done = subprocess.run(
                    words, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
                )
                assert done.returncode == 0, (words, done.stderr)
                printed.append(done.stdout)
        return printed

    def set(self, assignment: str) -> None:
        name, _, value = assignment.partition("=")
        if name in OMITTED:
            assert value.endswith("…")
        else:
            self.environment[name] = value

    def start(self, words: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(words, cwd=self.folder, env=self.environment, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def serve(self, words: list[str]) -> None:
        """Start a web server; returns once it answers."""
        process = self.start(words)
        wait_until(lambda: answers(self.port) or process.poll() is not None)
        assert process.poll() is None, (self.folder / "processes.log").read_text()

    def stop(self) -> list[int]:
        """Ask each process to end; returns their exit codes."""
        for process in self.started:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(PATIENCE) for process in self.started]
        self.started.clear()
        return codes


def commands() -> list[list[str]]:
    """The words of each line of the first block under "Deployment", without comments."""
    block = README.read_text("utf-8").partition("\n## Deployment\n")[2].split("```")[1]
    lines = [shlex.split(line, comments=True) for line in block.splitlines()]
    return [words for words in lines if words]


def wait_until(is_true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


class Visitor:
    """Opens pages of a running site, keeping the cookie; the site's own address is https, before a proxy."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.text = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> int:
        """Returns the status; `form` is sent with the token of the page that was opened last."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie}
        body = None
        if form is not None:
            token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.text)
            assert token is not None, self.text
            body = urlencode({**form, "csrf_token": token[1]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        self.text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            assert "; Secure" in cookie
            self.cookie = cookie.partition(";")[0]
        connection.close()
        return answer.status


@contextmanager
def deployed(folder: Path, database_url: str | None) -> Iterator[Deployment]:
    made = Deployment(folder, database_url)
    try:
        yield made
    finally:
        for process in made.started:
            process.kill()
            process.wait()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The setting for a database without tables; None for SQLite in the instance folder."""
    if request.param == "sqlite":
        yield None
        return
    engine = create_engine(request.getfixturevalue("postgresql_server"))
    with databases.new_database(engine, f"{engine.url.database}_deployment") as address:
        yield address
    engine.dispose()


@pytest.mark.servers
def test_the_readme_leads_from_nothing_to_a_site_that_works(tmp_path: Path, database_url: str | None) -> None:
    with deployed(tmp_path, database_url) as site:
        assert not site.instance.exists()
        *_tables, printed = site.follow()
        assert site.instance.stat().st_mode & 0o777 == 0o700, "personal data are for the application alone"
        assert (site.instance / "beraad.sqlite").exists() == (database_url is None)
        visitor = Visitor(site.port)
        assert visitor.ask("/status") == 200
        sign_in(visitor, printed)
        ask_for_mail(visitor, site)
        assert site.stop() == [0, 0]
        assert ADDRESS not in (tmp_path / "processes.log").read_text(), "the log names nobody"
        site.serve(["beraad", "serve", "--port", str(site.port)])  # the README's other web server
        assert visitor.ask("/mijn") == 200, "still signed in"


def sign_in(visitor: Visitor, link: str) -> None:
    """The first administrator comes in by the link that the command printed."""
    assert link.startswith("https://burgerberaad.example/")
    path = urlsplit(link.strip()).path
    assert visitor.ask(path) == 200
    assert visitor.ask(path, {}) == 303
    assert visitor.ask("/mijn") == 200


def ask_for_mail(visitor: Visitor, site: Deployment) -> None:
    """The worker sends what a page asked for."""
    assert visitor.ask("/inloggen/link") == 200
    assert visitor.ask("/inloggen/link", {"email": ADDRESS}) == 303
    wait_until(lambda: list((site.instance / "outbox").glob("*.eml")))


def test_the_first_command_makes_the_instance_folder(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "beraad"
    settings = {"BERAAD_SECRET_KEY": SECRET, "BERAAD_INSTANCE": str(folder)}
    done = CliRunner().invoke(main, ["db", "upgrade"], env=settings, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert (folder / "beraad.sqlite").exists()


def test_a_folder_that_can_not_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings = {"BERAAD_SECRET_KEY": SECRET, "BERAAD_INSTANCE": str(tmp_path / "file" / "instance")}
    done = CliRunner().invoke(main, ["db", "upgrade"], env=settings)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert done.output.splitlines()[-1].startswith("Error: BERAAD_INSTANCE: ")


def test_help_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["db", "--help"], env={"BERAAD_SECRET_KEY": ""}).exit_code == 0
    assert not list(tmp_path.iterdir())
