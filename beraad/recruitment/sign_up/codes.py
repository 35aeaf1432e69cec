"""The code in a letter: twelve characters, the first four find the letter and the other eight open it.

Crockford's base 32 leaves out I, L, O and U; people may type them anyway, in any case, with spaces and hyphens.
Only an Argon2id hash of the secret part is kept. The secret has 40 bits and ten tries, so nobody guesses it through
the site; the hash makes 2⁴⁰ tries costly for anyone who obtains the table.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SELECTOR_LENGTH = 4
SECRET_LENGTH = 8
CODE_LENGTH = SELECTOR_LENGTH + SECRET_LENGTH
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = str.maketrans("", "", " -‐‑–—.\u00a0\t")

#: 1 MiB and one pass: 0.7 ms a code on one core, some twenty seconds for 30,000 letters
HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1, hash_len=16, salt_len=16, type=Type.ID)
#: compared with if the selector is unknown: the answer then takes as long
_NOBODY = HASHER.hash("00000000")


@dataclass(frozen=True)
class Code:
    """The two parts of a letter code."""

    selector: str
    secret: str

    @property
    def plain(self) -> str:
        """The code as written in an address and a QR code."""
        return self.selector + self.secret

    def __str__(self) -> str:
        """As it is printed: three groups of four."""
        return "-".join(self.plain[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def read(text: str) -> Code | None:
    """Returns the code that was typed, or None if it can't be one."""
    typed = text.translate(_IGNORED).upper().translate(_READ_AS)
    if len(typed) != CODE_LENGTH or any(character not in ALPHABET for character in typed):
        return None
    return Code(typed[:SELECTOR_LENGTH], typed[SELECTOR_LENGTH:])


def make(taken: Iterable[str]) -> Iterator[Code]:
    """New codes without end; no selector is in `taken` or comes twice."""
    used = set(taken)
    while True:
        selector = _random(SELECTOR_LENGTH)
        if selector not in used:
            used.add(selector)
            yield Code(selector, _random(SECRET_LENGTH))


def matches(secret_hash: str | None, code: Code) -> bool:
    """Whether `code` belongs to the hash; takes as long if there is no hash."""
    try:
        return HASHER.verify(secret_hash or _NOBODY, code.secret) and secret_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def sign_up_link(code: Code | None = None) -> str:
    """The address of the sign-up form; with `code` in capitals, which make a smaller QR code."""
    base = str(current_app.config["BERAAD"].base_url)
    return f"{base}/aanmelden" if code is None else f"{base.upper()}/AANMELDEN/{code.plain}"
