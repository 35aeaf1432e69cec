"""What somebody sent after their visit had ended: kept in the page, sealed, until they have signed in again.

Nothing is stored, and nothing stands in an address: a hidden field holds the whole form, readable only with the
application's secret. It is for the account for which the form was made (`once.maker_of` its key), so a form that
another site made up is never kept, and nobody can send on what another person wrote.
"""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import request

from beraad.web import sealing
from beraad.web.sending import once
from beraad.web.visitor import AccountId

FIELD = "kept"
SEAL = "kept form"
#: seconds that a form can be sent on
LONGEST = 24 * 60 * 60
#: forms with passwords in them
NEVER = frozenset({"accounts_own.password"})


@dataclass(frozen=True)
class KeptForm:
    """A form that was sent without a visit."""

    account_id: AccountId
    #: where it was sent to
    address: str
    #: name and text of each field
    fields: Sequence[tuple[str, str]]
    #: name of the field and of the file, for each file: those have to be chosen again
    files: Sequence[tuple[str, str]]
    #: seconds since 1970
    sent_at: float


def received() -> KeptForm | None:
    """Returns the form in this request; None if it was not made for an account, or must not be kept."""
    account_id = once.maker_of(request.form.get(once.FIELD, "")) if request.method == "POST" else None
    if account_id is None or request.endpoint in NEVER:
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    files = [(name, file.filename) for name, file in request.files.items(multi=True) if file.filename]
    return KeptForm(account_id, request.full_path.rstrip("?"), fields, files, time.time())


def sealed(form: KeptForm) -> str:
    """The form as the page holds it."""
    return base64.b64encode(sealing.seal_bytes(zlib.compress(json.dumps(asdict(form)).encode()), SEAL)).decode()


def opened(text: str) -> KeptForm | None:
    """Returns the form that `sealed` closed; None if it is not ours, or too old."""
    try:
        form = KeptForm(**json.loads(zlib.decompress(sealing.unseal_bytes(base64.b64decode(text), SEAL))))
    except (sealing.SealError, ValueError, zlib.error):
        return None
    return form if time.time() - form.sent_at < LONGEST else None
