"""The minimum age: how old people have to be to sign up. The one place that says what it can be and who meets it.

Organisers choose it for each burgerberaad (`SignUpSettings.minimum_age`); the sign-up form asks for the year of birth.
"""

from __future__ import annotations

#: everyone may sign up
NONE = 0
#: the age until an organiser chooses one
DEFAULT = NONE
#: the highest age that can be chosen, in years
HIGHEST = 120


def is_old_enough(birth_year: int, minimum_age: int, this_year: int) -> bool:
    """Whether a person born in this year reaches `minimum_age` in `this_year`."""
    return birth_year <= this_year - minimum_age
