"""What the page "Wie ontbreekt nog?" shows, gathered in a few questions to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import today
from beraad.extensions import db
from beraad.lottery.bounds import Bounds
from beraad.lottery.engine import Group, Outlook
from beraad.lottery.quotas import pairs
from beraad.lottery.quotas import queries as quota_queries
from beraad.orm import now
from beraad.pool import advice, service
from beraad.pool.advice import MissingGroup
from beraad.pool.forecast import WEEK, Forecast, Round, forecast
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters.queries import WaveRow
from beraad.recruitment.letters.standing import StratumRow, strata_standing
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.models.waves import Invitation, Wave, WaveId
from beraad.recruitment.office import queries
from beraad.recruitment.sign_up import entry

#: groups that are named as holding the others back, at most, and from which gain on
MOST_GROUPS, LEAST_GAIN = 5, 1e-6


@dataclass(frozen=True)
class Bar:
    """One answer, in percents: quota of the panel, population (None if not known), pool; and its mean chance."""

    label: str
    low: float
    high: float
    #: named as the macro for bars names them
    pool: float
    panel: float | None
    people: int
    chance: float | None
    #: how much the smallest chance grows with one more sign-up of these instead of an average one
    gain: float = 0.0


@dataclass(frozen=True)
class Standing:
    """How the pool stands against its quotas: everything on the page."""

    signed_up: int
    #: features with their bars; a feature without quotas is left out
    features: Sequence[tuple[str, Sequence[Bar]]]
    outlook: Outlook | None
    #: the answers of which there are too few for the others to have a fair chance, most pressing first, with their
    #: feature
    holding_back: Sequence[tuple[str, Bar]]
    computed_at: datetime | None
    #: the computation is about the pool of this moment
    is_fresh: bool
    waves: Sequence[WaveRow]
    strata: Sequence[StratumRow]
    #: who is missing against the population, and the advised round as a whole (None without letters)
    missing: Sequence[MissingGroup]
    advised: advice.Round | None
    forecast: Forecast | None


def quotas(assembly_id: AssemblyId) -> Mapping[int, Bounds]:
    """Id of the answer → its quota, for the answers that have one."""
    return {
        answer.value_id: answer.bounds
        for feature in quota_queries.quotas(assembly_id)
        for answer in feature.answers
        if answer.bounds is not None
    }


def standing(assembly: Assembly) -> Standing:
    """How the pool stands at this moment."""
    counts = queries.answer_counts(assembly.id)
    pool = queries.counts(assembly.id).signed_up
    row, outlook = service.current(assembly.id) or (None, None)
    waves = letter_queries.waves(assembly.id)
    features = _features(assembly, counts, outlook)
    strata = strata_standing(assembly, [wave.wave for wave in waves])
    return Standing(
        signed_up=pool,
        features=features,
        outlook=outlook,
        holding_back=_holding_back(features),
        computed_at=row.computed_at if row else None,
        is_fresh=row is not None and row.people == pool,
        waves=waves,
        strata=strata,
        missing=advice.missing(features, pool),
        advised=advice.advised(strata),
        forecast=_forecast(assembly, pool),
    )


def _features(
    assembly: Assembly, counts: Sequence[queries.AnswerCount], outlook: Outlook | None
) -> list[tuple[str, Sequence[Bar]]]:
    known = quotas(assembly.id)
    chances = {(group.feature, group.value): group for group in outlook.groups} if outlook else {}
    features: list[tuple[str, Sequence[Bar]]] = []
    people = 0
    for name, answers in groupby(counts, key=lambda count: count.feature):
        answer_counts = list(answers)
        pool = sum(count.people for count in answer_counts)
        bars = [
            _bar(count.value, known[count.value_id], assembly, (count.people, pool), chances.get((name, count.value)))
            for count in answer_counts
            if count.value_id in known
        ]
        people = max(people, pool)
        if bars:
            features.append((name, bars))
    return [*features, *_combinations(assembly, people, chances)]


def _combinations(
    assembly: Assembly, pool: int, chances: Mapping[tuple[str, str], Group]
) -> list[tuple[str, Sequence[Bar]]]:
    """The same for quotas on two features together."""
    found = pairs.pairs(assembly.id)
    answers = {value_id for pair in found for row in pair.rows for value_id in row.combination}
    people = queries.pair_counts(assembly.id, answers) if answers else {}
    features: list[tuple[str, Sequence[Bar]]] = []
    for pair in found:
        bars = [
            _bar(row.answer, row.bounds, assembly, (both, pool), chances.get((pair.name, row.answer)))
            for row, both in ((row, people.get(row.combination, 0)) for row in pair.rows)
        ]
        features.append((pair.name, bars))
    return features


def _bar(answer: str, quota: Bounds, assembly: Assembly, counts: tuple[int, int], group: Group | None) -> Bar:
    """The bar of one answer. `counts`: people with it, and in the pool; `group`: their chance, None if not known."""
    people, pool = counts
    return Bar(
        answer,
        low=round(100 * quota.minimum / assembly.seats, 1),
        high=round(100 * quota.maximum / assembly.seats, 1),
        pool=100 * people / pool if pool else 0.0,
        panel=None if quota.share is None else 100 * quota.share,
        people=people,
        chance=group.chance if group and people else None,
        gain=group.gain if group else 0.0,
    )


def _holding_back(features: Sequence[tuple[str, Sequence[Bar]]]) -> list[tuple[str, Bar]]:
    lacking = [(name, bar) for name, bars in features for bar in bars if bar.gain > LEAST_GAIN]
    return sorted(lacking, key=lambda named: -named[1].gain)[:MOST_GROUPS]


def _forecast(assembly: Assembly, pool: int) -> Forecast | None:
    """None if residents can't sign up now, no closing day is known, or letters have been out for less than a week."""
    if assembly.sign_up_closes is None or not entry.is_open(assembly):
        return None
    rounds, without_letter = _rounds(assembly)
    if rounds and max(round_.age for round_ in rounds) < WEEK:
        return None
    return forecast(pool, rounds, without_letter, (assembly.sign_up_closes - today()).days)


def _rounds(assembly: Assembly) -> tuple[list[Round], int]:
    """The letters in the post with how they were answered, and the sign-ups of the last week without a letter.

    Somebody who was reminded answers the reminder.
    """
    moment = now()
    sent = select(Wave).where(Wave.assembly_id == assembly.id).order_by(Wave.sent_at.desc(), Wave.id.desc())
    waves = [(wave, wave.sent_at) for wave in db.session.scalars(sent) if wave.sent_at is not None]
    rounds = {
        wave.id: Round(wave.letters, (moment - sent_at).days, wave.reminds_id is not None) for wave, sent_at in waves
    }
    without_letter = 0
    for wave_id, signed_up_at in _answers(assembly.id):
        last = next(
            (
                (wave.id, sent_at)
                for wave, sent_at in waves
                if wave_id is not None and wave_id in (wave.id, wave.reminds_id) and sent_at <= signed_up_at
            ),
            None,
        )
        if last is not None:
            rounds[last[0]].answered[(signed_up_at - last[1]).days] += 1
        else:
            without_letter += signed_up_at >= moment - timedelta(days=WEEK)
    return list(rounds.values()), without_letter


def _answers(assembly_id: AssemblyId) -> list[tuple[WaveId | None, datetime]]:
    """Of everyone who is signed up the id of the wave of their first letter, if they had one, and when they did."""
    rows = db.session.execute(
        select(Invitation.wave_id, Registration.created_at)
        .select_from(Registration)
        .outerjoin(Invitation, Invitation.id == Registration.invitation_id)
        .where(Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP)
    )
    return [(wave_id, signed_up_at) for wave_id, signed_up_at in rows]
