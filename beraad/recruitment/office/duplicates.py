"""Sign-ups that may be of one person: found by what is equal in them, settled by the griffie.

Two people of one household who share an e-mail address are common, so nothing is settled by a rule. Living at one
address is no sign of a double sign-up by itself; the draw sees to it that a household gets at most one seat.

When many share one value, such as the e-mail address of an institution or the address of a care home, every pair of
them would look alike. They are shown once, as a group, and settled together; whoever joins the group later makes it
come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import or_, select

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.addresses import plain
from beraad.recruitment.errors import NotAPairError
from beraad.recruitment.models.duplicates import DuplicateReview, DuplicateVerdict, GroupReview, Sign
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.sign_up import service

#: people with one value in common above which they are a group instead of pairs
MOST_ALIKE = 8


@dataclass(frozen=True)
class Pair:
    """Two sign-ups that look alike, the earlier one first."""

    first: Registration
    second: Registration
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Group:
    """Many sign-ups with one value in common, in the order in which they came."""

    sign: Sign
    people: tuple[Registration, ...]
    #: numbers of those who came, or changed their sign-up, after the group was settled; all before that
    new: frozenset[int]


def phone_key(text: str) -> str:
    """The last nine digits: equal for `06 1234 5678`, `+31 6 12345678` and `0031612345678`."""
    digits = "".join(character for character in text if character.isdigit())
    return digits[-9:] if len(digits) >= 9 else ""


def pairs(assembly_id: int) -> list[Pair]:
    """Pairs that still have to be settled, those with most in common first."""
    people = {person.id: person for person in _in_the_draw(assembly_id)}
    settled, of_groups = set(_settled(assembly_id)), _settled_in_groups(assembly_id)
    signs: dict[tuple[int, int], set[Sign]] = defaultdict(set)
    for sign, numbers in _alike(people.values()):
        if len(numbers) > MOST_ALIKE:
            continue
        for pair in combinations(sorted(numbers), 2):
            if not of_groups >= {(number, sign) for number in pair}:
                signs[pair].add(sign)
    found = [
        Pair(people[a], people[b], tuple(sign for sign in Sign if sign in common))
        for (a, b), common in signs.items()
        if common != {Sign.ADDRESS} and (a, b) not in settled
    ]
    return sorted(found, key=lambda pair: (-len(pair.signs), pair.first.id, pair.second.id))


def groups(assembly_id: int) -> list[Group]:
    """Groups in which somebody still has to be settled, the largest first."""
    people = {person.id: person for person in _in_the_draw(assembly_id)}
    settled = _settled_in_groups(assembly_id)
    found = []
    for sign, numbers in _alike(people.values()):
        new = frozenset(number for number in numbers if (number, sign) not in settled)
        if len(numbers) > MOST_ALIKE and new:
            found.append(Group(sign, tuple(people[number] for number in sorted(numbers)), new))
    return sorted(found, key=lambda group: (-len(group.people), group.sign, group.people[0].id))


def households(assembly_id: int) -> list[list[Registration]]:
    """The people at each address at which more than one person signed up, the fullest address first."""
    homes: dict[str, list[Registration]] = defaultdict(list)
    for person in _in_the_draw(assembly_id):
        if person.household:
            homes[person.household].append(person)
    return sorted(
        (people for people in homes.values() if len(people) > 1), key=lambda people: (-len(people), people[0].id)
    )


def settle(first: Registration, second: Registration, keep: Registration | None) -> DuplicateReview:
    """Two people when `keep` is None; otherwise one person, of whom only the sign-up `keep` stays in the draw.

    Raises `NotAPairError` when they can't be a pair, such as after a colleague settled it.
    """
    if first.assembly_id != second.assembly_id or first.id == second.id:
        raise NotAPairError
    if any(person.state is not RegistrationState.SIGNED_UP for person in (first, second)):
        raise NotAPairError
    low, high = sorted((first, second), key=lambda person: person.id)
    verdict = DuplicateVerdict.DIFFERENT if keep is None else DuplicateVerdict.SAME
    review = db.session.merge(DuplicateReview(first_id=low.id, second_id=high.id, verdict=verdict))
    if keep is not None:
        service.set_aside(high if keep is low else low)
    db.session.flush()
    audit.record(
        "recruitment.duplicate_settled", f"registration:{high.id}", assembly_id=low.assembly_id, verdict=verdict.value
    )
    return review


def settle_group(group: Group, shown: Collection[int], doubles: Collection[int]) -> None:
    """Take `doubles` (numbers) out of the draw; the others of those `shown` are people of their own.

    Whoever joined since they were shown stays to be settled. Raises `NotAPairError` when nobody would stay.
    """
    looked_at = [person for person in group.people if person.id in shown]
    kept = [person for person in looked_at if person.id not in doubles]
    if not kept:
        raise NotAPairError
    for person in looked_at:
        if person in kept:
            db.session.merge(GroupReview(registration_id=person.id, sign=group.sign, decided_at=now()))
        else:
            service.set_aside(person)
    db.session.flush()
    number = kept[0].assembly_id
    audit.record(
        "recruitment.duplicate_group_settled",
        f"assembly:{number}",
        assembly_id=number,
        sign=group.sign.value,
        people=len(looked_at),
        set_aside=len(looked_at) - len(kept),
    )


def _alike(people: Iterable[Registration]) -> Iterable[tuple[Sign, list[int]]]:
    """What is equal, and the numbers of the people in whom it is."""
    keys: dict[tuple[Sign, str], list[int]] = defaultdict(list)
    for person in people:
        for sign, key in _keys(person):
            keys[sign, key].append(person.id)
    for (sign, _key), numbers in keys.items():
        if len(numbers) > 1:
            yield sign, numbers


def _keys(person: Registration) -> Iterable[tuple[Sign, str]]:
    if person.email:
        yield Sign.EMAIL, person.email.lower()
    if phone_key(person.phone):
        yield Sign.PHONE, phone_key(person.phone)
    if plain(person.name) and person.birth_year:
        yield Sign.NAME, f"{plain(person.name)}:{person.birth_year}"
    if person.household:
        yield Sign.ADDRESS, person.household


def _in_the_draw(assembly_id: int) -> list[Registration]:
    chosen = select(Registration).where(
        Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP
    )
    return list(db.session.scalars(chosen.order_by(Registration.id)))


def _settled(assembly_id: int) -> list[tuple[int, int]]:
    rows = db.session.execute(
        select(DuplicateReview.first_id, DuplicateReview.second_id)
        .join(Registration, Registration.id == DuplicateReview.first_id)
        .where(Registration.assembly_id == assembly_id)
    )
    return [(first, second) for first, second in rows]


def _settled_in_groups(assembly_id: int) -> set[tuple[int, Sign]]:
    """Number and sign of those who were looked at in a group, and did not change their sign-up since."""
    rows = db.session.execute(
        select(GroupReview.registration_id, GroupReview.sign)
        .join(Registration, Registration.id == GroupReview.registration_id)
        .where(Registration.assembly_id == assembly_id)
        .where(or_(Registration.changed_at.is_(None), Registration.changed_at <= GroupReview.decided_at))
    )
    return {(number, sign) for number, sign in rows}
