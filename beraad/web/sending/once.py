"""A form that is sent twice makes one thing: after a double click, from two tabs, or hours later with "back".

Each form carries a random key (`form_key()`, in the macro `forms.form`). The edge remembers it in the transaction of
the work, and answers the same form a second time with the address to which the first one led. A form with the same
key and other words in it is not lost: `Form.validate_on_submit` shows it again with a new key, and says why.

Only answers that lead to another page are remembered, and none that leaves something in the cookie, such as signing
in: the second answer could not bring that. The key also names the account for which the form was made, signed, so that
`accounts.kept` knows whose text it is when the visit has ended.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, flash, g, redirect, request, session
from flask_babel import gettext as _
from sqlalchemy import delete, select

from beraad import orm
from beraad.extensions import db
from beraad.orm import now, rows_changed
from beraad.web import sealing
from beraad.web.sending.models import SentForm
from beraad.web.visitor import AccountId, current_account_id

FIELD = "form_key"
#: how long the same form is recognised
KEPT = timedelta(days=2)
#: fields that differ each time that a form is shown
CHANGING = frozenset({FIELD, "csrf_token"})
#: what an answer may leave in the cookie and still be repeated
PASSING = frozenset({"_flashes", "csrf_token"})


@dataclass(frozen=True)
class Sent:
    """The form in this request."""

    key: str
    content: str
    #: the cookie before the view
    cookie: dict[str, Any]

    @property
    def lock(self) -> int:
        """Number of the lock under which the same form waits for itself."""
        return int(self.key[:15], 16)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["form_key"] = form_key


def form_key() -> str:
    """A new key for a form that is shown to this visitor: account (0 for none), random part, signature."""
    body = f"{current_account_id() or 0}.{secrets.token_urlsafe(16)}"
    return f"{body}.{_signature(body)}"


def maker_of(key: str) -> AccountId | None:
    """Returns the account for which a form with this key was made; None for nobody, or if the key is not ours."""
    body, _dot, signature = key.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(body).encode()):
        return None
    return AccountId(int(body.partition(".")[0])) or None


def _signature(body: str) -> str:
    return sealing.fingerprint(f"form key:{body}")[:32]


def sent() -> Sent | None:
    """Returns the form in this request; None for one without a key."""
    key = request.form.get(FIELD, "")
    if not key:
        return None
    owner = current_account_id() or session.get("csrf_token", "")
    g.sent_form = Sent(
        sealing.fingerprint(f"sent form:{owner}:{request.path}:{key}"),
        sealing.fingerprint("form content:" + "\0".join(_content())),
        {name: deepcopy(value) for name, value in session.items() if name not in PASSING},
    )
    found: Sent = g.sent_form
    return found


def first_answer(form: Sent) -> Response | None:
    """Returns where the same form led when it was sent before, or None. Its words may differ: see `is_other`."""
    row = db.session.scalar(select(SentForm).where(SentForm.key == form.key, SentForm.made_at > now() - KEPT))
    if row is None:
        return None
    if row.content != form.content:
        g.is_other_form = True
        return None
    flash(_("U had dit al verstuurd. Wij hebben het één keer verwerkt."), "info")
    return redirect(sealing.unseal(row.sealed_location, f"sent_form:{form.key}"), 303)  # type: ignore[return-value]


def is_other() -> bool:
    """Whether the form in this request was sent before with other words in it."""
    return "is_other_form" in g


def remember(form: Sent, response: Response) -> bool:
    """Remember where `form` leads. Returns False if the same form was first: then nothing of this one may stay."""
    cookie = {name: value for name, value in session.items() if name not in PASSING}
    if is_other() or response.location is None or cookie != form.cookie:
        return True
    sealed = sealing.seal(response.location, f"sent_form:{form.key}")
    values = {"key": form.key, "content": form.content, "sealed_location": sealed, "made_at": now()}
    db.session.execute(delete(SentForm).where(SentForm.key == form.key, SentForm.made_at <= now() - KEPT))
    return orm.insert_id_unless_there(db.session(), SentForm, **values) is not None


def forget(before: datetime) -> int:
    """Delete what is remembered of forms that were sent before this moment. Returns of how many."""
    return rows_changed(db.session, delete(SentForm).where(SentForm.made_at < before))


def _content() -> Iterator[str]:
    for name, values in sorted(request.form.lists()):
        if name not in CHANGING:
            yield from (f"{name}={value}" for value in values)
    for name, file in sorted(request.files.items(multi=True)):
        yield f"{name}={file.filename}={hashlib.file_digest(file.stream, 'sha256').hexdigest()}"  # type: ignore[arg-type]
        file.stream.seek(0)
