"""Codes that no longer work: the griffie finds them, and lets them work again or makes a new one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.recruitment.sign_up import entry, return_codes
from beraad.web import edge
from beraad.web.lists import sought

views = Blueprint("recruitment_codes", __name__)
HERE = "/beheer/<slug>/werving/codes"
ONE = f"{HERE}/<any(brief,aanmelding):kind>/<int:holder_id>"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@edge.only_reads
def overview(slug: str) -> ResponseReturnValue:
    """Codes that are worn out by wrong tries, or the codes of people who are looked for."""
    words = sought.words() or sought.words_before()
    assembly = current_assembly()
    return render_template(
        "recruitment/office/codes.html",
        rows=return_codes.find(assembly, words),
        words=words,
        most=return_codes.MOST_FOUND,
        is_open=entry.is_open(assembly),
    )


@views.post(f"{ONE}/openen")
@registry_or_organiser
def reopen(slug: str, kind: str, holder_id: int) -> ResponseReturnValue:
    """Let the same code work again."""
    return_codes.reopen(return_codes.holder(current_assembly(), kind, holder_id))
    flash(_("De code werkt weer."), "success")
    sought.remember(sought.words())
    return redirect(url_for(".overview", slug=slug), 303)


@views.post(f"{ONE}/nieuw")
@registry_or_organiser
def renew(slug: str, kind: str, holder_id: int) -> ResponseReturnValue:
    """Another code, shown once."""
    holder, words = return_codes.holder(current_assembly(), kind, holder_id), sought.words()
    old = holder.selector
    code = return_codes.renew(holder)
    flash(_("De nieuwe code is %(code)s. Geef die nu door. De oude code werkt niet meer.", code=code), "success")
    sought.remember(code.selector if words.upper() in ("", old) else words)
    return redirect(url_for(".overview", slug=slug), 303)
