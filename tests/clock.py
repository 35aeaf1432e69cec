"""A clock that stands still where a test puts it, for what depends on the day or the hour."""

from __future__ import annotations

from datetime import datetime, tzinfo

import pytest

from beraad import orm


def stop_at(moment: datetime, patch: pytest.MonkeyPatch) -> None:
    """Let `orm.now()`, and so the whole application, say that it is `moment`."""
    assert moment.tzinfo is not None

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return moment.astimezone(tz)

    patch.setattr(orm, "datetime", Stopped)
