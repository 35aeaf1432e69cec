"""Profiles of columns: what was chosen for one register export, kept for the next one with the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import abort
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Membership, Role
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.addresses import plain
from beraad.recruitment.errors import NameTakenError
from beraad.recruitment.models.sample import ColumnProfile
from beraad.web.visitor import account_number


def listed(assembly_id: int) -> Sequence[ColumnProfile]:
    """The profiles of a burgerberaad, by name."""
    mine = select(ColumnProfile).where(ColumnProfile.assembly_id == assembly_id)
    return db.session.scalars(mine.order_by(ColumnProfile.name)).all()


def find(assembly: Assembly, number: int) -> ColumnProfile:
    """One profile; 404 when this burgerberaad has no such."""
    mine = select(ColumnProfile).where(ColumnProfile.id == number, ColumnProfile.assembly_id == assembly.id)
    found = db.session.scalar(mine)
    if found is None:
        abort(404)
    return found


def matching(assembly_id: int, header: Iterable[str]) -> ColumnProfile | None:
    """The profile for a file with these columns, in whatever order.

    One of this burgerberaad first, then one of the other burgerberaden for which this official reads samples; of those
    the one that was kept last.
    """
    wanted = _columns(header)
    elsewhere = select(Membership.assembly_id).where(
        Membership.account_id == account_number(), Membership.role.in_((Role.REGISTRY, Role.ORGANISER))
    )
    known = db.session.scalars(
        select(ColumnProfile)
        .where((ColumnProfile.assembly_id == assembly_id) | ColumnProfile.assembly_id.in_(elsewhere))
        .order_by(ColumnProfile.assembly_id != assembly_id, ColumnProfile.changed_at.desc(), ColumnProfile.id.desc())
    )
    return next((profile for profile in known if profile.header == wanted), None)


def mapping_for(profile: ColumnProfile, header: Iterable[str]) -> dict[str, str]:
    """Field → column as this file spells it."""
    titles = {plain(title): title for title in header}
    return {field: titles[plain(column)] for field, column in profile.mapping.items()}


def keep(
    assembly: Assembly, name: str, header: Iterable[str], mapping: Mapping[str, str], leaves_out_secret: bool
) -> ColumnProfile:
    """Keep a choice under `name`; it takes the place of an earlier one with that name."""
    mine = select(ColumnProfile).where(ColumnProfile.assembly_id == assembly.id, ColumnProfile.name == name)
    profile = db.session.scalar(mine)
    if profile is None:
        profile = ColumnProfile(assembly_id=assembly.id, name=name)
        db.session.add(profile)
    profile.header, profile.changed_at = _columns(header), now()
    profile.mapping = {field: column for field, column in mapping.items() if column}
    profile.leaves_out_secret = leaves_out_secret
    db.session.flush()
    audit.record("recruitment.profile_kept", f"column_profile:{profile.id}", assembly_id=assembly.id)
    return profile


def rename(profile: ColumnProfile, name: str) -> ColumnProfile:
    """Give another name. Raises `NameTakenError`."""
    taken = select(ColumnProfile.id).where(
        ColumnProfile.assembly_id == profile.assembly_id, ColumnProfile.name == name, ColumnProfile.id != profile.id
    )
    if db.session.scalar(taken) is not None:
        raise NameTakenError
    profile.name = name
    db.session.flush()
    audit.record("recruitment.profile_renamed", f"column_profile:{profile.id}", assembly_id=profile.assembly_id)
    return profile


def delete(profile: ColumnProfile) -> None:
    """Forget a profile."""
    subject, number = f"column_profile:{profile.id}", profile.assembly_id
    db.session.delete(profile)
    db.session.flush()
    audit.record("recruitment.profile_deleted", subject, assembly_id=number)


def _columns(header: Iterable[str]) -> list[str]:
    return sorted(plain(title) for title in header if title)
