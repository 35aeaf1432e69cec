"""Reminding panellists of what they did not answer: what its page says, and what it does."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.acts.act import Act, Amount, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly
from beraad.panel import acts as panel_acts
from beraad.panel.needs import completeness


def preview_remind(assembly: Assembly) -> Preview:
    """Who hears once more, and who has to be called."""
    seats = completeness.to_remind(assembly)
    return Preview(
        title=_("Herinneren wie nog iets moet invullen"),
        button=ngettext("Herinner %(num)s panellid", "Herinner %(num)s panelleden", len(seats)),
        amounts=(
            Amount("reminded", _("Panelleden die u herinnert"), len(seats)),
            Amount("by_hand", _("Van hen belt of schrijft u zelf"), len(seats) - panel_acts.mailed(seats)),
        ),
        happens=(_("Wie vandaag al een herinnering kreeg, krijgt er geen tweede."),),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(panel_acts.who(seats),),
    )


def _remind(assembly: Assembly, _form: ActForm) -> str:
    reminded = completeness.remind(assembly)
    return str(ngettext("%(num)s herinnering gaat op weg.", "%(num)s herinneringen gaan op weg.", reminded))


REMIND: Act[Assembly] = Act(
    key="panel.remind_needs",
    access=registry_or_organiser,
    preview=preview_remind,
    perform=_remind,
    place=lambda assembly: url_for("panel_needs.overview", slug=assembly.slug),
    assembly_id=lambda assembly: assembly.id,
)
