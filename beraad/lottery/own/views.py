"""The private page of a person who signed up: their chance in plain words, and the proof that they took part."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import Blueprint, abort, redirect, render_template, session, url_for
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


#: key in the cookie under which the secret of an address waits
COOKIE_KEY = "own_chance"


def _person() -> Registration | None:
    return own.person_of(str(session.get(COOKIE_KEY, "")))


@views.get("/aanmelden/mijn-kans")
@holder
def from_sign_up() -> ResponseReturnValue:
    """Redirect from a sign-up, opened with code and year of birth, to the private page of that person."""
    _code, person = visitors.recognised()
    session[COOKIE_KEY] = own.token(person)
    return redirect(url_for(".show"), 303)


@views.get("/mijn-kans/<token>")
@holder
def come_in(token: str) -> ResponseReturnValue:
    """Keep the secret in the cookie and go on at an address without it, which stays in no history."""
    if own.person_of(token) is None:
        abort(404)
    session[COOKIE_KEY] = token
    return redirect(url_for(".show"), 303)


@views.get("/mijn-kans")
@holder
def show() -> ResponseReturnValue:
    """Their own chance and the proof."""
    person = _person()
    if person is None:
        return redirect(url_for("recruitment_public.code"), 303)
    place = own.place_of(person)
    answers = own.answers(place) if place.proof else []
    return render_template("lottery/own/own.html", title=person.assembly.title, place=place, answers=answers)


@views.get("/mijn-kans/bewijs.json")
@holder
def proof() -> ResponseReturnValue:
    """The proof as a file, to check with other software."""
    person = _person()
    if person is None:
        return redirect(url_for("recruitment_public.code"), 303)
    found = own.place_of(person).proof or abort(404)
    return attachment(json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n", "bewijs.json", JSON)


@views.post("/beheer/<slug>/loting/<int:number>/bericht")
@registry_or_organiser
@refusals.shown_on(show_draw)
def notify(slug: str, number: int) -> ResponseReturnValue:
    """Prepare the message that tells everyone where their own page is; a colleague looks it over and sends it."""
    draw = queries.draw(current_assembly().id, number)
    message = notices.prepare(draw, require_account())
    return redirect(url_for("telling.detail", slug=slug, message_id=message.id), 303)
