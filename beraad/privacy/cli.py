"""The command `beraad privacy run`: carry out the terms now, or see what that would delete."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from beraad import orm
from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from beraad.privacy import retention
from beraad.web import edge

commands = AppGroup("privacy", help="Terms after which personal data are deleted.")


@commands.command("run")
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
def run(dry_run: bool) -> None:
    """Delete what is due today. The worker does the same once a day by itself."""
    day = today()
    with orm.reading():
        assembly_ids = retention.assembly_ids()
        for assembly_id in assembly_ids:
            _print_due(db.session.get_one(Assembly, assembly_id))
        db.session.rollback()
    if dry_run:
        return
    for assembly_id in assembly_ids:
        with edge.unit_of_change():
            retention.carry_out(assembly_id, day, edge.commit)
    with edge.unit_of_change():
        retention.carry_out_for_site(day, edge.commit)
    click.echo("Done; the pages of each burgerberaad show the certificates.")


def _print_due(assembly: Assembly) -> None:
    due = {row.deadline.kind.value: row.due for row in retention.outlook(assembly, today()) if row.due}
    listed = ", ".join(f"{kind}: {number}" for kind, number in due.items())
    click.echo(f"{assembly.slug}: {listed or 'nothing is due'}")
