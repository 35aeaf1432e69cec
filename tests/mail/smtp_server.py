"""A tiny mail server for tests: says what it is told to say, keeps what it accepts."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` replaces the answer to a command ("MAIL", "RCPT", "DATA" or "." for the end of the message).

    An empty answer drops the connection without a word.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = {"MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 ok", **answers}
        self.received: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        try:
            self.converse()
        except ConnectionResetError:  # the other side was killed
            return

    def converse(self) -> None:
        self.say("220 test")
        recipient = ""
        while line := self.rfile.readline():
            words = line.decode().strip()
            command = words[:4].upper()
            if command in ("EHLO", "HELO"):
                self.say("250 test")
                continue
            if command == "RCPT":
                recipient = words.partition("<")[2].partition(">")[0]
            answer = self.server.answers.get(command, "500 what")
            if not answer:
                return
            self.say(answer)
            if command == "DATA" and answer.startswith("354") and not self.take(recipient):
                return

    def take(self, recipient: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:  # gone before the end: nobody accepts half a message
                return False
            lines.append(line.decode())
        answer = self.server.answers["."]
        if not answer:
            return False
        if answer.startswith("2"):
            self.server.received.append((recipient, "".join(lines)))
        self.say(answer)
        return True


@contextmanager
def running(**answers: str) -> Iterator[MailServer]:
    """A server on a free port; `end=` is the answer to the end of the message."""
    named = {name.upper(): text for name, text in answers.items()}
    if "END" in named:
        named["."] = named.pop("END")
    server = MailServer(named)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
