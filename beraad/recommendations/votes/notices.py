"""What the panel hears of votes."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import format_datetime
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.panel.audiences import PANEL
from beraad.recommendations.votes.models import VoteRound
from beraad.telling import service
from beraad.telling.composing import Text, paragraphs
from beraad.telling.service import Event
from beraad.web.places import full_address


def opened(assembly: Assembly, rounds: Sequence[VoteRound]) -> None:
    """Tell the panel at once that it can vote, and until when."""

    def words() -> Text:
        until = format_datetime(min(one.closes_at for one in rounds), "EEEE d MMMM, HH:mm")
        titles = [one.recommendation.title for one in rounds if one.recommendation]
        return Text(
            _("U kunt nu stemmen, tot %(until)s uur", until=until),
            paragraphs(
                _("Het panel stemt. De stemming sluit op %(until)s uur.", until=until),
                "\n".join(titles),
                paragraphs(
                    _("Bent u bij de bijeenkomst? Dan stemt u hier:"),
                    full_address("recommendations_votes_panel.overview", slug=assembly.slug),
                ),
            ),
        )

    service.tell(assembly, Event(f"votes-{rounds[0].id}-opened", words, is_urgent=True), audience=PANEL)
