"""`beraad worker`."""

from __future__ import annotations

import os

import click
from flask import current_app
from flask.cli import with_appcontext

from beraad.jobs import worker

#: niceness of the worker, so that pages come first
NICENESS = 10


@click.command("worker")
@click.option("--threads", default=2, show_default=True, help="How many jobs may be worked on at the same time.")
@with_appcontext
def worker_command(threads: int) -> None:
    """Do the jobs that pages ask for: computing a lottery, making letters, sending mail. Stops neatly on SIGTERM."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(NICENESS)
    worker.run(current_app._get_current_object(), threads)  # type: ignore[attr-defined]
