"""Entering a phase, and showing or hiding the page: what their pages say, and what they do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies import queries, service
from beraad.assemblies.access import organisers
from beraad.assemblies.models import Assembly, AssemblyId, Phase


@dataclass(frozen=True)
class PhaseMove:
    """Another phase for a burgerberaad; `despite` says why, if something is missing."""

    assembly: Assembly
    phase: Phase
    despite: str

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def place(assembly: Assembly) -> str:
    """Address of the overview."""
    return url_for("desk.overview", slug=assembly.slug)


def preview_move(move: PhaseMove) -> Preview:
    """What another phase means. Raises what `service.move_phase` raises."""
    assembly, gaps = move.assembly, service.require_gaps_known(move.assembly, move.phase, move.despite)
    people = len(queries.people(assembly))
    return Preview(
        title=_("Naar de fase %(phase)s", phase=move.phase.label),
        button=ngettext(
            "Ga naar %(phase)s, voor %(num)s medewerker",
            "Ga naar %(phase)s, voor %(num)s medewerkers",
            people,
            phase=move.phase.label,
        ),
        amounts=(
            Amount("staff", _("Mensen die aan dit burgerberaad werken"), people),
            Amount("gaps", _("Wat nog ontbreekt"), len(gaps)),
        ),
        happens=(
            _("De fase is nu: %(phase)s.", phase=assembly.phase.label),
            _sign_up_words(assembly.phase, move.phase),
            *(str(gap.label) for gap in gaps),
            *((_("Waarom u toch doorgaat: %(reason)s", reason=move.despite),) if gaps else ()),
        ),
        undo=_("Ja. U kunt de vorige fase weer kiezen. Wie zich intussen aanmeldde, blijft aangemeld."),
        fixed=(
            Fixed("left", _("De fase van nu"), assembly.phase.value),
            Fixed("entered", _("De nieuwe fase"), move.phase.value),
            Fixed("missing", _("Wat nog ontbreekt"), " ".join(gap.value for gap in gaps)),
            Fixed("despite", _("Waarom u toch doorgaat"), move.despite),
        ),
    )


def _sign_up_words(left: Phase, entered: Phase) -> str:
    if left is Phase.RECRUITMENT is not entered:
        return str(_("Niemand kan zich daarna nog aanmelden, ook niet met een code uit een brief."))
    if entered is Phase.RECRUITMENT:
        return str(_("Mensen kunnen zich daarna aanmelden op de dagen die daarvoor zijn ingevuld."))
    return str(_("Aan het aanmelden verandert niets."))


def _move(move: PhaseMove, _form: ActForm) -> str:
    service.move_phase(move.assembly, move.phase, move.despite)
    return str(_("De fase is nu: %(phase)s.", phase=move.assembly.phase.label))


def preview_publication(assembly: Assembly) -> Preview:
    """Who sees the page. Raises `NotPublishableError` or `PageStandsError`."""
    if assembly.is_public:
        service.require_to_hide(assembly)
        title, happens = _("Niet meer openbaar maken"), _("Daarna zien alleen de mensen met een rol de pagina nog.")
        undo = _("Ja. U kunt de pagina weer openbaar maken.")
    else:
        service.require_publishable(assembly)
        title, happens = _("Openbaar maken"), _("Daarna kan iedereen de pagina van dit burgerberaad zien.")
        undo = _("Ja, maar wat iemand zag, blijft gezien. De naam in het webadres ligt na nu vast.")
    people = len(queries.people(assembly))
    return Preview(
        title=title,
        button=title,
        amounts=(
            Amount("staff", _("Mensen met een rol, die de pagina altijd zien"), people),
            Amount("phase", _("Fase"), list(Phase).index(assembly.phase) + 1, text=str(assembly.phase.label)),
        ),
        happens=(happens,),
        undo=undo,
        fixed=(
            Fixed("public", _("Of de pagina openbaar is"), str(assembly.is_public)),
            Fixed("question", _("De vraag"), assembly.question),
        ),
    )


def _publication(assembly: Assembly, _form: ActForm) -> str:
    service.withdraw_from_public(assembly) if assembly.is_public else service.publish(assembly)
    return str(_("De pagina is openbaar.") if assembly.is_public else _("De pagina is niet meer openbaar."))


MOVE: Act[PhaseMove] = Act(
    key="assemblies.move_phase",
    access=organisers,
    preview=preview_move,
    perform=_move,
    place=lambda move: place(move.assembly),
    row=lambda move: move.assembly,
)
PUBLICATION: Act[Assembly] = Act(
    key="assemblies.publication",
    access=organisers,
    preview=preview_publication,
    perform=_publication,
    place=place,
    assembly_id=lambda assembly: assembly.id,
)
ACTS = (MOVE, PUBLICATION)
