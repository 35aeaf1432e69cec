"""Commands `beraad assembly create` and `beraad assembly list`."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from beraad.assemblies import queries, service
from beraad.assemblies.service import AssemblyData
from beraad.web import edge

commands = AppGroup("assembly", help="Burgerberaden: make one, list them.")


@commands.command("create")
@click.option("--title", required=True, help="Its title.")
@click.option("--seats", required=True, type=click.IntRange(1), help="How many people the panel gets.")
@click.option("--slug", help="Its name in addresses; made from the title when left out.")
@click.option("--question", default="", help="The question that the panel is asked.")
@click.option("--summary", default="", help="A few sentences for the public page.")
@click.option("--commissioner", default="", help="Who asks for the advice and answers it.")
@click.option("--organiser", default="", help="Who carries it out.")
@with_appcontext
def create(**answers: Any) -> None:
    """Make a burgerberaad and print its slug."""
    with edge.unit_of_change():
        assembly = service.create_assembly(AssemblyData(**answers))
        made_slug = assembly.slug
    click.echo(made_slug)


@commands.command("list")
@with_appcontext
def list_all() -> None:
    """List the burgerberaden: slug, phase, seats, title; a tab between them."""
    for row in queries.all_assemblies():
        click.echo("\t".join((row.slug, row.phase.value, str(row.seats), row.title)))
