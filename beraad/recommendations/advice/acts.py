"""Handing the advice over, and putting off the promised day: what their pages say, and what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Assembly, Role
from beraad.recommendations.advice import service
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.models import Recommendation
from beraad.recommendations.places import staff_page


@dataclass(frozen=True)
class HandingOver:
    """The advice of a burgerberaad on its way to the body that answers."""

    assembly: Assembly
    data: HandoverData


def preview_hand_over(handing_over: HandingOver) -> Preview:
    """What becomes public, and who answers by when. Raises what `service.require_to_hand_over` raises."""
    data = handing_over.data
    report = service.require_to_hand_over(handing_over.assembly, data)
    adopted, rejected = (len(report.content[name]) for name in ("adopted", "not_adopted"))
    return Preview(
        title=_("Advies overhandigen"),
        button=ngettext(
            "Leg vast dat %(num)s aanbeveling is overhandigd aan %(body)s",
            "Leg vast dat %(num)s aanbevelingen zijn overhandigd aan %(body)s",
            adopted,
            body=data.handed_over_to,
        ),
        amounts=(
            Amount("adopted", _("Aanbevelingen die openbaar worden"), adopted),
            Amount("rejected", _("Voorstellen die niet zijn aangenomen, en ook openbaar worden"), rejected),
        ),
        happens=(
            _("Iedereen kan het advies vanaf nu lezen, met de uitslag van elke stemming."),
            _(
                "%(body)s ontving het op %(day)s en antwoordt uiterlijk op %(due)s.",
                body=data.handed_over_to,
                day=format_date(data.handed_over_on, "d MMMM yyyy"),
                due=format_date(data.response_due_on, "d MMMM yyyy"),
            ),
            _("Het panel stemt daarna niet meer over het advies. Wij sturen hierover geen bericht."),
        ),
        undo=_("Nee. De dag van de reactie kan alleen later worden, met een reden die iedereen leest."),
        fixed=(
            Fixed("words", _("De tekst van het advies"), report.sha256),
            Fixed("data", _("Wat u invulde"), repr(data)),
        ),
    )


def _hand_over(handing_over: HandingOver, _form: ActForm) -> str:
    service.hand_over(handing_over.assembly, handing_over.data)
    return str(_("De overhandiging is vastgelegd. Het advies is openbaar."))


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


HAND_OVER: Act[HandingOver] = Act(
    key="recommendations.hand_over",
    access=members(Role.REGISTRY),
    preview=preview_hand_over,
    perform=_hand_over,
    place=lambda handing_over: url_for("recommendations_advice.overview", slug=handing_over.assembly.slug),
    assembly_id=lambda handing_over: handing_over.assembly.id,
    row=lambda handing_over: handing_over.assembly,
)
EXTEND: Act[Extension] = Act(
    key="recommendations.extend",
    access=members(Role.REGISTRY),
    preview=preview_extend,
    perform=_extend,
    place=lambda extension: staff_page(extension.recommendation),
    assembly_id=lambda extension: extension.recommendation.assembly_id,
    row=lambda extension: extension.recommendation,
)
