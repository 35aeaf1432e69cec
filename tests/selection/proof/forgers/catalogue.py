"""All forgers, and what both verifiers make of what they hand in."""

from __future__ import annotations

from collections.abc import Iterator

from selection import InputError, NoPanelError, SolverError
from selection.proof.verify import verify
from tests.selection.proof.forgers import lotteries, papers
from tests.selection.proof.forgers.workshop import Forgery, Workshop

FORGERS = {forger.__name__: forger for forger in (*lotteries.FORGERS, *papers.FORGERS)}


def forgeries(shop: Workshop) -> Iterator[tuple[str, Forgery]]:
    """Name and record of every forger who finds something to forge in this pool."""
    for name, forger in FORGERS.items():
        try:
            forgery = forger(shop)
        except (NoPanelError, SolverError):  # the pool that they would sell instead has no panel
            continue
        if forgery:
            yield name, forgery


def verdict(forgery: Forgery) -> str:
    """What the Python verifier concludes, in the words of the page."""
    try:
        found = verify(forgery.data, announced=forgery.announced)
    except InputError:
        return "unreadable"
    return found.verdict.name.lower()
