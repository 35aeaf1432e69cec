"""Changing what was promised: what its page says, and what it does."""

from __future__ import annotations

import json

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import deciders
from beraad.assemblies.promises import changing, topics
from beraad.assemblies.promises.models import PromiseChange, Topic
from beraad.assemblies.signals import people_promised
from beraad.web.places import full_address


def preview_change(change: PromiseChange) -> Preview:
    """What was promised, and what it becomes. Raises ChangeSettledError or ReasonMissingError."""
    changing.require_to_make(change)
    before = {topic.value: topics.values_of(change.assembly, topic) for topic in change.topics}
    told = people_promised(change.assembly)
    return Preview(
        title=_("Wijzigen wat is beloofd"),
        button=ngettext("Voer %(num)s wijziging door", "Voer %(num)s wijzigingen door", len(change.topics)),
        amounts=(
            Amount("topics", _("Onderdelen die veranderen"), len(change.topics)),
            Amount("told", _("Mensen die zich aanmeldden en bericht krijgen"), told, drifts=True),
        ),
        happens=_what_happens(change),
        undo=_("Nee. Wat er eerst stond, blijft voor iedereen te lezen. U kunt wel opnieuw wijzigen."),
        fixed=(
            Fixed("before", _("Wat er nu staat"), json.dumps(before, sort_keys=True)),
            Fixed("after", _("Wat er komt te staan"), json.dumps(change.values, sort_keys=True)),
            Fixed("reason", _("De reden"), change.reason),
            Fixed("decision", _("Het besluit"), f"{change.body}|{change.document}|{change.decided_on}"),
        ),
        part="assemblies/promises/change_part.html",
        context={"sides": sides(change)},
    )


def sides(change: PromiseChange) -> list[tuple[Topic, topics.Lines, topics.Lines]]:
    """Returns each topic with what it says now and what it becomes."""
    return [
        (
            topic,
            topics.lines_of(topic, topics.values_of(change.assembly, topic)),
            topics.lines_of(topic, change.values[topic.value]),
        )
        for topic in change.topics
    ]


def _what_happens(change: PromiseChange) -> tuple[str, ...]:
    said = [_("De reden die iedereen leest: %(reason)s", reason=change.reason)]
    if change.body and change.decided_on:
        day = format_date(change.decided_on, "d MMMM yyyy")
        said.append(
            _("Besloten door %(body)s op %(day)s: %(document)s.", body=change.body, day=day, document=change.document)
        )
    if changing.binds_a_body(change):
        said.append(_("Een van u twee is griffie of bestuurder."))
    return tuple(said)


def _make(change: PromiseChange, _form: ActForm) -> str:
    changing.make(change)
    return str(_("De wijziging is doorgevoerd. Wie zich aanmeldde, krijgt bericht."))


CHANGE: Act[PromiseChange] = Act(
    key="assemblies.change_promise",
    access=deciders,
    preview=preview_change,
    perform=_make,
    place=lambda change: url_for("assemblies_changes.index", slug=change.assembly.slug),
    second=Second(
        what=lambda change: _("een wijziging van wat %(title)s beloofde", title=change.assembly.title),
        link=lambda change: full_address("assemblies_changes.decide", slug=change.assembly.slug, change_id=change.id),
        maker=lambda change: change.asked_by_id,
    ),
)
