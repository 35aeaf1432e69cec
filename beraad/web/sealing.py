"""Fields that the database only holds encrypted: AES-256-GCM, bound to the row they belong to.

The key is derived from the application's secret (HKDF-SHA256). Layout of a sealed value: one byte key id, twelve
bytes nonce, then ciphertext with tag. The caller names the row ("invitation:12"); a value that is copied to another
row does not open.
"""

from __future__ import annotations

import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

KEY_ID = b"\x01"
NONCE_SIZE = 12


class SealError(Exception):
    """The value was not sealed by this application, or not for this row."""


def fingerprint(text: str) -> str:
    """HMAC-SHA256 (hex) of `text` with the application's secret: equal texts match, and nobody can guess the text.

    `text` begins with what it is for ("household:…"), so fingerprints for two purposes never match.
    """
    return hmac.digest(str(current_app.config["SECRET_KEY"]).encode(), text.encode(), "sha256").hex()


def _cipher() -> AESGCM:
    return _cipher_of(str(current_app.config["SECRET_KEY"]))


@lru_cache(maxsize=4)
def _cipher_of(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"beraad sealed fields 1").derive(secret.encode()))


def seal(text: str, row: str) -> bytes:
    """`text`, readable only with the application's secret and for `row`."""
    return seal_bytes(text.encode(), row)


def seal_bytes(content: bytes, row: str) -> bytes:
    """`content`, readable only with the application's secret and for `row`."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return KEY_ID + nonce + _cipher().encrypt(nonce, content, KEY_ID + row.encode())


def unseal(sealed: bytes, row: str) -> str:
    """The text that `seal` closed; raises `SealError` when it is not for this application or this row."""
    try:
        return unseal_bytes(sealed, row).decode()
    except UnicodeDecodeError as error:
        raise SealError(row) from error


def unseal_bytes(sealed: bytes, row: str) -> bytes:
    """What `seal_bytes` closed; raises `SealError` when it is not for this application or this row."""
    nonce, body = sealed[1 : 1 + NONCE_SIZE], sealed[1 + NONCE_SIZE :]
    try:
        return _cipher().decrypt(nonce, body, sealed[:1] + row.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError(row) from error
