"""What the panel hears of papers and of its questions."""

from __future__ import annotations

from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.materials.models import Document, Request, Version
from beraad.meetings.models import Meeting
from beraad.panel import audiences
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def published(document: Document, version: Version) -> None:
    """Tell the panel that a paper, or a new version of it, can be read."""
    assembly = db.session.get_one(Assembly, document.assembly_id)
    meeting = db.session.get(Meeting, document.meeting_id) if document.meeting_id is not None else None

    def words() -> Text:
        is_new = version.number == 1
        values = {"title": document.title}
        return Text(
            _("Nieuw stuk: %(title)s", **values) if is_new else _("Nieuwe versie van: %(title)s", **values),
            paragraphs(
                _("Er staat een nieuw stuk voor u klaar: %(title)s.", **values)
                if is_new
                else _("Van het stuk ‘%(title)s’ is er een nieuwe versie.", **values),
                document.summary,
                _("Wat er anders is: %(note)s", note=version.note) if version.note and not is_new else "",
                _("Het hoort bij bijeenkomst %(number)d, %(title)s.", number=meeting.number, title=meeting.title)
                if meeting
                else "",
                paragraphs(
                    _("U leest het hier:"),
                    full_address("materials_panel.read", slug=assembly.slug, document_id=document.id),
                ),
            ),
        )

    service.tell(assembly, Event(f"document-{document.id}-version-{version.number}", words), audience=audiences.PANEL)


def closed(request: Request) -> None:
    """Tell who asked a question that there is an answer, or a reasoned no."""
    if request.asked_by_id is None:
        return
    assembly = db.session.get_one(Assembly, request.assembly_id)

    def words() -> Text:
        return Text(
            _("Antwoord op uw vraag %(number)d", number=request.number),
            paragraphs(
                _("U stelde deze vraag: %(text)s", text=request.text),
                _("Dit is het antwoord:"),
                request.answer,
                _("Alle vragen en antwoorden staan hier:"),
                full_address("materials_ask.overview", slug=assembly.slug),
            ),
        )

    who = audiences.of_account(assembly.id, request.asked_by_id)
    service.tell(assembly, Event(f"request-{request.id}-closed", words), addressees=[who])
