"""Registers the job that sends mail."""

from __future__ import annotations

from flask import Flask

from beraad.jobs import service as jobs
from beraad.mail.jobs import send
from beraad.mail.service import SEND


def init_app(app: Flask) -> None:
    jobs.register(app, SEND, send)
