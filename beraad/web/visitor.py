"""Who makes this request, as far as a domain below `accounts` may know: a key."""

from __future__ import annotations

from typing import NewType

from flask import g, has_request_context

#: key of an account; it stands here since rooms below `accounts` write down who acted
AccountId = NewType("AccountId", int)


def current_account_id() -> AccountId | None:
    """Returns the key of the account that is signed in; None for the public, a command or a job."""
    account = g.get("account") if has_request_context() else None
    return AccountId(account.id) if account else None
