"""Withdrawing a recommendation: what its page says, and what it does."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Role
from beraad.recommendations import queries
from beraad.recommendations.models import Recommendation
from beraad.recommendations.places import staff_page
from beraad.recommendations.votes import service


@dataclass(frozen=True)
class Withdrawal:
    """A recommendation that the panel takes back, and why."""

    recommendation: Recommendation
    reason: str


def preview_withdraw(withdrawal: Withdrawal) -> Preview:
    """What the panel gives up. Raises NotAdoptedError or AnsweredError."""
    recommendation = withdrawal.recommendation
    service.require_to_withdraw(recommendation)
    standing = queries.standing(recommendation.assembly_id)
    drafts = len(recommendation.responses)
    return Preview(
        title=_("Aanbeveling intrekken"),
        button=_("Trek aanbeveling %(number)d in", number=recommendation.number),
        amounts=(
            Amount("now", _("Aanbevelingen die er nu zijn"), standing, drifts=True),
            Amount("then", _("Aanbevelingen die er straks nog zijn"), standing - 1, drifts=True),
            Amount("drafts", _("Conceptreacties die niemand meer kan publiceren"), drafts),
        ),
        happens=(
            _("Iedereen ziet dat het panel ‘%(title)s’ introk, met uw reden.", title=recommendation.title),
            _("Er komt geen reactie meer. Wij sturen hierover geen bericht."),
            _("Uw reden: %(reason)s", reason=withdrawal.reason),
        ),
        undo=_("Nee. De aanbeveling blijft als ingetrokken te lezen."),
        fixed=(
            Fixed("reason", _("De reden"), withdrawal.reason),
            Fixed("title", _("De titel"), recommendation.title),
        ),
    )


def _withdraw(withdrawal: Withdrawal, _form: ActForm) -> str:
    service.withdraw(withdrawal.recommendation, withdrawal.reason)
    return str(_("De aanbeveling is ingetrokken."))


WITHDRAW: Act[Withdrawal] = Act(
    key="recommendations.withdraw",
    access=members(Role.ORGANISER, Role.REGISTRY),
    preview=preview_withdraw,
    perform=_withdraw,
    place=lambda withdrawal: staff_page(withdrawal.recommendation),
    assembly_id=lambda withdrawal: withdrawal.recommendation.assembly_id,
    row=lambda withdrawal: withdrawal.recommendation,
)
