"""What the griffie and the panel hear of the answers to recommendations."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.panel.audiences import PANEL
from beraad.recommendations.models import FormalResponse
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def published(response: FormalResponse) -> None:
    """Tell the panel what became of its recommendation."""
    recommendation = response.recommendation
    assembly = db.session.get_one(Assembly, recommendation.assembly_id)

    def words() -> Text:
        values = {"number": recommendation.number, "title": recommendation.title}
        return Text(
            _("Antwoord op aanbeveling %(number)d", number=recommendation.number),
            paragraphs(
                _("Er is een antwoord op aanbeveling %(number)d van het panel: %(title)s.", **values),
                _(
                    "%(body)s besloot op %(day)s: %(decision)s.",
                    body=response.body,
                    day=format_date(response.decided_on, "d MMMM yyyy"),
                    decision=str(response.decision.label).lower(),
                ),
                response.reason,
                paragraphs(
                    _("U leest het hele antwoord hier:"),
                    full_address("recommendations_panel.detail", slug=assembly.slug, number=recommendation.number),
                ),
            ),
        )

    service.tell(assembly, Event(f"response-{response.id}-published", words), audience=PANEL)
