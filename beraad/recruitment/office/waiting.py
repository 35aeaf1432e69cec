"""What waits in recruitment: the sample, what is asked, rounds of letters, sign-ups that look alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from beraad.assemblies.models import Assembly, Phase
from beraad.assemblies.waiting import IN_SETTING_UP, OFFICE, RECRUITING, SETTERS_UP, Found, Kind, by_number, found
from beraad.extensions import db
from beraad.jobs.models import Job, JobState
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sample import ImportState, RegisterImport
from beraad.recruitment.models.sign_up import SignUpSettings
from beraad.recruitment.models.waves import Wave, WaveState
from beraad.recruitment.office import duplicates
from beraad.recruitment.questions import before_letters

UNTIL_DRAWN = frozenset({Phase.RECRUITMENT, Phase.LOTTERY})


def _waves(state: WaveState, since: Any, **columns: Any) -> Select[Any]:
    return found(Wave.assembly_id, row_id=Wave.id, number=Wave.number, since=since, **columns).where(
        Wave.state == state
    )


def _imports(state: ImportState) -> Select[Any]:
    mine = RegisterImport
    columns = found(mine.assembly_id, row_id=mine.id, name=mine.filename, since=mine.created_at)
    return columns.where(mine.state == state)


_failed = select(Job.id).where(Job.state == JobState.FAILED)


def _alike(assemblies: Sequence[Assembly]) -> Iterable[Found]:
    for assembly_id, count in duplicates.left([assembly.id for assembly in assemblies]).items():
        yield Found(assembly_id, count=count)


def _undecided(assemblies: Sequence[Assembly]) -> Iterable[Found]:
    """Rounds of letters that can't be approved before something is decided."""
    known = {assembly.id: assembly for assembly in assemblies}
    drawn = select(Wave.assembly_id, Wave.id, Wave.number).where(Wave.state == WaveState.DRAWN)
    for assembly_id, wave_id, number in db.session.execute(drawn.where(Wave.assembly_id.in_(known))):
        count = len(before_letters.gaps(known[assembly_id]))
        if count:
            yield Found(assembly_id, row_id=wave_id, number=number, count=count)


_any_import = exists().where(RegisterImport.assembly_id == Assembly.id)
_any_wave = exists().where(Wave.assembly_id == Assembly.id)
#: people came from a file, so nobody is written to
_imported = exists().where(Registration.assembly_id == Assembly.id, Registration.channel == Channel.IMPORT)
_later = aliased(RegisterImport)
_later_import = exists().where(_later.assembly_id == RegisterImport.assembly_id, _later.id > RegisterImport.id)
_read = exists().where(RegisterImport.assembly_id == Assembly.id, RegisterImport.state == ImportState.DONE)
_set = exists().where(SignUpSettings.assembly_id == Assembly.id)

SAMPLE_KINDS = (
    Kind(
        "recruitment.no_sample",
        lambda _: _l("Lees de steekproef in"),
        "recruitment_sample.imports",
        OFFICE,
        RECRUITING,
        rows=found(Assembly.id, until=Assembly.sign_up_opens).where(~or_(_any_import, _any_wave, _imported)),
    ),
    Kind(
        "recruitment.sample_uploaded",
        lambda found: _l("Kies de kolommen van ‘%(file)s’", file=found.name),
        "recruitment_sample.sample",
        OFFICE,
        IN_SETTING_UP | RECRUITING,
        lambda found: {"import_id": found.row_id},
        _imports(ImportState.UPLOADED),
    ),
    Kind(
        "recruitment.sample_failed",
        lambda found: _l("Ga verder met ‘%(file)s’: het inlezen mislukte", file=found.name),
        "recruitment_sample.sample",
        OFFICE,
        IN_SETTING_UP | RECRUITING,
        lambda found: {"import_id": found.row_id},
        _imports(ImportState.IMPORTING).where(RegisterImport.job_id.in_(_failed)),
    ),
    Kind(
        "recruitment.sample_refused",
        lambda found: _l("Lees een ander bestand in: ‘%(file)s’ is geweigerd", file=found.name),
        "recruitment_sample.imports",
        OFFICE,
        IN_SETTING_UP | RECRUITING,
        rows=_imports(ImportState.REFUSED).where(~_later_import),
    ),
)
LETTER_KINDS = (
    Kind(
        "recruitment.wave_failed",
        lambda found: _l("Ga verder met ronde %(number)d van de brieven: het maken mislukte", number=found.number),
        "recruitment_letters.wave",
        OFFICE,
        RECRUITING,
        by_number,
        _waves(WaveState.PLANNED, Wave.created_at).where(Wave.job_id.in_(_failed)),
    ),
    Kind(
        "recruitment.no_settings",
        lambda _: _l("Kijk na wat u vraagt bij het aanmelden: leeftijd, dagen en wat mensen nodig hebben"),
        "recruitment_questions.settings",
        SETTERS_UP,
        IN_SETTING_UP | RECRUITING,
        rows=found(Assembly.id, until=Assembly.sign_up_opens).where(~_set, ~_any_wave),
    ),
    Kind(
        "recruitment.no_wave",
        lambda _: _l("Loot wie een brief krijgt"),
        "recruitment_letters.overview",
        OFFICE,
        RECRUITING,
        rows=found(Assembly.id, until=Assembly.sign_up_opens).where(_read, ~_any_wave),
    ),
    Kind(
        "recruitment.letter_gaps",
        lambda found: _l(
            "Beslis wat ronde %(number)d van de brieven nodig heeft. Nog open: %(count)s",
            number=found.number,
            count=found.count,
        ),
        "recruitment_letters.wave",
        OFFICE,
        RECRUITING,
        by_number,
        compute=_undecided,
    ),
    Kind(
        "recruitment.wave_drawn",
        lambda found: _l("Keur ronde %(number)d van de brieven goed", number=found.number),
        "recruitment_letters.wave",
        OFFICE,
        RECRUITING,
        by_number,
        _waves(WaveState.DRAWN, Wave.created_at, maker_id=Wave.created_by_id),
        is_told=True,
    ),
    Kind(
        "recruitment.wave_approved",
        lambda found: _l("Laat ronde %(number)d van de brieven drukken en versturen", number=found.number),
        "recruitment_letters.wave",
        OFFICE,
        RECRUITING,
        by_number,
        _waves(WaveState.APPROVED, Wave.approved_at),
    ),
    Kind(
        "recruitment.alike",
        lambda found: _l("Kijk of aanmeldingen dubbel zijn: %(count)s", count=found.count),
        "recruitment_duplicates.overview",
        OFFICE,
        UNTIL_DRAWN,
        compute=_alike,
        is_slow=True,
    ),
)
KINDS = (*SAMPLE_KINDS, *LETTER_KINDS)
