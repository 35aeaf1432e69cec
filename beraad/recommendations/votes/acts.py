"""Counting a round: what its page says, and what it does."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.recommendations.votes import closing, queries
from beraad.recommendations.votes.models import VoteRound


def preview_count(round_: VoteRound) -> Preview:
    """How many votes are counted; not what they are. Raises what `closing.require_countable` raises."""
    closing.require_countable(round_)
    turnout = queries.turnout(round_)
    return Preview(
        title=_("Stemming %(number)d sluiten en tellen", number=round_.number),
        button=_("Sluit stemming %(number)d en tel de stemmen", number=round_.number),
        amounts=(
            Amount("eligible", _("Panelleden"), turnout.eligible),
            Amount("present", _("Aanwezig"), turnout.present),
            Amount("quorum", _("Stemmen die ten minste nodig zijn"), turnout.quorum),
        ),
        happens=(
            _("Niemand kan daarna nog stemmen. De uitslag staat er meteen."),
            _("Wie wat stemde, wordt niet bewaard.") if round_.rule.is_secret else _("Het panel ziet wie wat stemde."),
            _("Wij sturen hierover geen bericht."),
        ),
        undo=_("Nee. Een vergissing herstelt u met een nieuwe stemming. De eerste uitslag blijft staan."),
    )


def _count(round_: VoteRound, _form: ActForm) -> str:
    outcome = closing.count(round_)
    return str(_("De stemmen zijn geteld. Uitslag: %(outcome)s.", outcome=outcome.label))


def staff_page(round_: VoteRound) -> str:
    """Returns the address of the round's page for those who work on it."""
    slug = db.session.get_one(Assembly, round_.assembly_id).slug
    return url_for("recommendations_votes.detail", slug=slug, number=round_.number)


COUNT: Act[VoteRound] = Act(
    key="recommendations.count",
    access=members(Role.ORGANISER, Role.REGISTRY),
    preview=preview_count,
    perform=_count,
    place=staff_page,
)
