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
from beraad.recommendations.answers import deciding, service
from beraad.recommendations.answers.deciding import CHECK_KEY
from beraad.recommendations.answers.service import PUBLISH_KEY, ResponseData
from beraad.recommendations.errors import NotDecidedError, PublishedError
from beraad.recommendations.models import FormalResponse
from beraad.recommendations.places import assembly_of, staff_page
from beraad.telling import audiences
from beraad.web.places import full_address

registrars = members(Role.REGISTRY)


def _assembly(response: FormalResponse) -> Assembly:
    return assembly_of(response.recommendation)


def preview_publish(response: FormalResponse) -> Preview:
    """What everyone reads, and who hears of it. Raises `PublishedError` or `NotDecidedError`."""
    if response.is_published:
        raise PublishedError
    if response.decided_at is None:
        raise NotDecidedError
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


def _address(response: FormalResponse, endpoint: str) -> str:
    """Returns where a colleague finds this version."""
    number, version = response.recommendation.number, response.version
    return full_address(endpoint, slug=_assembly(response).slug, number=number, version=version)


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
        link=lambda response: _address(response, "recommendations_answers.publish"),
    ),
    assembly_id=lambda response: response.recommendation.assembly_id,
)


def preview_sign(response: FormalResponse) -> Preview:
    """What is decided, as the panel will read it. Raises what `deciding.require_open` raises."""
    deciding.require_open(response)
    number = response.recommendation.number
    return Preview(
        title=_("Antwoord op advies %(number)d vaststellen", number=number),
        button=_("Stel het antwoord op advies %(number)d vast", number=number),
        amounts=(Amount("version", _("Versie van de reactie"), response.version),),
        happens=(
            _("U besluit namens %(body)s: %(decision)s.", body=response.body, decision=response.decision.label),
            _("Daarna publiceert de griffie het antwoord, zoals u het hier leest."),
        ),
        undo=_("Ja, tot het is gepubliceerd: wie de tekst wijzigt, moet haar opnieuw laten vaststellen."),
        fixed=(Fixed("words", _("De reactie"), _words(response)),),
        part="recommendations/act_part.html",
        context={"response": response},
    )


def preview_check(response: FormalResponse) -> Preview:
    """The decision beside the text. Raises what `deciding.require_recorded` raises."""
    deciding.require_recorded(response)
    number = response.recommendation.number
    return Preview(
        title=_("Besluit over advies %(number)d nakijken", number=number),
        button=_("Het besluit over advies %(number)d klopt", number=number),
        amounts=(Amount("version", _("Versie van de reactie"), response.version),),
        happens=(
            _(
                "%(body)s besloot op %(day)s, besluit %(number)s. Het stuk: %(address)s",
                body=response.body,
                day=format_date(response.decided_on, "d MMMM yyyy"),
                number=response.decision_number,
                address=response.document_url,
            ),
            _("Open het stuk. Kijk of nummer, dag en tekst kloppen. Daarna publiceert de griffie het antwoord."),
        ),
        undo=_("Ja, tot het is gepubliceerd: wie de tekst wijzigt, moet het besluit opnieuw laten nakijken."),
        fixed=(
            Fixed("words", _("De reactie"), _words(response)),
            Fixed("number", _("Het besluit"), response.decision_number),
        ),
        part="recommendations/act_part.html",
        context={"response": response},
    )


def _sign(response: FormalResponse, _form: ActForm) -> str:
    deciding.sign(response, require_account())
    return str(_("Het antwoord is vastgesteld. De griffie kan het publiceren."))


def _check(response: FormalResponse, _form: ActForm) -> str:
    deciding.check_decision(response, require_account())
    return str(_("Het besluit is nagekeken. De griffie kan het antwoord publiceren."))


SIGN: Act[FormalResponse] = Act(
    key="recommendations.sign_response",
    access=members(Role.EXECUTIVE),
    preview=preview_sign,
    perform=_sign,
    place=lambda response: staff_page(response.recommendation),
    assembly_id=lambda response: response.recommendation.assembly_id,
)

CHECK: Act[FormalResponse] = Act(
    key=CHECK_KEY,
    access=registrars,
    preview=preview_check,
    perform=_check,
    place=lambda response: staff_page(response.recommendation),
    second=Second(
        what=lambda response: _("het besluit over aanbeveling %(number)d", number=response.recommendation.number),
        link=lambda response: _address(response, "recommendations_answers.check"),
        maker=lambda response: response.recorded_by_id,
    ),
    assembly_id=lambda response: response.recommendation.assembly_id,
)
