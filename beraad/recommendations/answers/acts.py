"""Publishing a response: what its page says, and what it does."""

from __future__ import annotations

import json

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Assembly, Role
from beraad.panel.audiences import PANEL
from beraad.recommendations.answers import service
from beraad.recommendations.answers.service import PUBLISH_KEY, ResponseData
from beraad.recommendations.errors import PublishedError
from beraad.recommendations.models import FormalResponse
from beraad.recommendations.places import assembly_of, staff_page
from beraad.telling import audiences
from beraad.web.places import full_address

registrars = members(Role.REGISTRY)


def _assembly(response: FormalResponse) -> Assembly:
    return assembly_of(response.recommendation)


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
    service.publish_response(response, require_account())
    return str(_("De reactie is gepubliceerd."))


PUBLISH: Act[FormalResponse] = Act(
    key=PUBLISH_KEY,
    access=registrars,
    preview=preview_publish,
    perform=_publish,
    place=lambda response: staff_page(response.recommendation),
    second=Second(
        what=lambda response: _("de reactie op aanbeveling %(number)d", number=response.recommendation.number),
        link=lambda response: full_address(
            "recommendations_answers.publish",
            slug=_assembly(response).slug,
            number=response.recommendation.number,
            version=response.version,
        ),
    ),
    assembly_id=lambda response: response.recommendation.assembly_id,
)
