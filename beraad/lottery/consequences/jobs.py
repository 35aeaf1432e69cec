"""The job that computes what quotas and rule mean for chances."""

from __future__ import annotations

from flask import Flask

from beraad.jobs import service as jobs
from beraad.lottery.consequences import service


def init_app(app: Flask) -> None:
    jobs.register(app, service.JOB, service.work)
