"""The acts of weight of a draw: what their pages say, and what they do."""

from __future__ import annotations

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly
from beraad.lottery.draw import service
from beraad.lottery.models import Draw
from beraad.recruitment.office import duplicates
from beraad.web.places import full_address

#: occurs in `draw.service`, which proposes it
FREEZE_KEY = service.FREEZE_KEY


def place(draw: Draw) -> str:
    """Address of the page of the draw."""
    return url_for("lottery.show", slug=draw.assembly.slug, number=draw.number)


def _title(draw: Draw) -> str:
    return str(_("de loting van %(title)s", title=draw.assembly.title))


def _doubles(assembly: Assembly) -> int:
    return len(duplicates.pairs(assembly.id))


def preview_freeze(draw: Draw) -> Preview:
    """What is fixed when a colleague freezes the pool."""
    assembly = draw.assembly
    closes = assembly.sign_up_closes
    return Preview(
        title=_("De lijst van de loting bevriezen"),
        button=ngettext("Bevries de lijst van %(num)s persoon", "Bevries de lijst van %(num)s mensen", draw.people),
        amounts=(
            Amount("people", _("Mensen in de lijst"), draw.people),
            Amount("seats", _("Zetels"), draw.seats),
            Amount("doubles", _("Mogelijk dubbele aanmeldingen, nog niet bekeken"), _doubles(assembly), drifts=True),
        ),
        happens=(
            _("De lijst van mensen, de streefcijfers en de regel liggen daarna vast."),
            _("Wie zich later aanmeldt, loot niet mee."),
            _("De fase is nu: %(phase)s.", phase=assembly.phase.label),
            _("Aanmelden kan tot en met %(day)s.", day=format_date(closes, "long"))
            if closes
            else _("Er is geen dag ingevuld waarop het aanmelden sluit."),
        ),
        undo=_("Nee. U kunt de loting wel intrekken, met een reden die in het register blijft staan."),
        fixed=(
            Fixed("list", _("De lijst, de streefcijfers en de regel"), draw.snapshot_sha256),
            Fixed("disclosure", _("Wie het bestand met antwoorden krijgt"), draw.disclosure.value),
        ),
    )


def _freeze(draw: Draw, _form: ActForm) -> str:
    service.approve(draw, require_account())
    return str(_("De loting is bevroren."))


FREEZE: Act[Draw] = Act(
    key=FREEZE_KEY,
    access=registry_or_organiser,
    preview=preview_freeze,
    perform=_freeze,
    place=place,
    second=Second(
        what=_title,
        link=lambda draw: full_address("lottery.approve", slug=draw.assembly.slug, number=draw.number),
        is_urgent=True,
    ),
)
ACTS = (FREEZE,)
