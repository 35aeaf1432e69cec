"""Signing in with a password or with a link, and signing out."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts import jobs, passwords, service, sessions, tries
from beraad.accounts.errors import TooManyTriesError, WrongPasswordError
from beraad.accounts.forms import LinkForm, SignInForm
from beraad.web import access, edge, forms
from beraad.web.places import local_path

views = Blueprint("accounts", __name__)
HOME = "/mijn"
MINUTES = service.LINK_LASTS // timedelta(minutes=1)


@views.route("/inloggen", methods=["GET", "POST"])
@access.holder
@edge.reads_first
def sign_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    form = SignInForm(terug=request.args.get("terug", HOME))
    if not form.validate_on_submit():
        return forms.page("accounts/sign_in.html", form)
    account = sessions.with_password(form.email.data or "", form.password.data or "")
    if account is None:
        form.refuse(WrongPasswordError())
        return forms.page("accounts/sign_in.html", form)
    sessions.sign_in(account, "password")
    return redirect(local_path(form.terug.data or "", HOME), 303)


@views.post("/uitloggen")
@access.holder
def sign_out() -> ResponseReturnValue:
    """Sign out in this browser."""
    sessions.sign_out()
    flash(_("U bent uitgelogd."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


@views.route("/inloggen/link", methods=["GET", "POST"])
@access.holder
def ask_for_link() -> ResponseReturnValue:
    """Ask for a link by mail; the answer is the same for every address."""
    form = LinkForm(terug=request.args.get("terug", HOME))
    if not form.validate_on_submit():
        return forms.page("accounts/ask_for_link.html", form)
    tries.count("link of client", tries.client(), passwords.MOST_LINKS_OF_CLIENT)
    if _may_get_another(email := form.email.data or ""):
        jobs.ask_for_link(email, local_path(form.terug.data or "", HOME))
    return redirect(url_for("accounts.link_asked"), 303)


def _may_get_another(email: str) -> bool:
    """Whether another link goes to this address; if not, nobody sees it, and its owner has those of just now."""
    try:
        tries.count("link", email, passwords.MOST_LINKS)
    except TooManyTriesError:
        return False
    return True


@views.get("/inloggen/link/gevraagd")
@access.holder
def link_asked() -> ResponseReturnValue:
    """What happens after asking for a link."""
    return render_template("accounts/link_asked.html", minutes=MINUTES)


@views.get("/inloggen/link/<token>")
@access.holder
def link(token: str) -> ResponseReturnValue:
    """A button to sign in with; looking at this page, as mail programs do, uses nothing up."""
    usable = service.usable_link(token)
    if usable is None:
        return unusable()
    return render_template("accounts/link.html", name=usable.account.name if usable.reusable else None)


@views.post("/inloggen/link/<token>")
@access.holder
def use_link(token: str) -> ResponseReturnValue:
    """Sign in with the link."""
    used = service.use_magic_link(token)
    if used is None:
        return unusable()
    account, target = used
    sessions.sign_in(account, "link")
    return redirect(local_path(target, HOME), 303)


def unusable() -> ResponseReturnValue:
    """Returns one page for links that are unknown, used or expired: it does not say which."""
    return render_template("accounts/link_unusable.html"), 404
