"""The draw of a wave of letters for the notaris: what it was drawn from, by what command, with what outcome.

With the two files, the seed and the command anyone draws the same letters; the outcome is the same when the hash of
the file that the command writes is the one on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale, format_datetime, format_decimal, pgettext
from flask_babel import gettext as _

from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import strata
from beraad.recruitment.models.waves import Wave
from beraad.recruitment.register import queries as register_queries
from beraad.web.documents import papers
from beraad.web.documents.papers import LANGUAGE, Paper, Section


@dataclass(frozen=True)
class Names:
    """The names of the files of a draw."""

    sample: str
    sizes: str
    outcome: str


@dataclass(frozen=True)
class Stratum:
    """A stratum: people who could be drawn, letters, and the share that was expected to answer, if that was typed."""

    name: str
    people: int
    letters: int
    expected: float | None


@dataclass(frozen=True)
class Evidence:
    """Everything on the paper."""

    names: Names
    command: str
    #: what the strata were made of, in words
    divided_over: str
    strata: Sequence[Stratum]
    #: name and SHA-256 (hex) of each file of the register that was read before the draw
    registers: Sequence[tuple[str, str]]


def names(wave: Wave) -> Names:
    """The names under which the files are fetched and made."""
    about = f"{wave.assembly.slug}-{wave.number}.csv"
    return Names(f"steekproef-{about}", f"aantallen-{about}", f"brieven-{about}")


def evidence(wave: Wave) -> Evidence:
    """The draw of `wave`, as it was written down when it was held."""
    letters = {name: response.letters for name, response in letter_queries.strata(wave.id).items()}
    rows = [
        Stratum(name, people, wave.sizes.get(name, letters.get(name, 0)), wave.response.get(name))
        for name, people in strata.in_order(wave.people).items()
    ]
    read = register_queries.imports(wave.assembly_id)
    registers = [
        (file.filename, file.sha256) for file in read if file.finished_at and file.finished_at <= wave.created_at
    ]
    over = ", ".join(str(strata.DIMENSIONS[key]) for key in wave.strata_by)
    return Evidence(names(wave), command(wave), over or _("iedereen tegelijk"), rows, registers[::-1])


def command(wave: Wave) -> str:
    """The command that draws the same letters again, in the folder with the files."""
    files = names(wave)
    parts = ["python -m selection sample", files.sample, f"--letters {_asked(wave)}", "--strata stratum"]
    if wave.sizes:
        parts.append(f"--sizes {files.sizes}")
    if wave.one_per_household:
        parts.append("--household household")
    return " ".join([*parts, f"--seed {wave.seed}", f"--out {files.outcome}"])


def pdf(wave: Wave) -> bytes:
    """The A4 with lines to sign on; deterministic for one draw."""
    with force_locale(LANGUAGE):
        shown = evidence(wave)
        paper = Paper(
            title=_("Loting van de brieven"),
            subtitle=_("%(title)s, ronde %(number)d", title=wave.assembly.title, number=wave.number),
            sections=[
                Section(pgettext("of letters", "De loting"), facts=_facts(wave, shown)),
                Section(_("Brieven per groep"), table=_table(shown)),
                Section(_("Bestanden uit het register (SHA-256)"), facts=_hashes(shown.registers)),
                Section(_("Steekproef waaruit is geloot (SHA-256)"), code=wave.drawn_from_sha256),
                Section(_("Beginwoord"), code=wave.seed),
                Section(_("Narekenen"), _how(), code=shown.command),
                Section(_("Uitkomst (SHA-256)"), code=wave.outcome_sha256),
            ],
            signatures=(_("Notaris"), _("Griffie")),
        )
        return papers.pdf(paper, wave.created_at)


def _asked(wave: Wave) -> int:
    return sum(wave.sizes.values()) or wave.letters


def _facts(wave: Wave, evidence: Evidence) -> tuple[tuple[str, str], ...]:
    return (
        (_("Geloot op"), format_datetime(wave.created_at, "d MMMM yyyy HH:mm")),
        (_("Mensen om uit te loten"), format_decimal(sum(wave.people.values()))),
        (_("Brieven"), format_decimal(_asked(wave))),
        (_("Verdeeld over"), evidence.divided_over),
        (_("Voorstel voor de verdeling"), str(wave.division.label)),
        (_("Eén brief per adres"), _("ja") if wave.one_per_household else _("nee")),
    )


def _table(evidence: Evidence) -> tuple[tuple[str, ...], ...]:
    head = (_("Groep"), _("Mensen"), _("Brieven"), _("Verwachte respons"))
    rows = [
        (row.name, format_decimal(row.people), format_decimal(row.letters), _percent(row.expected))
        for row in evidence.strata
    ]
    return (head, *rows)


def _percent(share: float | None) -> str:
    return f"{format_decimal(100 * share, '#,##0.0')}%" if share else "–"


def _hashes(registers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, " ".join(digest[i : i + 16] for i in range(0, 64, 16))) for name, digest in registers)


def _how() -> tuple[str, ...]:
    return (
        _("Zet de bestanden die u van ons kreeg in één map, met de map ‘selection’ van Beraad erbij."),
        _("Geef daar op een computer met Python 3.11 of nieuwer deze opdracht."),
        _("Het bestand dat dan ontstaat, hoort de vingerafdruk te hebben die bij de uitkomst staat."),
    )
