"""Commands: `beraad respondents import` and `beraad respondents export`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.office import respondents, service
from beraad.web import edge
from beraad.web.documents.tables import write_csv

commands = AppGroup("respondents", help="People who signed up: take them in from a file, write them to one.")


@commands.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "id_column", help="The id column; else unique_id, nationbuilder_id, id, else the first.")
@with_appcontext
def import_file(slug: str, file: Path, id_column: str | None) -> None:
    """Merge FILE (CSV or XLSX) into the burgerberaad SLUG by id: known people are changed, nobody is removed."""
    with edge.unit_of_change():
        assembly = _assembly(slug)
        done = service.merge(assembly, respondents.prepare(assembly, file, id_column=id_column))
    click.echo(f"{len(done.added)} added, {len(done.changed)} changed, {done.same} as they were")


@commands.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_file(slug: str, file: Path) -> None:
    """Write everyone who is signed up for the burgerberaad SLUG to FILE, as CSV that is safe for spreadsheets."""
    header, rows = respondents.table(_assembly(slug))
    file.write_bytes(write_csv(header, rows))
    click.echo(f"{len(rows)} people written to {file}")


def _assembly(slug: str) -> Assembly:
    assembly: Assembly | None = db.session.scalar(select(Assembly).where(Assembly.slug == slug))
    if assembly is None:
        raise click.BadParameter(f"there is no burgerberaad {slug!r}; see: beraad assembly list", param_hint="SLUG")
    return assembly
