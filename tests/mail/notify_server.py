"""A stand-in for NotifyNL that follows its published API: checks what it gets, keeps what it accepts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from beraad.config import NotifyService

ISSUER = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
EMAIL_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
TEXT_TEMPLATE = "1c0b0b3c-6f7a-4a5c-9f7e-0d9a2f1a7d11"
TOKEN = "a token for reports, long enough"
#: a token is refused when it was made longer ago, in seconds
LONGEST_AGO = 30


class NotifyServer(ThreadingHTTPServer):
    """`answers` are given one after the other instead of the right one: (status, body), or None to say nothing.

    With `swallow` a message that gets no answer is accepted all the same.
    """

    daemon_threads = True

    def __init__(self, answers: list[tuple[int, str, str] | None], swallow: bool) -> None:
        self.answers, self.swallow = answers, swallow
        self.accepted: list[dict[str, Any]] = []
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    def service(self, **values: Any) -> NotifyService:
        url = f"http://127.0.0.1:{self.server_address[1]}"
        settings = {"text_template": TEXT_TEMPLATE, "callback_token": TOKEN, "url": url, **values}
        return NotifyService(ISSUER, SECRET, EMAIL_TEMPLATE, **settings)


class Conversation(BaseHTTPRequestHandler):
    server: NotifyServer

    def log_message(self, *_: Any) -> None:
        return

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if not self.is_known():
            return
        wanted = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
        found = [kept for kept in self.server.accepted if kept["reference"] == wanted]
        self.say(200, {"notifications": found, "links": {"current": self.path}})

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(self.path)
        if not self.is_known():
            return
        planned = self.server.answers.pop(0) if self.server.answers else ()
        if planned is None:
            if self.server.swallow:
                self.accept(content)
            self.close_connection = True
            return
        if planned:
            status, error, message = planned
            self.complain(status, error, message)
            return
        is_text = self.path.endswith("/sms")
        to, template = ("phone_number", TEXT_TEMPLATE) if is_text else ("email_address", EMAIL_TEMPLATE)
        if "@" not in content[to] and not is_text:
            self.complain(400, "ValidationError", "email_address Not a valid email address")
        elif content["template_id"] != template:
            self.complain(400, "BadRequestError", "Template not found")
        elif not {"subject", "body"} <= set(content["personalisation"]):
            self.complain(400, "BadRequestError", "Missing personalisation: body")
        else:
            self.say(201, self.accept(content))

    def accept(self, content: dict[str, Any]) -> dict[str, Any]:
        kept = {"id": str(uuid.uuid4()), "path": self.path, **content}
        self.server.accepted.append(kept)
        return kept

    def is_known(self) -> bool:
        """Check the token as Notify does: signed with the key's secret, by its owner, a moment ago."""
        header, claims, signature = self.headers["Authorization"].removeprefix("Bearer ").split(".")
        expected = hmac.digest(SECRET.encode(), f"{header}.{claims}".encode(), hashlib.sha256)
        said = json.loads(decoded(claims))
        fits = decoded(signature) == expected and json.loads(decoded(header)) == {"typ": "JWT", "alg": "HS256"}
        if fits and said["iss"] == ISSUER and abs(time.time() - said["iat"]) < LONGEST_AGO:
            return True
        self.complain(403, "AuthError", "Invalid token: signature, api token not found")
        return False

    def complain(self, status: int, error: str, message: str) -> None:
        self.say(status, {"status_code": status, "errors": [{"error": error, "message": message}]})

    def say(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@contextmanager
def running(*answers: tuple[int, str, str] | None, swallow: bool = False) -> Iterator[NotifyServer]:
    """A server on a free port."""
    server = NotifyServer(list(answers), swallow)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
