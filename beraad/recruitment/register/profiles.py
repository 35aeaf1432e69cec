"""Finds the profile of columns for a file: what was chosen for an earlier register export with the same columns."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from beraad.assemblies.models import AssemblyId, Membership, Role
from beraad.extensions import db
from beraad.recruitment.addresses import plain
from beraad.recruitment.models.sample import ColumnProfile
from beraad.web.visitor import current_account_id


def matching(assembly_id: AssemblyId, header: Iterable[str]) -> ColumnProfile | None:
    """The profile for a file with these columns, in any order. None if there is none.

    One of this burgerberaad first, then the last one of the other burgerberaden for which this official reads samples.
    """
    columns = sorted_columns(header)
    elsewhere = select(Membership.assembly_id).where(
        Membership.account_id == current_account_id(), Membership.role.in_((Role.REGISTRY, Role.ORGANISER))
    )
    profiles = db.session.scalars(
        select(ColumnProfile)
        .where((ColumnProfile.assembly_id == assembly_id) | ColumnProfile.assembly_id.in_(elsewhere))
        .order_by(ColumnProfile.assembly_id != assembly_id, ColumnProfile.changed_at.desc(), ColumnProfile.id.desc())
    )
    return next((profile for profile in profiles if profile.header == columns), None)


def mapping_for(profile: ColumnProfile, header: Iterable[str]) -> dict[str, str]:
    """Field → column as this file spells it."""
    titles = {plain(title): title for title in header}
    return {field: titles[plain(column)] for field, column in profile.mapping.items()}


def sorted_columns(header: Iterable[str]) -> list[str]:
    """The names of all columns, in plain letters and sorted, as a profile stores them."""
    return sorted(plain(title) for title in header if title)
