"""What the council hears of the work."""

from __future__ import annotations

from flask_babel import gettext as _

from beraad.assemblies.models import Role
from beraad.recommendations.models import Update
from beraad.recommendations.places import assembly_of
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def stopped(update: Update) -> None:
    """Tell the council that the work on a recommendation was stopped, and by whom."""
    recommendation = update.recommendation
    assembly = assembly_of(recommendation)

    def words() -> Text:
        return Text(
            _("De uitvoering van aanbeveling %(number)d is gestopt", number=recommendation.number),
            paragraphs(
                _("%(body)s stopte de uitvoering van: %(title)s.", body=update.body, title=recommendation.title),
                update.text,
                full_address("recommendations.detail", slug=assembly.slug, number=recommendation.number),
            ),
        )

    event = Event(f"update-{update.id}-stopped", words)
    service.tell(assembly, event, audience=f"rol-{Role.COUNCILLOR.value}")
