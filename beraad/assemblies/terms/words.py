"""The sentences for what is refused about terms, and how long they are."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.assemblies.terms import errors
from beraad.assemblies.terms.models import TermKind
from beraad.web.refusals import Refusal, Words


def _contradicted(error: errors.TermContradictedError) -> str:
    day = format_date(error.day, "d MMMM yyyy")
    return str(
        _("De opdrachtgever heeft een reactie beloofd op uiterlijk %(day)s. Kies die dag of een eerdere.", day=day)
    )


def length(kind: TermKind, amount: int) -> str:
    """How long it takes, as people say it."""
    if kind.months:
        return str(ngettext("%(num)s maand na de overhandiging", "%(num)s maanden na de overhandiging", amount))
    return str(ngettext("%(num)s week na de overhandiging", "%(num)s weken na de overhandiging", amount))


SENTENCES: Mapping[type[Refusal], Words] = {
    errors.TermContradictedError: _contradicted,
    errors.TermNotLaterError: _l("Kies een dag na de dag die er nu staat."),
    errors.TermMetError: _l("Dit is al gedaan."),
}
