"""The command `beraad audit verify`: has anybody changed the log?"""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from beraad import orm
from beraad.audit import service
from beraad.audit.models import AuditEvent
from beraad.extensions import db

commands = AppGroup("audit", help="Check the log.")


@commands.command("verify")
def verify() -> None:
    """Recompute the chain of events. Exit status 1 and the number of the first event that does not fit it."""
    with orm.reading():
        broken = service.first_broken_event()
        count = db.session.scalar(select(func.count(AuditEvent.id))) or 0
        newest = db.session.scalar(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1))
    if broken is not None:
        click.echo(f"The log has been changed: event {broken} does not fit the events before it, or is missing.")
        sys.exit(1)
    click.echo(f"The log is whole: {count} events, newest hash {newest or service.FIRST}.")
