"""The processes of a running site, for measurements and for kills: PostgreSQL, web server, worker.

Each process leads a group of its own, so that it can be killed with all that it started. PostgreSQL keeps its
durability here: what it has acknowledged is on disk.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from beraad import create_app
from beraad.config import Config, database_address
from beraad.extensions import db
from tests import postgresql

ROOT = Path(__file__).parents[2]
#: as beraad/README.md advises for two cores
WORKERS, THREADS = 2, 4
#: seconds that a process gets to start or to stop
PATIENCE = 60


@dataclass
class Site:
    """A site on one database: its settings, the application in this process, and the processes that serve it."""

    database: str
    environment: Mapping[str, str]
    app: Flask
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def instance(self) -> Path:
        return Path(self.environment["BERAAD_INSTANCE"])

    @property
    def port(self) -> int:
        return int(self.environment["BERAAD_BASE_URL"].rpartition(":")[2])

    def start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """A Python process with the settings of the site; what it says goes to `instance/processes.log`."""
        with (self.instance / "processes.log").open("ab") as log:
            command = [sys.executable, "-m", *arguments]
            process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=log, stderr=log, process_group=0
            )
        self.started.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        """The web server; returns once it answers."""
        size = ["--workers", str(WORKERS), "--threads", str(THREADS)]
        where = ["--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        process = self.start(["gunicorn", "--preload", *size, *where, "beraad.wsgi:app"])
        end = time.monotonic() + PATIENCE
        while not answers(self.port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the web server does not start; see processes.log")
            time.sleep(0.05)
        return process

    def work(self) -> subprocess.Popen[bytes]:
        """The worker."""
        return self.start(["beraad.cli", "worker"])

    def stop(self) -> None:
        """End every process that was started here."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                kill(process)
        self.started.clear()


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started at once, without a chance to finish anything."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """User and system time of a process and its children, those that ended included."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for group in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = group.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(values[2]) == process.pid:  # the number of its process group
            total += (int(values[11]) + int(values[12])) / tick
    return total


@contextmanager
def site(database: str, **settings: str) -> Iterator[Site]:
    """A site on an empty database of this kind ("sqlite" or "postgresql"); everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="beraad-site-") as folder, _address(database, folder) as address:
        environment = {
            "BERAAD_SECRET_KEY": "a secret for benchmarks alone, long enough",
            "BERAAD_DATABASE_URL": address,
            "BERAAD_INSTANCE": folder,
            "BERAAD_BASE_URL": f"http://127.0.0.1:{free_port()}",
            "BERAAD_MAIL_FROM": "beraad@voorbeeld.example",
            "BERAAD_LOG_LEVEL": "WARNING",
            **settings,
        }
        app = create_app(Config.from_environment(environment))
        made = Site(database, environment, app)
        try:
            with app.app_context():
                db.create_all()
                yield made
        finally:
            made.stop()
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


@contextmanager
def _address(database: str, folder: str) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder}/beraad.sqlite"
        return
    with postgresql.server(durable=True) as address:
        yield database_address(address, Path())
