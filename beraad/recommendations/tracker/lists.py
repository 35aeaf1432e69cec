"""The list of recommendations, as everyone, the panel and the staff see it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from beraad.recommendations.statuses import Decision, Execution, Standing
from beraad.recommendations.tracker.queries import TrackerRow
from beraad.web.lists.declared import Column, Listing, choices, words_of, yes_no


def recommendations(rows: Sequence[TrackerRow], endpoint: str, *, is_public: bool = False) -> Listing[TrackerRow]:
    """The recommendations by number, on the page `endpoint`."""
    decisions = [decision for decision in Decision if any(_decided(row) is decision for row in rows)]
    standings = [standing for standing in Standing if any(row.standing is standing for row in rows)]
    executions = [execution for execution in Execution if any(row.execution is execution for row in rows)]
    themes = sorted({row.theme for row in rows if row.theme})
    return Listing(
        endpoint=endpoint,
        name="aanbevelingen",
        rows=rows,
        usual_label=_l("Op nummer"),
        columns=[
            Column("nummer", _l("Nr."), lambda row: row.number, is_figure=True),
            Column("titel", _l("Aanbeveling"), lambda row: row.title),
            Column("besluit", _l("Besluit"), lambda row: _decided(row) or row.standing),
            Column("uitvoering", _l("Uitvoering"), lambda row: row.execution),
            Column("nieuws", _l("Laatste nieuws"), lambda row: row.last_update_on),
            Column("reactie", _l("Reactie toegezegd voor"), lambda row: row.due_on, is_shown=False),
            Column("gepubliceerd", _l("Antwoord gepubliceerd op"), lambda row: row.published_on, is_shown=False),
            Column("telaat", _l("Dagen te laat"), lambda row: row.days_late, is_figure=True, is_shown=False),
            Column("reden", _l("Reden"), lambda row: row.reason, is_shown=False),
        ],
        filters=[
            *words_of("thema", _l("Thema"), themes, lambda row: row.theme),
            choices("besluit", _l("Besluit"), decisions, lambda decision: lambda row: _decided(row) is decision),
            choices("stand", _l("Stand"), standings, lambda standing: lambda row: row.standing is standing),
            choices("uitvoering", _l("Uitvoering"), executions, lambda how: lambda row: row.execution is how),
            yes_no("laat", _l("Termijn voorbij"), lambda row: row.days_late > 0, lambda row: not row.days_late),
        ],
        search=lambda row: (row.number, row.title, row.theme, row.addressee, row.reason, row.last_update),
        search_label=_l("woorden in de aanbeveling of de reactie"),
        empty=_l("Er zijn nog geen aanbevelingen."),
        is_public=is_public,
    )


def _decided(row: TrackerRow) -> Decision | None:
    """What was decided; None for what waits, and for what needs no answer."""
    return row.decision if row.standing.is_answered else None
