"""One's own account: where one is signed in, and the password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts import passwords, queries, sessions
from beraad.accounts.access import require_account, signed_in
from beraad.accounts.forms import PasswordForm
from beraad.web import edge, forms

views = Blueprint("accounts_own", __name__)


@views.get("/account")
@signed_in
def own() -> ResponseReturnValue:
    """My details and the browsers in which I am signed in."""
    account = require_account()
    return render_template("accounts/own.html", own=account, sessions=queries.sessions(account))


@views.post("/account/overal-uitloggen")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End all my sessions, this one too."""
    sessions.sign_out_everywhere(require_account())
    sessions.sign_out()
    flash(_("U bent overal uitgelogd."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


@views.route("/account/wachtwoord", methods=["GET", "POST"])
@signed_in
@edge.reads_first
def password() -> ResponseReturnValue:
    """Choose a new password."""
    account = require_account()
    form = PasswordForm(account)
    if not form.validate_on_submit():
        return forms.page("accounts/password.html", form)
    kept = passwords.hashed(form.new.data or "")
    edge.start_writing()
    sessions.set_password(account, kept)
    flash(_("Uw wachtwoord is gewijzigd. In andere browsers bent u uitgelogd."), "success")
    return redirect(url_for("accounts_own.own"), 303)
