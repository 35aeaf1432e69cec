"""The private page of a person who signed up: their chance in plain words, and the proof that they took part."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.lottery.draw import queries
from beraad.lottery.draw.views import show as show_draw
from beraad.lottery.own import notices
from beraad.lottery.own import queries as own
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up import visitors
from beraad.web import refusals
from beraad.web.access import holder
from beraad.web.documents.downloads import JSON, attachment

views = Blueprint("lottery_own", __name__)


def _person(token: str) -> Registration:
    return own.person_of(token) or abort(404)


@views.get("/aanmelden/mijn-kans")
@holder
def from_sign_up() -> ResponseReturnValue:
    """Redirect from a sign-up, opened with code and year of birth, to the private page of that person."""
    _code, person = visitors.recognised()
    return redirect(url_for("lottery_own.show", token=own.token(person)), 303)


@views.get("/mijn-kans/<token>")
@holder
def show(token: str) -> ResponseReturnValue:
    """Their own chance and the proof."""
    person = _person(token)
    place = own.place_of(person)
    answers = own.answers(place) if place.proof else []
    return render_template(
        "lottery/own/own.html", title=person.assembly.title, place=place, answers=answers, token=token
    )


@views.get("/mijn-kans/<token>/bewijs.json")
@holder
def proof(token: str) -> ResponseReturnValue:
    """The proof as a file, to check with other software."""
    proof = own.place_of(_person(token)).proof or abort(404)
    return attachment(json.dumps(asdict(proof), indent=1, ensure_ascii=False) + "\n", "bewijs.json", JSON)


@views.post("/beheer/<slug>/loting/<int:number>/bericht")
@registry_or_organiser
@refusals.shown_on(show_draw)
def notify(slug: str, number: int) -> ResponseReturnValue:
    """Prepare the message that tells everyone where their own page is; a colleague looks it over and sends it."""
    draw = queries.draw(current_assembly().id, number)
    message = notices.prepare(draw, require_account())
    return redirect(url_for("telling.detail", slug=slug, message_id=message.id), 303)
