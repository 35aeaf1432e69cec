"""Asking the people who could fill the empty seats: what its page says, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Done, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import today
from beraad.panel import acts as panel_acts
from beraad.panel.errors import DateNeededError
from beraad.panel.replacement import service
from beraad.panel.replacement.service import Proposal


@dataclass(frozen=True)
class Replacing:
    """The proposal with this `mark`, and the day by which its people answer."""

    assembly: Assembly
    mark: str
    answer_by: date
    #: whether others than the reserves were asked for
    everyone: bool

    @cached_property
    def proposal(self) -> Proposal:
        """Computed when it is first asked for: after the lock of the act. Raises `SeatTakenError` or `PanelError`."""
        return service.marked(self.assembly, self.mark, self.everyone)

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def preview_replace(replacing: Replacing) -> Preview:
    """Who is asked, and what it does with the quotas. Raises `DateNeededError`, `SeatTakenError` or `PanelError`."""
    if replacing.answer_by < today():
        raise DateNeededError
    proposal = replacing.proposal
    asked = len(proposal.seats)
    return Preview(
        title=_("Vervangers vragen"),
        button=ngettext("Vraag %(num)s vervanger", "Vraag %(num)s vervangers", asked),
        amounts=(
            Amount("asked", _("Vervangers die u vraagt"), asked),
            Amount("missed", _("Streefcijfers die dan niet passen"), sum(not one.fits for one in proposal.effects)),
        ),
        happens=(
            _("Ieder krijgt een lege zetel aangeboden, met een eigen link om ja of nee te zeggen."),
            _("Antwoorden kan tot en met %(day)s.", day=format_date(replacing.answer_by, "d MMMM yyyy")),
            _("Wie die zetel had, kan er niet meer in terug."),
        ),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(
            Fixed("who", _("Om wie het gaat"), proposal.mark),
            Fixed("day", _("De laatste dag"), replacing.answer_by.isoformat()),
        ),
    )


def _replace(replacing: Replacing, _form: ActForm) -> Done:
    offered = service.offer(replacing.assembly, replacing.proposal, replacing.answer_by)
    said = ngettext("%(num)s vervanger is gevraagd.", "%(num)s vervangers zijn gevraagd.", len(offered))
    return Done(said, panel_acts.place(replacing.assembly))


REPLACE: Act[Replacing] = Act(
    key="panel.replace",
    access=registry_or_organiser,
    preview=preview_replace,
    perform=_replace,
    place=lambda replacing: url_for(
        "panel.replacement", slug=replacing.assembly.slug, iedereen=int(replacing.everyone) or None
    ),
    row=lambda replacing: replacing.assembly,
)
