"""Keeping accounts, for administrators."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts import lists, queries, service
from beraad.accounts.access import administrator, require_account
from beraad.accounts.errors import AccountBlockedError, OwnAccountError
from beraad.accounts.forms import AccountForm
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page
from beraad.web.visitor import AccountId

views = Blueprint("accounts_manage", __name__)
#: a link that an administrator sends works longer than one that somebody asks for
SENT_LINK_LASTS = timedelta(days=3)


@views.route("/accounts", methods=["GET", "POST"])
@administrator
@list_page
def overview() -> ResponseReturnValue:
    """All accounts."""
    return answer(lists.accounts(), "accounts/overview.html")


@views.route("/accounts/nieuw", methods=["GET", "POST"])
@administrator
def create() -> ResponseReturnValue:
    """Make an account, and mail its owner a link to sign in with."""
    form = AccountForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            account = service.create_account(form.values())
            service.send_magic_link(account, valid_for=SENT_LINK_LASTS)
            flash(_("Het account is gemaakt. Er is een inloglink gemaild."), "success")
            return _back(account.id)
    return forms.page("accounts/edit.html", form, edited=None)


@views.get("/accounts/<int:account_id>")
@administrator
def detail(account_id: AccountId) -> ResponseReturnValue:
    """One account."""
    account = queries.account(account_id)
    return render_template("accounts/detail.html", shown=account, is_own=account is require_account())


@views.route("/accounts/<int:account_id>/wijzigen", methods=["GET", "POST"])
@administrator
def edit(account_id: AccountId) -> ResponseReturnValue:
    """Change an account."""
    account = queries.account(account_id)
    form = AccountForm(obj=account).edits(account)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_account(account, form.values())
            flash(_("Het account is gewijzigd."), "success")
            return _back(account_id)
    return forms.page("accounts/edit.html", form, edited=account)


@views.post("/accounts/<int:account_id>/blokkeren")
@administrator
@refusals.shown_on(detail)
def block(account_id: AccountId) -> ResponseReturnValue:
    """Block an account; it is signed out at once."""
    account = queries.account(account_id)
    if account is require_account():
        raise OwnAccountError
    service.block(account)
    flash(_("Het account is geblokkeerd."), "success")
    return _back(account_id)


@views.post("/accounts/<int:account_id>/deblokkeren")
@administrator
def unblock(account_id: AccountId) -> ResponseReturnValue:
    """Let an account sign in again."""
    service.unblock(queries.account(account_id))
    flash(_("Het account kan weer inloggen."), "success")
    return _back(account_id)


@views.post("/accounts/<int:account_id>/inloglink")
@administrator
@refusals.shown_on(detail)
def send_link(account_id: AccountId) -> ResponseReturnValue:
    """Mail a link to sign in with."""
    account = queries.account(account_id)
    if not account.is_active:
        raise AccountBlockedError
    service.send_magic_link(account, valid_for=SENT_LINK_LASTS)
    flash(_("Er is een inloglink gemaild."), "success")
    return _back(account_id)


def _back(account_id: AccountId) -> ResponseReturnValue:
    return redirect(url_for("accounts_manage.detail", account_id=account_id), 303)
