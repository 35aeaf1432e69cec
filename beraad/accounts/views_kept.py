"""A form that was sent when the visit had ended: the page that keeps it, signing in there, and sending it on."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest

from beraad import orm
from beraad.accounts import kept, sessions
from beraad.accounts.access import current_account
from beraad.accounts.errors import OtherAccountError, WrongPasswordError
from beraad.accounts.forms import SignInForm
from beraad.accounts.kept import KeptForm
from beraad.web import access, edge, errors, forms
from beraad.web.sending import lost

views = Blueprint("accounts_kept", __name__)


@views.post("/inloggen/verder")
@access.holder
@edge.reads_first
def go_on() -> ResponseReturnValue:
    """Sign in where the form was kept, or go on after having signed in elsewhere."""
    found = kept.opened(request.form.get(kept.FIELD, ""))
    if found is None:
        return redirect(url_for("accounts.sign_in"), 303)
    if _is_mine(found):
        return _send_on(found)
    form = SignInForm()
    if not form.validate_on_submit():
        return _ask(found, form)
    account = sessions.with_password(form.email.data or "", form.password.data or "")
    if account is None:
        form.refuse(WrongPasswordError())
        return _ask(found, form)
    if account.id != found.account_id:
        form.refuse(OtherAccountError())
        return _ask(found, form)
    sessions.sign_in(account, "password")
    return _send_on(found)


def without_visit() -> None:
    """Show the page that keeps what was sent, if it can be kept; otherwise return."""
    found = kept.received()
    if found is not None:
        abort(_ended(found))


def wrong_token(error: CSRFError) -> ResponseReturnValue:
    """The page for a form from before somebody signed in or out in this browser: what was sent is not lost."""
    if request.endpoint == "accounts_kept.go_on":
        found = kept.opened(request.form.get(kept.FIELD, ""))
    else:
        found = kept.received()
    with orm.reading():
        if found is None:
            return _lost(error)
        if _is_mine(found):
            return _send_on(found)
        return _ended(found)


def _lost(error: CSRFError) -> ResponseReturnValue:
    """The page with what was sent, to copy; the usual page of an error if it may not be shown."""
    typed = None if request.endpoint in kept.NEVER else lost.received()
    if typed is None:
        return errors.show(BadRequest(error.description))
    return render_template("errors/lost.html", lost=typed), 400


def _ended(found: KeptForm) -> Response:
    response = current_app.make_response(_ask(found, SignInForm(formdata=None)))
    response.status_code = 401
    return response


def _is_mine(form: KeptForm) -> bool:
    account = current_account()
    return account is not None and account.id == form.account_id


def _ask(found: KeptForm, form: SignInForm) -> ResponseReturnValue:
    return forms.page("accounts/kept.html", form, kept=found, sealed=kept.sealed(found))


def _send_on(found: KeptForm) -> ResponseReturnValue:
    g.pop("csrf_token", None)  # made for the cookie from before the sign-in
    return forms.page("accounts/send_on.html", SignInForm(formdata=None), kept=found)
