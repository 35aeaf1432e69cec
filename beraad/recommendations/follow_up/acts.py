"""Confirming that something is done: what its page says, and what it does."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import members
from beraad.assemblies.models import Role
from beraad.recommendations.follow_up import service
from beraad.recommendations.models import Update
from beraad.recommendations.places import staff_page


def preview_confirm(update: Update) -> Preview:
    """What was reported, and the evidence. Raises what `service.require_to_confirm` raises."""
    service.require_to_confirm(update, require_account().id)
    return Preview(
        title=_("Bevestigen dat aanbeveling %(number)d is uitgevoerd", number=update.recommendation.number),
        button=_("Bevestig dat aanbeveling %(number)d is uitgevoerd", number=update.recommendation.number),
        amounts=(Amount("evidence", _("Stukken bewijs"), len(update.evidence)),),
        happens=(
            _("Op %(day)s werd gemeld: %(text)s", day=format_date(update.happened_on, "d MMMM yyyy"), text=update.text),
            _("Iedereen leest daarna dat dit is uitgevoerd, en kan het bewijs openen."),
        ),
        undo=_("Nee. Blijkt later dat het niet klaar is? Dan wordt het weer ‘in uitvoering’, met een reden."),
        fixed=(Fixed("evidence", _("Het bewijs"), " ".join(item.file_sha256 for item in update.evidence)),),
        part="recommendations/follow_up/evidence.html",
        context={"reported": update},
    )


def _confirm(update: Update, _form: ActForm) -> str:
    service.confirm_done(update, require_account())
    return str(_("Bevestigd. Iedereen leest nu dat dit is uitgevoerd."))


CONFIRM: Act[Update] = Act(
    key="recommendations.confirm_done",
    access=members(Role.REGISTRY),
    preview=preview_confirm,
    perform=_confirm,
    place=lambda update: staff_page(update.recommendation),
    assembly_id=lambda update: update.recommendation.assembly_id,
)
