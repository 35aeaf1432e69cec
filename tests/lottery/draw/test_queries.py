"""Counts that pages show, against the pool that is drawn from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.quotas import queries as quota_queries
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.sign_up import service as recruitment_service
from tests.crawl import counted


def test_counts_are_those_of_the_pool(make: Any) -> None:
    assembly = make.ready_to_draw()
    make.ready_to_draw()
    recruitment_service.withdraw(make.registration(assembly))
    pool = recruitment.pool(assembly.id)
    expected = Counter(pair for person in pool for pair in person.answers.items())
    found = {(f.name, a.answer): a.pool for f in quota_queries.quotas(assembly.id) for a in f.answers}
    assert found == expected
    assert quota_queries.pool_size(assembly.id) == len(pool) == 32


def test_the_pages_of_the_lottery_ask_few_questions(make: Any, sign_in: Any) -> None:
    assembly = make.drawn(slug="wonen")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    for path in (
        "/beheer/wonen/loting",
        "/beheer/wonen/loting/streefcijfers",
        "/beheer/wonen/loting/1",
        "/beheer/wonen/panel",
    ):
        with counted(db.engine) as statements:
            browser.get(path)
        assert len(statements) <= 20, (path, len(statements))
