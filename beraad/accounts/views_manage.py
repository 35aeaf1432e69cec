"""Keeping accounts, for administrators."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts import queries, service
from beraad.accounts.access import administrator, require_account
from beraad.accounts.errors import AddressTakenError, LastAdministratorError
from beraad.accounts.forms import AccountForm, SearchForm
from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.web import edge, forms, paging

views = Blueprint("accounts_manage", __name__)
#: a link that an administrator sends works longer than one that somebody asks for
SENT_LINK_LASTS = timedelta(days=3)


def find(number: int) -> Account:
    """The account with this number, or 404."""
    return db.session.get(Account, number) or abort(404)


@views.route("/accounts", methods=["GET", "POST"])
@administrator
@edge.only_reads
def overview() -> ResponseReturnValue:
    """All accounts, a page at a time."""
    search = paging.sought()
    form = SearchForm(formdata=None, data={paging.SEARCH: search})
    found = queries.accounts(search, paging.asked())
    return render_template("accounts/overview.html", search_form=form, search=search, page=found)


@views.route("/accounts/nieuw", methods=["GET", "POST"])
@administrator
def create() -> ResponseReturnValue:
    """Make an account, and mail its owner a link to sign in with."""
    form = AccountForm()
    if form.validate_on_submit():
        try:
            account = service.create_account(
                form.email.data or "", form.name.data or "", is_administrator=form.is_administrator.data
            )
        except AddressTakenError:
            forms.refuse(form.email, _("Er is al een account met dit e-mailadres"))
        else:
            service.send_magic_link(account, valid_for=SENT_LINK_LASTS)
            flash(_("Het account is gemaakt. Er is een inloglink gemaild."), "success")
            return redirect(url_for("accounts_manage.detail", number=account.id), 303)
    return forms.page("accounts/edit.html", form, edited=None)


@views.get("/accounts/<int:number>")
@administrator
def detail(number: int) -> ResponseReturnValue:
    """One account."""
    return render_template("accounts/detail.html", shown=find(number), is_own=find(number) is require_account())


@views.route("/accounts/<int:number>/wijzigen", methods=["GET", "POST"])
@administrator
def edit(number: int) -> ResponseReturnValue:
    """Change an account."""
    account = find(number)
    form = AccountForm(obj=account)
    if form.validate_on_submit():
        try:
            service.change_account(
                account,
                email=form.email.data or "",
                name=form.name.data or "",
                is_administrator=form.is_administrator.data,
            )
        except AddressTakenError:
            forms.refuse(form.email, _("Er is al een account met dit e-mailadres"))
        except LastAdministratorError:
            forms.refuse(form.is_administrator, _("Dit is de laatste beheerder. Maak eerst iemand anders beheerder."))
        else:
            flash(_("Het account is gewijzigd."), "success")
            return redirect(url_for("accounts_manage.detail", number=number), 303)
    return forms.page("accounts/edit.html", form, edited=account)


@views.post("/accounts/<int:number>/blokkeren")
@administrator
def block(number: int) -> ResponseReturnValue:
    """Block an account; it is signed out at once."""
    account = find(number)
    if account is require_account():
        flash(_("U kunt uw eigen account niet blokkeren."), "error")
    else:
        service.block(account)
        flash(_("Het account is geblokkeerd."), "success")
    return redirect(url_for("accounts_manage.detail", number=number), 303)


@views.post("/accounts/<int:number>/deblokkeren")
@administrator
def unblock(number: int) -> ResponseReturnValue:
    """Let an account sign in again."""
    service.unblock(find(number))
    flash(_("Het account kan weer inloggen."), "success")
    return redirect(url_for("accounts_manage.detail", number=number), 303)


@views.post("/accounts/<int:number>/inloglink")
@administrator
def send_link(number: int) -> ResponseReturnValue:
    """Mail a link to sign in with."""
    account = find(number)
    if not account.is_active:
        flash(_("Dit account is geblokkeerd. Er is geen inloglink gemaild."), "error")
    else:
        service.send_magic_link(account, valid_for=SENT_LINK_LASTS)
        flash(_("Er is een inloglink gemaild."), "success")
    return redirect(url_for("accounts_manage.detail", number=number), 303)
