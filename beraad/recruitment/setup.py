"""Registers the pages, jobs and menu entries of recruitment."""

from __future__ import annotations

from flask import Flask

from beraad.jobs import service as jobs
from beraad.recruitment import cli, printing, samples, views_public, waves


def init_app(app: Flask) -> None:
    app.register_blueprint(views_public.views)
    jobs.register(app, samples.JOB, samples.work)
    jobs.register(app, waves.JOB, waves.work)
    jobs.register(app, printing.JOB, printing.work)
    app.cli.add_command(cli.commands)
