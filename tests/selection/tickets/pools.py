"""Problems whose people and quotas are written as words, a letter for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selection.model.problem import Problem, Quota, make_problem


def problem_of(
    answers: Sequence[str],
    quotas: Mapping[str, tuple[int, int]],
    seats: int,
    households: Mapping[int, str] | None = None,
    **special: Sequence[str],
) -> Problem:
    """`answers`: a word per person, a letter per feature; `quotas`: letter → (min, max), letters of features differ."""
    width = len(answers[0])
    letters = [sorted({word[f] for word in answers}) for f in range(width)]
    categories = {f"f{f}": {v: Quota(*quotas.get(v, (0, seats))) for v in letters[f]} for f in range(width)}
    people = {f"p{i:02}": {f"f{f}": word[f] for f in range(width)} for i, word in enumerate(answers)}
    homes = None if households is None else {f"p{i:02}": key for i, key in households.items()}
    return make_problem(categories, people, seats, homes, **special)


def pool_of(people: int, seats: int, households: bool = False) -> Problem:
    """Three features in all combinations, unevenly, with quotas one wide."""
    words = ["".join((a, b, c)) for a in "aabc" for b in "xyyz" for c in "mnn"]
    answers = [words[(7 * i + i // 5) % len(words)] for i in range(people)]
    share = {v: seats * sum(v in word for word in answers) / people for v in "abcxyzmn"}
    quotas = {v: (int(s), int(s) + 2) for v, s in share.items()}
    homes = {i: f"home {i // 2}" for i in range(0, people // 2)} if households else None
    return problem_of(answers, quotas, seats, homes)
