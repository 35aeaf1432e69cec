"""The work that telling people leaves for the griffie: letters, calls, and people who were not reached."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.audit import service as audit
from beraad.telling import queries, service
from beraad.telling.lists import declared
from beraad.telling.models import BundleId
from beraad.telling.ways import ContactBy
from beraad.web import refusals
from beraad.web.documents.tables import csv_file
from beraad.web.lists.views import answer, list_page

views = Blueprint("telling_lists", __name__, url_prefix="/beheer/<slug>/berichten")


@views.route("/bellen", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def calls(slug: str) -> ResponseReturnValue:
    """The people to call, with what to say."""
    return answer(declared.calls(current_assembly()), "telling/calls.html")


@views.route("/posten", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def letters(slug: str) -> ResponseReturnValue:
    """The letters to post."""
    return answer(declared.letters(current_assembly()), "telling/letters.html")


@views.route("/niet-bereikt", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def not_reached(slug: str) -> ResponseReturnValue:
    """The people who can't be reached, and those whom mail did not reach."""
    return answer(declared.not_reached(current_assembly()), "telling/not_reached.html")


@views.post("/post.csv")
@registry_or_organiser
def post_file(slug: str) -> ResponseReturnValue:
    """The letters that still have to be posted, one row each, with the text filled in: for mail merge.

    A POST, because the log says who took it.
    """
    assembly = current_assembly()
    to_post = queries.tasks(queries.still_to_do(assembly.id, ContactBy.POST))
    audit.record("telling.post_fetched", assembly, assembly_id=assembly.id, people=len(to_post))
    reference = pgettext("reference", "Kenmerk")
    header = [reference, _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode"), _("Woonplaats"), _("Tekst")]
    rows = [[task.person.reference, task.person.name, *task.person.envelope, task.text.body] for task in to_post]
    return csv_file(header, rows, f"post-{slug}.csv")


@views.post("/gedaan/<int:bundle_id>")
@registry_or_organiser
@refusals.shown_on(lambda slug, **_ids: calls(slug=slug))
def done(slug: str, bundle_id: BundleId) -> ResponseReturnValue:
    """Tick a letter or a call off."""
    assembly = current_assembly()
    bundle = service.tick_off(assembly, queries.bundle(assembly, bundle_id))
    return redirect(url_for(".letters" if bundle.way is ContactBy.POST else ".calls", slug=slug), 303)


@views.post("/op-de-lijst/<int:bundle_id>")
@registry_or_organiser
@refusals.shown_on(lambda slug, **_ids: not_reached(slug=slug))
def by_hand(slug: str, bundle_id: BundleId) -> ResponseReturnValue:
    """Bring to somebody by letter or telephone what did not reach them."""
    assembly = current_assembly()
    bundle = service.put_on_list(assembly, queries.bundle(assembly, bundle_id))
    words = (
        _("Deze persoon staat nu op de lijst voor de post.")
        if bundle.way is ContactBy.POST
        else _("Deze persoon staat nu op de bellijst.")
    )
    flash(words, "success")
    return redirect(url_for(".not_reached", slug=slug), 303)
