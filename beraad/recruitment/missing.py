"""What the page "Wie ontbreekt nog?" shows, gathered in a few questions to the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment import advice, entry, letter_queries, outlook, queries, signals, strata
from beraad.recruitment.advice import Forecast, StratumNow
from beraad.recruitment.letter_queries import WaveRow
from beraad.recruitment.models import Registration, RegistrationState, Wave
from beraad.recruitment.signals import Outlook
from beraad.recruitment.waves import next_number


@dataclass(frozen=True)
class Bar:
    """One answer, in percents: target on the panel, population (None when not known), pool; and its mean chance."""

    label: str
    low: float
    high: float
    #: named as the macro for bars names them
    pool: float
    panel: float | None
    people: int
    chance: float | None


@dataclass(frozen=True)
class StratumRow:
    """A stratum of the first wave's kind: how it stands and how many letters more it needs."""

    name: str
    now: StratumNow
    letters: int


@dataclass(frozen=True)
class Missing:
    """Everything on the page."""

    signed_up: int
    #: features with their bars; a feature without targets is left out
    features: Sequence[tuple[str, Sequence[Bar]]]
    outlook: Outlook | None
    computed_at: datetime | None
    #: the computation is about the pool of this moment
    is_fresh: bool
    waves: Sequence[WaveRow]
    strata: Sequence[StratumRow]
    forecast: Forecast | None


def gather(assembly: Assembly) -> Missing:
    """The state of this moment."""
    counts = queries.answer_counts(assembly.id)
    pool = queries.counts(assembly.id).signed_up
    kept = outlook.current(assembly.id)
    row, found = kept if kept is not None else (None, None)
    waves = letter_queries.waves(assembly.id)
    return Missing(
        signed_up=pool,
        features=_features(assembly, counts, pool, found),
        outlook=found,
        computed_at=row.computed_at if row else None,
        is_fresh=row is not None and row.people == pool,
        waves=waves,
        strata=_strata(assembly, [wave.wave for wave in waves]),
        forecast=_forecast(assembly, pool),
    )


def _features(
    assembly: Assembly, counts: Sequence[queries.AnswerCount], pool: int, found: Outlook | None
) -> list[tuple[str, Sequence[Bar]]]:
    targets = signals.targets(assembly)
    chances = {(group.feature, group.value): group.chance for group in found.groups} if found else {}
    features = []
    for name, group in groupby(counts, key=lambda count: count.feature):
        bars = []
        for count in group:
            target = targets.get(count.value_id)
            if target is None:
                continue
            share = None if target.population is None else 100 * target.population
            low, high = (100 * seats / assembly.seats for seats in (target.low, target.high))
            in_pool = 100 * count.people / pool if pool else 0.0
            chance = chances.get((name, count.value))
            bars.append(Bar(count.value, round(low, 1), round(high, 1), in_pool, share, count.people, chance))
        if bars:
            features.append((name, bars))
    return features


def _strata(assembly: Assembly, waves: Sequence[Wave]) -> list[StratumRow]:
    """The strata of the last wave, with what all waves brought; empty without strata."""
    divided = [wave for wave in waves if wave.strata_by]
    if not divided:
        return []
    by, year = divided[-1].strata_by, divided[-1].created_at.year
    everyone = strata.sizes(strata.candidates(assembly.id, by, year, 0, False))
    reachable = strata.sizes(strata.candidates(assembly.id, by, year, next_number(assembly.id), True))
    letters: Counter[str] = Counter()
    signed_up: Counter[str] = Counter()
    for wave in divided:
        if wave.strata_by == by:
            for name, response in letter_queries.strata(wave).items():
                signed_up[name] += response.signed_up
                letters[name] += 0 if wave.reminds_id else response.letters
    now_of = {
        name: StratumNow(people, reachable.get(name, 0), letters[name], signed_up[name])
        for name, people in everyone.items()
    }
    needed = advice.letters_needed(now_of)
    return [StratumRow(name, standing, needed[name]) for name, standing in now_of.items()]


def _forecast(assembly: Assembly, pool: int) -> Forecast | None:
    """None when residents can't sign up now or no closing day is known."""
    if assembly.sign_up_closes is None or not entry.is_open(assembly):
        return None
    since = now() - timedelta(days=advice.DAYS)
    recent = db.session.scalar(
        select(func.count()).where(
            Registration.assembly_id == assembly.id,
            Registration.state == RegistrationState.SIGNED_UP,
            Registration.created_at >= since,
        )
    )
    return advice.forecast(pool, recent or 0, (assembly.sign_up_closes - entry.today()).days)
