"""The acts of weight on many seats at once: what their pages say, and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import today
from beraad.panel import service
from beraad.panel.errors import DateNeededError
from beraad.panel.models import Seat
from beraad.telling.ways import way_of


@dataclass(frozen=True)
class Asking:
    """Everyone who was drawn is asked to answer by a day."""

    assembly: Assembly
    answer_by: date

    @property
    def assembly_id(self) -> AssemblyId:
        return self.assembly.id


def place(assembly: Assembly) -> str:
    """Address of the page with all seats."""
    return url_for("panel.overview", slug=assembly.slug)


def mailed(seats: Sequence[Seat]) -> int:
    """How many of these people are reached by mail or text message."""
    ways = [way_of(seat.registration) for seat in seats if seat.registration is not None]
    return sum(way is not None and way.message_kind is not None for way in ways)


def who(seats: Sequence[Seat]) -> Fixed:
    """These people and nobody else."""
    return Fixed("seats", _("Om wie het gaat"), " ".join(str(seat.id) for seat in seats))


def preview_ask(asking: Asking) -> Preview:
    """Who is asked, and how. Raises `DateNeededError`."""
    if asking.answer_by < today():
        raise DateNeededError
    seats = service.to_ask(asking.assembly)
    reached = mailed(seats)
    return Preview(
        title=_("Gelote mensen vragen"),
        button=ngettext("Vraag %(num)s geloot mens", "Vraag %(num)s gelote mensen", len(seats)),
        amounts=(
            Amount("asked", _("Mensen die u vraagt"), len(seats)),
            Amount("mailed", _("Krijgen meteen een mail of sms"), reached),
            Amount("by_hand", _("Belt of schrijft u zelf"), len(seats) - reached),
        ),
        happens=(
            _("Ieder krijgt een eigen link om ja of nee te zeggen."),
            _("Antwoorden kan tot en met %(day)s.", day=format_date(asking.answer_by, "d MMMM yyyy")),
        ),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(who(seats), Fixed("day", _("De laatste dag"), asking.answer_by.isoformat())),
    )


def _ask(asking: Asking, _form: ActForm) -> str:
    sent_to, others = service.ask_everyone(asking.assembly, asking.answer_by)
    sent = str(ngettext("%(num)s mail gaat op weg.", "%(num)s mails gaan op weg.", sent_to))
    if not others:
        return sent
    by_hand = ngettext("%(num)s mens belt of schrijft u zelf.", "%(num)s mensen belt of schrijft u zelf.", others)
    return f"{sent} {by_hand}"


def preview_remind(assembly: Assembly) -> Preview:
    """Who hears once more."""
    seats = service.to_remind(assembly)
    reached = mailed(seats)
    return Preview(
        title=_("Herinneren wie niet antwoordde"),
        button=ngettext("Stuur %(num)s herinnering", "Stuur %(num)s herinneringen", reached),
        amounts=(
            Amount("reminded", _("Krijgen een herinnering"), reached),
            Amount("by_hand", _("Belt of schrijft u zelf"), len(seats) - reached),
        ),
        happens=(_("Wie vandaag al een herinnering kreeg, krijgt er geen tweede."),),
        undo=_("Nee. Een verstuurd bericht kunt u niet terughalen."),
        fixed=(who(seats),),
    )


def _remind(assembly: Assembly, _form: ActForm) -> str:
    reminded = service.remind(assembly)
    return str(ngettext("%(num)s herinnering gaat op weg.", "%(num)s herinneringen gaan op weg.", reminded))


def preview_release(assembly: Assembly) -> Preview:
    """Who loses a seat."""
    seats = service.late(assembly)
    return Preview(
        title=_("Zetels vrijgeven"),
        button=ngettext("Geef %(num)s zetel vrij", "Geef %(num)s zetels vrij", len(seats)),
        amounts=(Amount("released", _("Mensen die hun zetel verliezen"), len(seats)),),
        happens=(
            _("Hun laatste dag om te antwoorden is voorbij. Bel eerst."),
            _("Zij krijgen geen bericht. Hun zetels komen vrij voor vervangers."),
        ),
        undo=_("Ja, tot een vervanger is gevraagd: schrijf bij de zetel op dat iemand toch meedoet."),
        fixed=(who(seats),),
    )


def _release(assembly: Assembly, _form: ActForm) -> str:
    released = service.release_late(assembly)
    return str(ngettext("%(num)s zetel is nu vrij.", "%(num)s zetels zijn nu vrij.", released))


ASK: Act[Asking] = Act(
    key="panel.ask",
    access=registry_or_organiser,
    preview=preview_ask,
    perform=_ask,
    place=lambda asking: place(asking.assembly),
    row=lambda asking: asking.assembly,
)
REMIND: Act[Assembly] = Act(
    key="panel.remind",
    access=registry_or_organiser,
    preview=preview_remind,
    perform=_remind,
    place=place,
    assembly_id=lambda assembly: assembly.id,
)
RELEASE: Act[Assembly] = Act(
    key="panel.release",
    access=registry_or_organiser,
    preview=preview_release,
    perform=_release,
    place=place,
    assembly_id=lambda assembly: assembly.id,
)
ACTS = (ASK, REMIND, RELEASE)
