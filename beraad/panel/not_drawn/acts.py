"""Telling who was not drawn: what its page says, and what it does."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly
from beraad.panel import notices
from beraad.panel.acts import place
from beraad.panel.not_drawn import service
from beraad.telling import queries
from beraad.web.places import full_address


def preview_tell(assembly: Assembly) -> Preview:
    """Whom it reaches, how, and with which words. Raises as `service.audience_to_tell` does."""
    found = queries.preview(assembly, service.audience_to_tell(assembly), is_urgent=True)
    text = notices.not_drawn(assembly)
    return Preview(
        title=_("Laat weten wie niet is ingeloot"),
        button=ngettext(
            "Laat het %(num)s mens weten",
            "Laat het %(num)s mensen weten",
            found.people,
        ),
        amounts=(
            Amount("people", _("Mensen die het krijgen"), found.people),
            *(
                Amount(f"by-{way.value if way else 'none'}", str(way.label) if way else _("Niet te bereiken"), number)
                for way, number in found.by_way.items()
            ),
        ),
        happens=(
            _("Ieder krijgt het op de eigen manier. Brieven en telefoontjes komen op uw lijst."),
            _("Niemand krijgt dit bericht twee keer."),
        ),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(Fixed("subject", _("Het onderwerp"), text.subject), Fixed("body", _("De tekst"), text.body)),
        part="panel/not_drawn_text.html",
        context={"text": text},
    )


def _tell(assembly: Assembly, _form: ActForm) -> str:
    people = service.tell(assembly)
    return str(ngettext("Het bericht gaat naar %(num)s mens.", "Het bericht gaat naar %(num)s mensen.", people))


TELL: Act[Assembly] = Act(
    key="panel.tell_not_drawn",
    access=registry_or_organiser,
    preview=preview_tell,
    perform=_tell,
    place=place,
    assembly_id=lambda assembly: assembly.id,
    second=Second(
        what=lambda assembly: _("het bericht aan wie niet is ingeloot voor %(title)s", title=assembly.title),
        link=lambda assembly: full_address("panel.tell_not_drawn", slug=assembly.slug),
    ),
)
