"""Who makes this request, as far as a domain below `accounts` may know: a number."""

from __future__ import annotations

from flask import g, has_request_context


def account_number() -> int | None:
    """The number of the account that is signed in; None for the public, a command or a job."""
    account = g.get("account") if has_request_context() else None
    return account.id if account else None
