"""Changes quotas: typed, or taken from a file. Every change is stored with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from beraad.assemblies.features import service as assembly_features
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureId, FeatureValue, FeatureValueId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery import engine
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.engine import QuotaFile
from beraad.lottery.errors import BoundsError, QuotaFileError, ReasonNeededError
from beraad.lottery.models import Quota, QuotaChange
from beraad.lottery.quotas import pairs
from beraad.recruitment.signals import announce_pool_change
from beraad.web.documents.tables import write_csv
from beraad.web.visitor import current_account_id


def set_quotas(
    assembly: Assembly,
    new: Mapping[FeatureValueId, Bounds],
    sources: Mapping[FeatureId, Source] | None = None,
    reason: str = "",
) -> int:
    """Set the bounds of answers (by id of the `FeatureValue`) and the `sources` of features (by id).

    A first quota needs no reason, a change of bounds does. Returns how many quotas changed. Raises `BoundsError` or
    `ReasonNeededError`.
    """
    stored = {quota.value_id: quota for quota in _quotas(assembly.id)}
    changed = 0
    for value in _values(assembly.id):
        if value.id not in new:
            continue
        bounds = new[value.id]
        if not bounds.are_in_order():
            raise BoundsError(feature=value.feature.name, answer=value.value, value_id=value.id)
        quota = stored.get(value.id)
        if quota is not None and (quota.minimum, quota.maximum) != (bounds.minimum, bounds.maximum) and not reason:
            raise ReasonNeededError
        source = (sources or {}).get(value.feature_id)
        changed += _write(assembly, value, quota, bounds, source, reason)
    db.session.flush()
    if changed:
        audit.record("lottery.quotas_set", assembly, assembly_id=assembly.id, changed=changed)
        announce_pool_change(assembly.id)
    return changed


def move_quotas(assembly: Assembly, new: Mapping[tuple[str, str], tuple[int, int]], reason: str) -> int:
    """Give quotas, by feature and answer as a file names them, other minimums and maximums; flex bounds stretch.

    Quotas on two features together are among them, and those that aren't there are left out. Returns how many changed.
    """
    stored = {quota.value_id: quota for quota in _quotas(assembly.id)}
    own = {}
    for value in _values(assembly.id):
        quota, bounds = stored.get(value.id), new.get((value.feature.name, value.value))
        if quota is not None and bounds is not None:
            old = Bounds(quota.minimum, quota.maximum, quota.flex_minimum, quota.flex_maximum, quota.share)
            own[value.id] = old.moved(*bounds)
    together: dict[pairs.Combination, Bounds | None] = {
        row.combination: row.bounds.moved(*new[pair.name, row.answer])
        for pair in pairs.pairs(assembly.id)
        for row in pair.rows
        if (pair.name, row.answer) in new
    }
    return set_quotas(assembly, own, reason=reason) + pairs.set_pair_quotas(assembly, together, reason)


def _write(
    assembly: Assembly, value: FeatureValue, quota: Quota | None, bounds: Bounds, source: Source | None, reason: str
) -> bool:
    """Write one quota, with a line in the list of changes if its bounds changed. Returns whether they did."""
    old = (quota.minimum, quota.maximum) if quota is not None else (None, None)
    if quota is None:
        quota = Quota(value_id=value.id)
        db.session.add(quota)
    quota.minimum, quota.maximum = bounds.minimum, bounds.maximum
    quota.flex_minimum, quota.flex_maximum, quota.share = bounds.flex_minimum, bounds.flex_maximum, bounds.share
    if source is not None:
        quota.source_table, quota.source_period, quota.source_date = source.table, source.period, source.day
    if old == (bounds.minimum, bounds.maximum):
        return False
    db.session.add(
        QuotaChange(
            assembly_id=assembly.id,
            actor_id=current_account_id(),
            feature=value.feature.name,
            answer=value.value,
            old_minimum=old[0],
            old_maximum=old[1],
            new_minimum=bounds.minimum,
            new_maximum=bounds.maximum,
            reason=reason,
        )
    )
    return True


def import_file(assembly: Assembly, content: bytes, name: str, reason: str = "") -> int:
    """Read a categories file and take it over. Raises `QuotaFileError` with file, row and column."""
    return take_over(assembly, engine.read_categories(content, name), name, reason)


def take_over(assembly: Assembly, file: QuotaFile, name: str, reason: str = "") -> int:
    """Take the quotas in a file; features and answers that the burgerberaad lacks are added to it.

    Returns how many quotas changed. Raises `QuotaFileError` if an answer of the burgerberaad is not in the file.
    """
    categories = file.features
    if not assembly.features:
        assembly_features.set_features(assembly, {feature: list(values) for feature, values in categories.items()})
    bounds_by_value: dict[FeatureValueId, Bounds] = {}
    for feature_name, values in categories.items():
        feature = _with_answers(assembly, feature_name, list(values))
        missing = {answer.value.casefold() for answer in feature.answers} - {value.casefold() for value in values}
        if missing:
            raise QuotaFileError("answer_missing", file=name, feature=feature.name, value=sorted(missing)[0])
        ids = {answer.value.casefold(): answer.id for answer in feature.answers}
        bounds_by_value.update({ids[answer.casefold()]: bounds for answer, bounds in values.items()})
    shares = {quota.value_id: quota.share for quota in _quotas(assembly.id)}
    with_shares = {
        value_id: Bounds(b.minimum, b.maximum, b.flex_minimum, b.flex_maximum, shares.get(value_id))
        for value_id, b in bounds_by_value.items()
    }
    changed = set_quotas(assembly, with_shares, reason=reason or name)
    return changed + pairs.set_pair_quotas(assembly, _combinations(assembly, file, name), reason or name)


def _combinations(assembly: Assembly, file: engine.QuotaFile, name: str) -> dict[pairs.Combination, Bounds | None]:
    """The quotas on two features together in a file; those that aren't in it go. Raises `QuotaFileError`."""
    bounds_by_combination: dict[pairs.Combination, Bounds | None] = {
        row.combination: None for pair in pairs.pairs(assembly.id) for row in pair.rows
    }
    features = {feature.name.casefold(): feature for feature in assembly.features}
    for first, seconds in file.pairs.items():
        for second, rows in seconds.items():
            features_joined = [features[first.casefold()], features[second.casefold()]]
            if any(feature.is_special for feature in features_joined):
                raise QuotaFileError("pair_special", file=name, pair=engine.joined(first, second))
            ones, others = (
                {answer.value.casefold(): answer for answer in feature.answers} for feature in features_joined
            )
            for v, row in rows.items():
                for w, bounds in row.items():
                    bounds_by_combination[pairs.combination(ones[v.casefold()], others[w.casefold()])] = bounds
    return bounds_by_combination


def export(assembly: Assembly) -> bytes:
    """All quotas as a categories file, in the order of the features; with flex columns if any quota has them."""
    quotas = {quota.value_id: quota for quota in _quotas(assembly.id)}
    rows: list[tuple[str, str, Quota | Bounds]] = [
        (value.feature.name, value.value, quotas[value.id]) for value in _values(assembly.id) if value.id in quotas
    ]
    rows += [(pair.name, row.answer, row.bounds) for pair in pairs.pairs(assembly.id) for row in pair.rows]
    flex = any(quota.flex_minimum is not None for _, _, quota in rows)
    header = ["category", "name", "min", "max", *(["min_flex", "max_flex"] if flex else [])]
    return write_csv(
        header,
        [[feature, answer, str(q.minimum), str(q.maximum), *(_flex(q) if flex else [])] for feature, answer, q in rows],
    )


def _flex(quota: Quota | Bounds) -> list[str]:
    low = quota.minimum if quota.flex_minimum is None else quota.flex_minimum
    high = quota.maximum if quota.flex_maximum is None else quota.flex_maximum
    return [str(low), str(high)]


def _with_answers(assembly: Assembly, name: str, answers: list[str]) -> Feature:
    """The feature with this name; it and its new answers are added if they are not there yet."""
    feature = next((f for f in assembly.features if f.name.casefold() == name.casefold()), None)
    if feature is None:
        return assembly_features.add_feature(assembly, FeatureData(name, "", answers))
    present = [answer.value for answer in feature.answers]
    casefolded = {value.casefold() for value in present}
    added = [answer for answer in answers if answer.casefold() not in casefolded]
    if added:
        assembly_features.change_feature(
            feature, FeatureData(feature.name, feature.question, [*present, *added], feature.explanation)
        )
    return feature


def _values(assembly_id: AssemblyId) -> list[FeatureValue]:
    """All answers to all features, in order."""
    statement = (
        select(FeatureValue)
        .join(Feature)
        .options(joinedload(FeatureValue.feature))
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.position, Feature.id, FeatureValue.position, FeatureValue.id)
    )
    return list(db.session.scalars(statement))


def _quotas(assembly_id: AssemblyId) -> list[Quota]:
    return list(
        db.session.scalars(select(Quota).join(FeatureValue).join(Feature).where(Feature.assembly_id == assembly_id))
    )
