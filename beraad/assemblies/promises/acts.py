"""Approving the participatieplan: what its page says, and what it does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import organisers
from beraad.assemblies.models import Assembly, AssemblyId, ParticipationPlan
from beraad.assemblies.promises import service


@dataclass(frozen=True)
class Approval:
    """A plan that somebody approved on a day."""

    assembly: Assembly
    plan: ParticipationPlan
    approved_by: str
    approved_on: date

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def preview_approve(approval: Approval) -> Preview:
    """What is locked. Raises PlanIncompleteError or PlanApprovedError."""
    assembly, plan = approval.assembly, approval.plan
    service.require_to_approve(assembly, plan)
    texts = {name: getattr(plan, name) for name in service.PLAN_PARTS}
    return Preview(
        title=_("Participatieplan vaststellen"),
        button=_("Stel versie %(version)d vast", version=plan.version),
        amounts=(
            Amount("version", _("Versie"), plan.version),
            Amount("room", _("Punten van de speelruimte die vast komen te liggen"), len(assembly.room)),
        ),
        happens=(
            _(
                "Vastgesteld door %(body)s op %(day)s.",
                body=approval.approved_by,
                day=format_date(approval.approved_on, "d MMMM yyyy"),
            ),
            _("De tekst en de speelruimte van nu liggen daarna vast in deze versie."),
        ),
        undo=_("Nee. U kunt wel een nieuwe versie schrijven. Deze versie blijft te lezen."),
        fixed=(
            Fixed("by", _("Wie het vaststelde"), approval.approved_by),
            Fixed("day", _("De dag"), approval.approved_on.isoformat()),
            Fixed("text", _("De tekst van het plan"), json.dumps(texts, sort_keys=True)),
            Fixed("items", _("De speelruimte"), json.dumps(service.room_of(assembly))),
        ),
    )


def _approve(approval: Approval, _form: ActForm) -> str:
    plan = service.approve_plan(approval.assembly, approval.plan, approval.approved_by, approval.approved_on)
    return str(_("Versie %(version)d is vastgesteld en ligt nu vast.", version=plan.version))


APPROVE: Act[Approval] = Act(
    key="assemblies.approve_plan",
    access=organisers,
    preview=preview_approve,
    perform=_approve,
    place=lambda approval: url_for("assemblies_plan.index", slug=approval.assembly.slug),
    row=lambda approval: approval.plan,
)
