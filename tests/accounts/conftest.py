"""Passwords are checked with real Argon2, at a cost that suits tests."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from beraad.accounts import passwords


@pytest.fixture(autouse=True)
def cheap_argon2(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords._of_nobody.cache_clear()
    monkeypatch.setattr(passwords, "_argon2", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
