"""The acts of weight on a recommendation and its response: what their pages say, and what they do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.panel.audiences import PANEL
from beraad.recommendations import queries, responses, service
from beraad.recommendations.errors import PublishedError
from beraad.recommendations.models import FormalResponse, Recommendation
from beraad.recommendations.responses import PUBLISH_KEY, ResponseData
from beraad.telling import audiences
from beraad.web.places import full_address

registrars = members(Role.REGISTRY)


def _assembly(response: FormalResponse) -> Assembly:
    return db.session.get_one(Assembly, response.recommendation.assembly_id)


def preview_publish(response: FormalResponse) -> Preview:
    """What everyone reads, and who hears of it. Raises `PublishedError`."""
    if response.is_published:
        raise PublishedError
    panel = audiences.find(_assembly(response), PANEL)
    hears = panel.count() if panel else 0
    return Preview(
        title=_("Reactie op aanbeveling %(number)d publiceren", number=response.recommendation.number),
        button=_("Publiceer de reactie en laat het %(number)s panelleden weten", number=hears),
        amounts=(
            Amount("panel", _("Panelleden die bericht krijgen"), hears, drifts=True),
            Amount("version", _("Versie van de reactie"), response.version),
        ),
        happens=(
            _("Iedereen kan de reactie daarna lezen op de openbare pagina."),
            _(
                "%(body)s besloot op %(day)s: %(decision)s.",
                body=response.body,
                day=format_date(response.decided_on, "d MMMM yyyy"),
                decision=str(response.decision.label).lower(),
            ),
        ),
        undo=_("Nee. U kunt een nieuwe versie publiceren. Deze versie blijft te lezen."),
        fixed=(Fixed("words", _("De reactie"), _words(response)),),
        part="recommendations/act_part.html",
        context={"response": response},
    )


def _words(response: FormalResponse) -> str:
    fields = {name: getattr(response, name) for name in ResponseData.__dataclass_fields__}
    return json.dumps(fields, sort_keys=True, default=str)


def _publish(response: FormalResponse, _form: ActForm) -> str:
    responses.publish_response(response, require_account())
    return str(_("De reactie is gepubliceerd."))


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


def _place(recommendation: Recommendation) -> str:
    assembly = db.session.get_one(Assembly, recommendation.assembly_id)
    return url_for("recommendations.detail", slug=assembly.slug, number=recommendation.number)


PUBLISH: Act[FormalResponse] = Act(
    key=PUBLISH_KEY,
    access=registrars,
    preview=preview_publish,
    perform=_publish,
    place=lambda response: _place(response.recommendation),
    second=Second(
        what=lambda response: _("de reactie op aanbeveling %(number)d", number=response.recommendation.number),
        link=lambda response: full_address(
            "recommendations_follow_up.publish",
            slug=_assembly(response).slug,
            number=response.recommendation.number,
            version=response.version,
        ),
    ),
    assembly_id=lambda response: response.recommendation.assembly_id,
)
WITHDRAW: Act[Withdrawal] = Act(
    key="recommendations.withdraw",
    access=members(Role.ORGANISER, Role.REGISTRY),
    preview=preview_withdraw,
    perform=_withdraw,
    place=lambda withdrawal: _place(withdrawal.recommendation),
    assembly_id=lambda withdrawal: withdrawal.recommendation.assembly_id,
    row=lambda withdrawal: withdrawal.recommendation,
)
EXTEND: Act[Extension] = Act(
    key="recommendations.extend",
    access=registrars,
    preview=preview_extend,
    perform=_extend,
    place=lambda extension: _place(extension.recommendation),
    assembly_id=lambda extension: extension.recommendation.assembly_id,
    row=lambda extension: extension.recommendation,
)
ACTS = (PUBLISH, WITHDRAW, EXTEND)
