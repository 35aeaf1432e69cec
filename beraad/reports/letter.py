"""The letter to the council about who took part, as PDF/UA-1: public figures with plain words around them.

What is in it is put together as plain data; `templates/reports/letter.typ` says where it goes. The same figures and
words give the same bytes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask_babel import force_locale, format_date, format_percent
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.reports import composition
from beraad.reports.composition import Composition
from beraad.reports.models import CouncilLetter
from beraad.web.documents import papers
from beraad.web.places import full_address

LANGUAGE = "nl"
#: in a table: not happened yet, or not known
UNKNOWN = "–"


@dataclass(frozen=True)
class Part:
    """A part of the letter: a heading with paragraphs, points, and a table of rows (the first one its head)."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def pdf(assembly: Assembly, written: CouncilLetter) -> bytes:
    """The letter with the figures of this moment."""
    found = composition.public(composition.of(assembly))
    with force_locale(LANGUAGE):
        parts = [
            Part(_("Hoeveel mensen deden mee?"), table=_totals(found)),
            *(Part(feature, table=_answers(found, feature)) for feature in found.features),
            Part(_("Wie is niet gehoord?"), tuple(_paragraphs(written.unheard)), tuple(_less_heard(found))),
            *([Part(_("Wat wij daaraan doen"), tuple(_paragraphs(written.measures)))] if written.measures else []),
            Part(_("Hoe leest u de cijfers?"), _explained()),
        ]
        data = {
            "title": _("Wie deden mee aan het burgerberaad?"),
            "subtitle": assembly.title,
            "to": _("Aan: %(commissioner)s", commissioner=assembly.commissioner) if assembly.commissioner else "",
            "day": format_date(written.written_at, "d MMMM yyyy"),
            "opening": _opening(assembly, found),
            "link": full_address("reports_public.show", slug=assembly.slug),
            "parts": [asdict(part) for part in parts],
        }
    return papers.typeset("reports/letter.typ", data, written.written_at)


def _opening(assembly: Assembly, found: Composition) -> list[str]:
    latest = found.latest
    where = _("De laatste stap die wij telden: %(stage)s.", stage=latest.label.lower()) if latest else ""
    said = [
        _("Het burgerberaad gaat over deze vraag: %(question)s", question=assembly.question)
        if assembly.question
        else "",
        _("In deze brief leest u wie er meededen. Wij vergelijken hen met alle inwoners.") + f" {where}",
    ]
    return [words.strip() for words in said if words.strip()]


def _explained() -> tuple[str, ...]:
    return (
        _("Een aantal onder de vijf tonen wij niet. Dan zou te zien zijn om wie het gaat. U ziet dan een x."),
        _("Een streepje betekent dat deze stap nog niet is geweest, of dat wij het antwoord niet kennen."),
        _("Bij de uitnodiging kennen wij alleen wat het bevolkingsregister weet."),
    )


def _totals(found: Composition) -> tuple[tuple[str, ...], ...]:
    rows = [(stage.label, stage.told() or UNKNOWN) for stage in found.stages]
    return ((_("Stap"), _("Mensen")), *rows)


def _answers(found: Composition, feature: str) -> tuple[tuple[str, ...], ...]:
    keys = [(feature, answer) for answer in found.features[feature]]
    shares = [found.population.get(key) for key in keys]
    population = (_("Bevolking"), *(UNKNOWN if share is None else format_percent(share) for share in shares))
    rows = [(stage.label, *(stage.told(key) or UNKNOWN for key in keys)) for stage in found.stages if stage.is_known]
    return ((_("Stap"), *found.features[feature]), population, *rows)


def _less_heard(found: Composition) -> list[str]:
    return [
        _(
            "%(feature)s, %(answer)s: %(population)s van de inwoners, %(share)s van wie meededen.",
            feature=group.feature,
            answer=group.answer,
            population=format_percent(group.population),
            share=format_percent(group.share),
        )
        for group in composition.unheard(found)
    ]


def _paragraphs(text: str) -> list[str]:
    return [words.strip() for words in text.splitlines() if words.strip()]
