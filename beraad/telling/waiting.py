"""What telling people leaves for the griffie, for the overview of the burgerberaad."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task
from beraad.telling import queries
from beraad.web.visitor import current_account_id


def tasks(assembly: Assembly, **_: object) -> list[Task]:
    """Letters, calls, people who were not reached, and drafts of a colleague. Receives `tasks_wanted`."""
    work = queries.work(assembly.id)
    waiting = (
        ("telling_lists.calls", work.calls, _l("Bel mensen die hun bericht per telefoon krijgen")),
        ("telling_lists.letters", work.letters, _l("Post de berichten op papier")),
        ("telling_lists.not_reached", work.not_reached, _l("Bereik mensen die hun bericht niet kregen")),
    )
    drafts = [
        Task(
            _l("Kijk het bericht ‘%(subject)s’ na en verstuur het", subject=draft.subject),
            url_for("telling.detail", slug=assembly.slug, message_id=draft.id),
        )
        for draft in (queries.drafts_of_others(assembly.id, current_account_id()) if work.drafts else ())
    ]
    return drafts + [Task(label, url_for(page, slug=assembly.slug)) for page, count, label in waiting if count]
