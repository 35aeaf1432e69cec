"""Publishing and withdrawing a document: what their pages say, and what they do."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies import access
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.materials import service
from beraad.materials.models import Document
from beraad.panel.audiences import PANEL
from beraad.telling import audiences

editors = access.members(Role.ADMINISTRATOR, Role.REGISTRY, Role.ORGANISER, Role.OFFICIAL)


def _assembly(document: Document) -> Assembly:
    return db.session.get_one(Assembly, document.assembly_id)


def preview_publish(document: Document) -> Preview:
    """Who reads it, and who hears of it. Raises `NothingToPublishError`."""
    version = service.to_publish(document)
    panel = audiences.find(_assembly(document), PANEL)
    hears = panel.count() if panel and not version.published_at else 0  # nobody hears of one version twice
    return Preview(
        title=_("Publiceren: %(title)s", title=document.title),
        button=ngettext(
            "Publiceer en laat het %(num)s panellid weten", "Publiceer en laat het %(num)s panelleden weten", hears
        ),
        amounts=(
            Amount("panel", _("Panelleden die bericht krijgen"), hears),
            Amount("version", _("Versie"), version.number),
        ),
        happens=(_("Lezers zien daarna deze versie: %(readers)s.", readers=document.readers.label),),
        undo=_("Ja, u kunt het stuk intrekken. Wat iemand las of kreeg, blijft gelezen."),
        fixed=(
            Fixed("title", _("De titel"), document.title),
            Fixed("readers", _("De lezers"), document.readers.value),
            Fixed("text", _("De tekst"), version.text or ""),
            Fixed("file", _("Het bestand"), str(version.file_sha256 or "")),
        ),
    )


def _publish(document: Document, _form: ActForm) -> str:
    service.publish(document)
    return str(_("Lezers zien nu de laatste versie."))


def preview_withdraw(document: Document) -> Preview:
    """Who reads it no more. Raises `NothingToWithdrawError`."""
    version = service.to_withdraw(document)
    panel = audiences.find(_assembly(document), PANEL)
    readers = panel.count() if panel else 0
    return Preview(
        title=_("Intrekken: %(title)s", title=document.title),
        button=ngettext("Trek het stuk in voor %(num)s panellid", "Trek het stuk in voor %(num)s panelleden", readers),
        amounts=(
            Amount("panel", _("Panelleden die het niet meer lezen"), readers),
            Amount("version", _("Versie die lezers nu zien"), version.number),
        ),
        happens=(
            _("Wie het nu leest, ziet het daarna niet meer: %(readers)s.", readers=document.readers.label),
            _("Wij sturen hierover geen bericht. De versies blijven bewaard."),
        ),
        undo=_("Ja. Publiceer de laatste versie opnieuw. Wat iemand las of kreeg, blijft gelezen."),
        fixed=(
            Fixed("title", _("De titel"), document.title),
            Fixed("readers", _("De lezers"), document.readers.value),
        ),
    )


def _withdraw(document: Document, _form: ActForm) -> str:
    service.withdraw(document)
    return str(_("Lezers zien dit stuk niet meer. De versies zijn bewaard."))


def _place(document: Document) -> str:
    return url_for("materials.detail", slug=_assembly(document).slug, document_id=document.id)


PUBLISH: Act[Document] = Act(
    key="materials.publish",
    access=editors,
    preview=preview_publish,
    perform=_publish,
    place=_place,
)
WITHDRAW: Act[Document] = Act(
    key="materials.withdraw", access=editors, preview=preview_withdraw, perform=_withdraw, place=_place
)
ACTS = (PUBLISH, WITHDRAW)
