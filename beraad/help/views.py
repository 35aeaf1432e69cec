"""The help pages, the statements that the law asks for, and what machines look for."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from beraad.config import Config
from beraad.help import pages
from beraad.orm import now
from beraad.web.access import public
from beraad.web.i18n import language

views = Blueprint("help", __name__)

#: after this the file has to be fetched again (RFC 9116 asks for less than a year)
SECURITY_TXT_LASTS = timedelta(days=180)
#: addresses that lead to nothing for a search engine
NOT_FOR_ROBOTS = ("/aanmelden", "/beheer", "/mijn", "/panel")


@views.get("/help")
@public
def index() -> ResponseReturnValue:
    """The guides."""
    return render_template("help/index.html", guides=pages.guides(language()))


@views.get("/help/<name>")
@public
def page(name: str) -> ResponseReturnValue:
    """One guide."""
    if name not in pages.GUIDES:
        abort(404)
    return _show(name)


@views.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """The privacy statement."""
    return _show("privacy")


@views.get("/toegankelijkheid")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return _show("toegankelijkheid")


@views.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    """Where to report a weakness (RFC 9116)."""
    config: Config = current_app.config["BERAAD"]
    expires = (now() + SECURITY_TXT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{config.contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {config.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@views.get("/robots.txt")
@public
def robots_txt() -> ResponseReturnValue:
    """What search engines may visit."""
    closed = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
    return Response(f"User-agent: *\n{closed}", mimetype="text/plain")


def _show(name: str) -> ResponseReturnValue:
    config: Config = current_app.config["BERAAD"]
    shown = pages.read(name, language())
    text = shown.text.replace("{contact}", config.contact)
    return render_template("help/page.html", page=shown, text=text, is_guide=name in pages.GUIDES)
