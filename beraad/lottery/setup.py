"""Registers the pages, menu entries and jobs of the lottery."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import draw_stands
from beraad.lottery import cli, ticket_numbers, words
from beraad.lottery.check import views as views_check
from beraad.lottery.consequences import jobs as consequences_jobs
from beraad.lottery.consequences import views as views_consequences
from beraad.lottery.draw import acts as draw_acts
from beraad.lottery.draw import jobs, views, views_files, views_public, views_steps
from beraad.lottery.draw import queries as draws
from beraad.lottery.larger import jobs as larger_jobs
from beraad.lottery.larger import views as views_larger
from beraad.lottery.own import notices
from beraad.lottery.own import views as views_own
from beraad.lottery.quotas import views as views_quotas
from beraad.lottery.quotas import views_pairs, views_population
from beraad.telling import placeholders
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (
    *(views, views_steps, views_files, views_public),
    *(views_quotas, views_pairs, views_population, views_consequences, views_larger, views_own, views_check),
)


def does_draw_stand(assembly: Assembly, **_values: object) -> bool:
    """Answers to `draw_stands`: the list is fixed, or the draw was held."""
    draw = draws.real_draw(assembly.id)
    return draw is not None and not draw.state.is_proposed


def init_app(app: Flask) -> None:
    for blueprint in dict.fromkeys(module.views for module in PAGES):
        app.register_blueprint(blueprint)
    refusals.register(app, words.SENTENCES)
    registry.register(app, *draw_acts.ACTS)
    draw_stands.connect(does_draw_stand)
    app.jinja_env.globals["ticket_numbers"] = ticket_numbers
    app.jinja_env.filters["ticket_number"] = ticket_numbers.written
    jobs.init_app(app)
    consequences_jobs.init_app(app)
    larger_jobs.init_app(app)
    placeholders.register(app, "{eigen-pagina}", notices.page_of)
    app.cli.add_command(cli.commands)
    app.cli.add_command(cli.draw_command)
    app.cli.add_command(cli.drand)
    navigation.add(
        app,
        Entry("staff", _l("Loting"), "lottery.overview", 40),
        Entry("public", _l("Loting"), "lottery_public.show", 40),
        Entry("sign_up", _l("Uw kans in de loting, en het bewijs dat u meedeed"), "lottery_own.from_sign_up", 40),
    )
