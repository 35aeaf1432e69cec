"""NotifyNL: mail and text messages through the government's service, by its published HTTP API.

Notify does not refuse a reference that it has seen before. So whenever it may have the message already, we ask for
messages with that reference first: what is there is not offered again.

Source: the REST API documentation of Notify (`/v2/notifications`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from beraad.config import NotifyService
from beraad.mail.models import MessageKind
from beraad.mail.transports import PATIENCE, NotSentError, Outgoing, RefusedError, UncertainError

#: words in an error of Notify → our code for it
COMPLAINTS = {
    "email_address": "recipient_refused",
    "phone_number": "recipient_refused",
    "team-only": "recipient_not_allowed",
    "trial mode": "recipient_not_allowed",
    "personalisation": "template_refused",
    "emplate": "template_refused",
}
#: status of a refusal → our code for it; for other statuses see `COMPLAINTS`
REFUSALS = {401: "key_refused", 403: "key_refused", 404: "service_not_found"}


class Notify:
    """The service, with the templates in which our text is put: `((subject))` and `((body))`."""

    repeatable = False

    def __init__(self, service: NotifyService) -> None:
        self.service = service

    def send(self, reference: str, message: Outgoing) -> str:
        """Hand over the message. Returns the id that Notify assigns."""
        path, content = self._content(reference, message)
        try:
            answer = self._ask(path, content)
        except (OSError, HTTPException) as error:  # Notify had all of it, but said nothing
            return self._id_after_silence(reference, error)
        return str(answer.get("id", ""))

    def _id_after_silence(self, reference: str, silence: Exception) -> str:
        try:
            notify_id = self.find(reference)
        except NotSentError:
            notify_id = None
        if notify_id is None:
            raise UncertainError("no_answer") from silence
        return notify_id

    def find(self, reference: str) -> str | None:
        """The number of a message that Notify has under this reference; raises `NotSentError` when it can't tell."""
        try:
            answer = self._ask("/v2/notifications?" + urlencode({"reference": reference}))
        except (OSError, HTTPException) as error:
            raise NotSentError("no_answer") from error
        known = answer.get("notifications", [])
        return str(known[0].get("id", "")) if known else None

    def _content(self, reference: str, message: Outgoing) -> tuple[str, dict[str, Any]]:
        if message.kind is MessageKind.TEXT:
            if not self.service.text_template:
                raise RefusedError("no_text_messages")
            path, to, template = "sms", "phone_number", self.service.text_template
        else:
            path, to, template = "email", "email_address", self.service.email_template
        content = {
            to: message.recipient,
            "template_id": template,
            "personalisation": {"subject": message.subject, "body": message.body},
            "reference": reference,
        }
        return f"/v2/notifications/{path}", content

    def _ask(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        """Notify's answer; OSError or HTTPException when it got the request and gave none that can be read."""
        request = Request(  # noqa: S310 - the address is a setting, checked to be http or https
            self.service.url + path,
            data=None if content is None else json.dumps(content).encode(),
            headers={
                "Authorization": f"Bearer {token(self.service, time.time())}",
                "Content-Type": "application/json",
                "User-Agent": "beraad",
            },
        )
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return _read(answer.read())
        except HTTPError as error:
            with error:
                raise _refusal(error.code, error.read()) from error
        except URLError as error:  # the request itself did not get through
            raise NotSentError("server_unreachable") from error


def token(service: NotifyService, moment: float) -> str:
    """A JSON web token (RFC 7519, HS256) for one request: who asks, and when (seconds since 1970)."""
    header = _encoded({"typ": "JWT", "alg": "HS256"})
    claims = _encoded({"iss": service.issuer, "iat": int(moment)})
    signed = hmac.digest(service.secret.encode(), f"{header}.{claims}".encode(), hashlib.sha256)
    return f"{header}.{claims}.{_base64(signed)}"


def _encoded(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _read(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except ValueError as error:
        raise HTTPException("not JSON") from error
    if not isinstance(document, dict):
        raise HTTPException("not an object")
    return document


def _refusal(status: int, content: bytes) -> NotSentError:
    """Too many or a fault on their side: later. Anything else: never. The complaint itself may hold an address."""
    if status == 429:
        return NotSentError("rate_limited")
    if status >= 500:
        return NotSentError("server_error")
    complaint = content.decode(errors="replace")
    code = next((code for words, code in COMPLAINTS.items() if words in complaint), "message_refused")
    return RefusedError(REFUSALS.get(status, code))
