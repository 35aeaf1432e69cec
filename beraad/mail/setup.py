"""Registers the job that sends mail, and the page on which NotifyNL tells how it fared."""

from __future__ import annotations

from flask import Flask

from beraad.extensions import csrf
from beraad.jobs import service as jobs
from beraad.jobs.registry import FIRST, LAST
from beraad.mail import cli, views, words
from beraad.mail.jobs import given_up, send
from beraad.mail.service import SEND, SEND_BULK, SEND_FIRST
from beraad.web import refusals


def init_app(app: Flask) -> None:
    for kind, priority in ((SEND_FIRST, FIRST), (SEND, 0), (SEND_BULK, LAST)):
        jobs.register(app, kind, send, given_up, priority)
    app.register_blueprint(views.views)
    refusals.register(app, words.SENTENCES)
    app.cli.add_command(cli.commands)
    csrf.exempt(views.report)  # called by a machine that shows a token of its own, without any cookie
