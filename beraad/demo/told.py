"""Messages of the demonstration: one to a panel that went, and one that waits for a colleague."""

from __future__ import annotations

from beraad.assemblies.models import Assembly, Role
from beraad.demo.staff import Team
from beraad.panel.audiences import PANEL
from beraad.telling import service
from beraad.telling.service import MessageData
from beraad.web import edge


def make(team: Team, assembly: Assembly) -> None:
    """A message to the panel of `assembly` that was sent, and a draft to those who were not drawn."""
    with edge.unit_of_change():
        sent = service.write(assembly, MessageData(PANEL, "Zo staat het met uw advies", SENT))
        sent.written_by_id = team[Role.ORGANISER].id
        service.send(sent)
    with edge.unit_of_change():
        draft = service.write(assembly, MessageData("niet-geloot", "U bent niet geloot", DRAFT))
        draft.written_by_id = team[Role.ORGANISER].id


SENT = """\
De gemeente werkt aan de aanbevelingen van het panel. Op de pagina van {burgerberaad} leest u van elke aanbeveling wat \
ermee gebeurt.

Over twee maanden schrijven wij u weer."""

DRAFT = """\
U meldde zich aan voor {burgerberaad}. Dank u wel daarvoor. U bent niet geloot. Er waren meer aanmeldingen dan plaatsen.

U kunt het burgerberaad wel volgen: alle stukken en de uitkomst zijn openbaar. Uw gegevens wissen wij na de termijn \
die bij uw aanmelding stond."""
