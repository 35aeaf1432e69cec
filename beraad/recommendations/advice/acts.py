"""Putting off the promised day: what its page says, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Role
from beraad.recommendations.advice import service
from beraad.recommendations.models import Recommendation
from beraad.recommendations.places import staff_page


@dataclass(frozen=True)
class Extension:
    """A later day for the response, and why."""

    recommendation: Recommendation
    extended_to: date
    reason: str


def preview_extend(extension: Extension) -> Preview:
    """How much later it gets. Raises NotAdoptedError or DatesOutOfOrderError."""
    recommendation = extension.recommendation
    due_on = service.require_later(recommendation, extension.extended_to)
    days = (extension.extended_to - due_on).days
    return Preview(
        title=_("Termijn verlengen"),
        button=ngettext("Stel de reactie %(num)s dag uit", "Stel de reactie %(num)s dagen uit", days),
        amounts=(Amount("days", _("Dagen uitstel"), days),),
        happens=(
            _(
                "De reactie op aanbeveling %(number)d komt uiterlijk op %(after)s in plaats van %(before)s.",
                number=recommendation.number,
                after=format_date(extension.extended_to, "d MMMM yyyy"),
                before=format_date(due_on, "d MMMM yyyy"),
            ),
            _("Iedereen kan de nieuwe dag en uw reden lezen. Wij sturen hierover geen bericht."),
            _("Uw reden: %(reason)s", reason=extension.reason),
        ),
        undo=_("Nee. De dag kan alleen nog later worden, met een nieuwe reden."),
        fixed=(
            Fixed("reason", _("De reden"), extension.reason),
            Fixed("day", _("De nieuwe dag"), extension.extended_to.isoformat()),
        ),
    )


def _extend(extension: Extension, _form: ActForm) -> str:
    service.extend_deadline(extension.recommendation, extension.extended_to, extension.reason)
    return str(_("De nieuwe dag is vastgelegd. Iedereen kan de reden lezen."))


EXTEND: Act[Extension] = Act(
    key="recommendations.extend",
    access=members(Role.REGISTRY),
    preview=preview_extend,
    perform=_extend,
    place=lambda extension: staff_page(extension.recommendation),
    assembly_id=lambda extension: extension.recommendation.assembly_id,
    row=lambda extension: extension.recommendation,
)
