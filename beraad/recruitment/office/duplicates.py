"""Sign-ups that may be of one person: found by what is equal in them, settled by the griffie (see `service`).

Two people of one household who share an e-mail address are common, so nothing is settled by a rule. Living at one
address is no sign of a double sign-up by itself; the draw seats at most one person of a household.

When many share one value, such as the e-mail address of an institution or the address of a care home, every pair of
them would look alike. They are shown once, as a group, and settled together; a new member makes the group come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from flask import abort
from sqlalchemy import or_, select

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.addresses import plain
from beraad.recruitment.models.duplicates import DuplicateReview, GroupReview, Sign
from beraad.recruitment.models.registration import Registration, RegistrationId, RegistrationState

#: people with one value in common above which they are a group instead of pairs
MOST_ALIKE = 8
#: of the earlier and the later sign-up of a pair
Ids = tuple[RegistrationId, RegistrationId]


@dataclass(frozen=True)
class Pair:
    """Two sign-ups that look alike, the earlier one first."""

    first: Registration
    second: Registration
    signs: tuple[Sign, ...]
    is_group: ClassVar = False

    @property
    def people(self) -> tuple[Registration, ...]:
        return (self.first, self.second)


@dataclass(frozen=True)
class Group:
    """Many sign-ups with one value in common, in the order in which they came."""

    sign: Sign
    people: tuple[Registration, ...]
    #: ids of those who came, or changed their sign-up, after the group was settled; of everyone before that
    new: frozenset[RegistrationId]
    is_group: ClassVar = True

    @property
    def signs(self) -> tuple[Sign, ...]:
        return (self.sign,)

    @property
    def is_partly_settled(self) -> bool:
        """Whether it was judged before more sign-ups joined."""
        return len(self.new) < len(self.people)

    @property
    def shared(self) -> str:
        """What everybody in the group has in common, in words."""
        one = self.people[0]
        return {
            Sign.EMAIL: one.email,
            Sign.PHONE: one.phone,
            Sign.NAME: f"{one.name}, {one.birth_year}",
            Sign.ADDRESS: f"{one.address_line1}, {one.postcode} {one.place}",
        }[self.sign]


def phone_key(text: str) -> str:
    """The last nine digits: equal for `06 1234 5678`, `+31 6 12345678` and `0031612345678`."""
    digits = "".join(character for character in text if character.isdigit())
    return digits[-9:] if len(digits) >= 9 else ""


def pairs(assembly_id: AssemblyId) -> list[Pair]:
    """Pairs that still have to be settled, those with most in common first."""
    people = {person.id: person for person in _in_the_draw(assembly_id)}
    settled, of_groups = set(_settled(assembly_id)), _settled_in_groups(assembly_id)
    signs: dict[tuple[RegistrationId, RegistrationId], set[Sign]] = defaultdict(set)
    for sign, ids in _alike(people.values()):
        if len(ids) > MOST_ALIKE:
            continue
        for pair in combinations(sorted(ids), 2):
            if not of_groups >= {(registration_id, sign) for registration_id in pair}:
                signs[pair].add(sign)
    alike = [
        Pair(people[a], people[b], tuple(sign for sign in Sign if sign in common))
        for (a, b), common in signs.items()
        if common != {Sign.ADDRESS} and (a, b) not in settled
    ]
    return sorted(alike, key=lambda pair: (-len(pair.signs), pair.first.id, pair.second.id))


def groups(assembly_id: AssemblyId) -> list[Group]:
    """Returns groups with sign-ups that are not settled yet, the largest first."""
    people = {person.id: person for person in _in_the_draw(assembly_id)}
    settled = _settled_in_groups(assembly_id)
    unsettled = []
    for sign, ids in _alike(people.values()):
        new = frozenset(registration_id for registration_id in ids if (registration_id, sign) not in settled)
        if len(ids) > MOST_ALIKE and new:
            unsettled.append(Group(sign, tuple(people[registration_id] for registration_id in sorted(ids)), new))
    return sorted(unsettled, key=lambda group: (-len(group.people), group.sign, group.people[0].id))


def left(assembly_ids: Collection[AssemblyId]) -> Mapping[AssemblyId, int]:
    """How many pairs and groups still have to be settled in each burgerberaad that has any, in three questions."""
    names = ("id", "email", "phone", "name", "birth_year", "household", "assembly_id")
    columns = select(*(getattr(Registration, name) for name in names))
    in_draw = Registration.assembly_id.in_(assembly_ids), Registration.state == RegistrationState.SIGNED_UP
    people: dict[AssemblyId, list[Any]] = defaultdict(list)
    for person in db.session.execute(columns.where(*in_draw)):
        people[person.assembly_id].append(person)
    settled, of_groups = set(_settled(*assembly_ids)), _settled_in_groups(*assembly_ids)
    counts = {key: _left_among(those, settled, of_groups) for key, those in people.items()}
    return {key: count for key, count in counts.items() if count}


def _left_among(people: Iterable[Any], settled: set[Ids], of_groups: set[tuple[RegistrationId, Sign]]) -> int:
    groups, pairs = 0, set()
    for sign, ids in _alike(people):
        if len(ids) > MOST_ALIKE:
            groups += any((one, sign) not in of_groups for one in ids)
        elif sign is not Sign.ADDRESS:
            pairs |= {
                pair
                for pair in combinations(sorted(ids), 2)
                if pair not in settled and not of_groups >= {(one, sign) for one in pair}
            }
    return groups + len(pairs)


def households(assembly_id: AssemblyId) -> list[list[Registration]]:
    """The people at each address at which more than one person signed up, the fullest address first."""
    homes: dict[str, list[Registration]] = defaultdict(list)
    for person in _in_the_draw(assembly_id):
        if person.household:
            homes[person.household].append(person)
    return sorted(
        (people for people in homes.values() if len(people) > 1), key=lambda people: (-len(people), people[0].id)
    )


def group_of(assembly_id: AssemblyId, sign: str, registration_id: RegistrationId) -> Group:
    """Returns the unsettled group that this sign-up is in, or 404."""
    for group in groups(assembly_id):
        if group.sign.value == sign and any(person.id == registration_id for person in group.people):
            return group
    abort(404)


def _alike(people: Iterable[Registration]) -> Iterable[tuple[Sign, list[RegistrationId]]]:
    """What is equal, and the ids of the people in whom it is."""
    keys: dict[tuple[Sign, str], list[RegistrationId]] = defaultdict(list)
    for person in people:
        for sign, key in _keys(person):
            keys[sign, key].append(person.id)
    for (sign, _key), ids in keys.items():
        if len(ids) > 1:
            yield sign, ids


def _keys(person: Registration) -> Iterable[tuple[Sign, str]]:
    if person.email:
        yield Sign.EMAIL, person.email.lower()
    if phone_key(person.phone):
        yield Sign.PHONE, phone_key(person.phone)
    if person.birth_year and plain(person.name):
        yield Sign.NAME, f"{plain(person.name)}:{person.birth_year}"
    if person.household:
        yield Sign.ADDRESS, person.household


def _in_the_draw(assembly_id: AssemblyId) -> list[Registration]:
    people = select(Registration).where(
        Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP
    )
    return list(db.session.scalars(people.order_by(Registration.id)))


def _settled(*assembly_ids: AssemblyId) -> list[Ids]:
    rows = db.session.execute(
        select(DuplicateReview.first_id, DuplicateReview.second_id)
        .join(Registration, Registration.id == DuplicateReview.first_id)
        .where(Registration.assembly_id.in_(assembly_ids))
    )
    return [(first, second) for first, second in rows]


def _settled_in_groups(*assembly_ids: AssemblyId) -> set[tuple[RegistrationId, Sign]]:
    """Id and sign of those who were looked at in a group, and did not change their sign-up since."""
    rows = db.session.execute(
        select(GroupReview.registration_id, GroupReview.sign)
        .join(Registration, Registration.id == GroupReview.registration_id)
        .where(Registration.assembly_id.in_(assembly_ids))
        .where(or_(Registration.changed_at.is_(None), Registration.changed_at <= GroupReview.decided_at))
    )
    return {(registration_id, sign) for registration_id, sign in rows}
