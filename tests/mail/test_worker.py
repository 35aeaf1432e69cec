"""The command `beraad worker`, as a process of its own, sends what a web process put in the outbox."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from beraad.extensions import db
from beraad.mail import service
from beraad.web import edge
from tests.jobs.counting_worker import application

ROOT = Path(__file__).parents[2]


def test_the_worker_command_sends_mail_and_stops_on_request(app: Flask, tmp_path: Path) -> None:
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    web = application(address, tmp_path)
    with web.app_context():
        with edge.unit_of_change():
            service.queue("inwoner@voorbeeld.example", "Uw aanmelding", "tekst\n", "opdracht-1")
        db.session.remove()
        db.engine.dispose()
    settings = {
        "BERAAD_SECRET_KEY": web.config["SECRET_KEY"],
        "BERAAD_DATABASE_URL": address,
        "BERAAD_INSTANCE": str(tmp_path),
    }
    command = [sys.executable, "-m", "beraad.cli", "worker", "--threads", "1"]
    worker = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + 60
        while not (tmp_path / "outbox" / "opdracht-1.eml").exists():
            assert worker.poll() is None, "the worker ended by itself"
            assert time.monotonic() < end, "waited too long for the mail"
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert b"inwoner@" not in log
