"""Codes that no longer work: the griffie finds them, and lets them work again or makes a new one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.office import lists
from beraad.recruitment.sign_up import entry, return_codes
from beraad.web.lists import asked, sought
from beraad.web.lists.asked import Asked
from beraad.web.lists.views import answer, list_page

views = Blueprint("recruitment_codes", __name__)
HERE = "/beheer/<slug>/werving/codes"
ONE = f"{HERE}/<any(brief,aanmelding):kind>/<int:holder_id>"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """Codes that are worn out by wrong tries, or the codes of people who are looked for."""
    assembly = current_assembly()
    return answer(lists.codes(assembly), "recruitment/office/codes.html", is_open=entry.is_open(assembly))


@views.post(f"{ONE}/openen")
@registry_or_organiser
def reopen(slug: str, kind: str, holder_id: int) -> ResponseReturnValue:
    """Let the same code work again."""
    return_codes.reopen(return_codes.holder(current_assembly(), kind, holder_id))
    flash(_("De code werkt weer."), "success")
    return _found_again(sought.words())


@views.post(f"{ONE}/nieuw")
@registry_or_organiser
def renew(slug: str, kind: str, holder_id: int) -> ResponseReturnValue:
    """Another code: of a letter shown once, of a sign-up on a page of its own."""
    holder, words = return_codes.holder(current_assembly(), kind, holder_id), sought.words()
    old = holder.selector
    code = return_codes.renew(holder)
    if kind == return_codes.SIGN_UP:
        return_codes.keep(RegistrationId(holder_id), code)
        flash(_("Dit is de nieuwe code. De oude code werkt niet meer."), "success")
        return redirect(url_for("recruitment.code", slug=slug, registration_id=holder_id), 303)
    flash(_("De nieuwe code is %(code)s. Geef die nu door. De oude code werkt niet meer.", code=code), "success")
    return _found_again(code.selector if words.upper() in ("", old) else words)


def _found_again(words: str) -> ResponseReturnValue:
    """Redirects to the list, searched for the same."""
    listing = lists.codes(current_assembly())
    asked.remember(listing, words)
    return redirect(asked.address(listing, Asked(words=words)), 303)
