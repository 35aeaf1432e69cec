"""The letter to the council about who took part, as PDF/UA-1: public figures with plain words around them.

Its content is plain data, which `templates/reports/letter.typ` lays out. The same figures and words make the same
bytes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask_babel import force_locale, format_date, format_percent
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.reports.composition import Composition, current_composition, unheard, without_small_counts
from beraad.reports.figures import UNKNOWN
from beraad.reports.models import CouncilLetter
from beraad.web.documents import papers
from beraad.web.places import full_address

LANGUAGE = "nl"


@dataclass(frozen=True)
class Part:
    """A part of the letter: a heading with paragraphs, points, and a table of rows (the first one its head)."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def pdf(assembly: Assembly, letter: CouncilLetter) -> bytes:
    """Returns the letter with the figures at this moment."""
    composition = without_small_counts(current_composition(assembly))
    with force_locale(LANGUAGE):
        parts = [
            Part(_("Hoeveel mensen deden mee?"), table=_totals(composition)),
            *(Part(feature, table=_answers(composition, feature)) for feature in composition.features),
            Part(_("Wie is niet gehoord?"), tuple(_paragraphs(letter.unheard)), tuple(_less_heard(composition))),
            *([Part(_("Wat wij daaraan doen"), tuple(_paragraphs(letter.measures)))] if letter.measures else []),
            Part(_("Hoe leest u de cijfers?"), _explained()),
        ]
        data = {
            "title": _("Wie deden mee aan het burgerberaad?"),
            "subtitle": assembly.title,
            "to": _("Aan: %(commissioner)s", commissioner=assembly.commissioner) if assembly.commissioner else "",
            "day": format_date(letter.written_at, "d MMMM yyyy"),
            "opening": _opening(assembly, composition),
            "link": full_address("reports_public.show", slug=assembly.slug),
            "parts": [asdict(part) for part in parts],
        }
    return papers.typeset("reports/letter.typ", data, letter.written_at)


def _opening(assembly: Assembly, composition: Composition) -> list[str]:
    latest = composition.latest
    where = _("De laatste stap die wij telden: %(stage)s.", stage=latest.label.lower()) if latest else ""
    lines = [
        _("Het burgerberaad gaat over deze vraag: %(question)s", question=assembly.question)
        if assembly.question
        else "",
        _("In deze brief leest u wie er meededen. Wij vergelijken hen met alle inwoners.") + f" {where}",
    ]
    return [words.strip() for words in lines if words.strip()]


def _explained() -> tuple[str, ...]:
    return (
        _("Een aantal onder de vijf tonen wij niet. Dan zou te zien zijn om wie het gaat. U ziet dan een x."),
        _("Een streepje betekent dat deze stap nog niet is geweest, of dat wij het antwoord niet kennen."),
        _("Bij de uitnodiging kennen wij alleen wat het bevolkingsregister weet."),
    )


def _totals(composition: Composition) -> tuple[tuple[str, ...], ...]:
    rows = [(stage.label, stage.shown() or UNKNOWN) for stage in composition.stages]
    return ((_("Stap"), _("Mensen")), *rows)


def _answers(composition: Composition, feature: str) -> tuple[tuple[str, ...], ...]:
    keys = [(feature, answer) for answer in composition.features[feature]]
    shares = [composition.population.get(key) for key in keys]
    population = (_("Bevolking"), *(UNKNOWN if share is None else format_percent(share) for share in shares))
    rows = [
        (stage.label, *(stage.shown(key) or UNKNOWN for key in keys)) for stage in composition.stages if stage.is_known
    ]
    return ((_("Stap"), *composition.features[feature]), population, *rows)


def _less_heard(composition: Composition) -> list[str]:
    return [
        _(
            "%(feature)s, %(answer)s: %(population)s van de inwoners, %(share)s van wie meededen.",
            feature=group.feature,
            answer=group.answer,
            population=format_percent(group.population),
            share=format_percent(group.share),
        )
        for group in unheard(composition)
    ]


def _paragraphs(text: str) -> list[str]:
    return [words.strip() for words in text.splitlines() if words.strip()]
