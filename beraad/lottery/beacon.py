"""A round of drand: a number that nobody knew when the list was frozen, checked without internet.

drand is a network of organisations that together sign the number of each round; the signature can't be known before
its moment, and everyone can check it with the network's public key (scheme bls-unchained-g1-rfc9380: the message is
SHA-256 of the round number in eight bytes, the signature a point on G1 of BLS12-381, the key a point on G2). The round
is announced when the list is frozen: the first at or after the moment of the draw, so that nobody picks one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from beraad.lottery.errors import BeaconError
from beraad.lottery.models import Draw

#: the chain "quicknet" (its hash stands in the record): first round, seconds between two rounds, public key
GENESIS = 1692803367
PERIOD = 3
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
#: domain of the hash to the curve, RFC 9380 §8.8.1
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SIGNATURE = re.compile(r"\b[0-9a-f]{96}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Round:
    """One round: its number and its signature (96 hexadecimal digits)."""

    number: int
    signature: str


def moment_of(number: int) -> datetime:
    """When the round is signed."""
    return datetime.fromtimestamp(GENESIS + (number - 1) * PERIOD, UTC)


def round_at(moment: datetime) -> int:
    """The first round at or after `moment`."""
    return max(1, math.ceil((moment - datetime.fromtimestamp(GENESIS, UTC)) / timedelta(seconds=PERIOD)) + 1)


def parse(typed: str, announced: int) -> Round:
    """Read the round that was pasted in: drand's answer (JSON), a round number and signature, or only a signature.

    Raises `BeaconError`: no signature in it ("unreadable"), or another round than was announced ("other_round").
    """
    number, signature = _read_json(typed) if typed.lstrip().startswith("{") else _read_words(typed)
    if signature is None:
        raise BeaconError(reason="unreadable", round=announced)
    if number is not None and number != announced:
        raise BeaconError(reason="other_round", round=announced, typed=number)
    return Round(announced, signature.lower())


def _read_json(typed: str) -> tuple[int | None, str | None]:
    try:
        answer = json.loads(typed)
    except ValueError:
        return None, None
    number, signature = answer.get("round"), answer.get("signature")
    fits = isinstance(signature, str) and SIGNATURE.fullmatch(signature)
    return (number if isinstance(number, int) else None), (signature if fits else None)


def _read_words(typed: str) -> tuple[int | None, str | None]:
    signature = SIGNATURE.search(typed)
    rest = SIGNATURE.sub(" ", typed)
    number = re.search(r"\b\d{1,15}\b", rest.replace(".", ""))
    return (int(number.group()) if number else None), (signature.group() if signature else None)


def require_checker() -> None:
    """Raise `BeaconError` ("no_checker") unless py-ecc, the extra `beacon`, is installed."""
    if importlib.util.find_spec("py_ecc") is None:
        raise BeaconError(reason="no_checker")


def require_genuine(drawn: Round) -> None:
    """Raises `BeaconError` unless the network signed this round ("signature"), or if that cannot be checked here.

    Takes about a second.
    """
    require_checker()
    # Loading the curve takes a second: only those who use it should wait for that.
    from eth_typing import BLSPubkey, BLSSignature
    from py_ecc.bls.g2_primitives import pubkey_to_G1, signature_to_G2, subgroup_check
    from py_ecc.bls.hash_to_curve import hash_to_G1
    from py_ecc.fields import optimized_bls12_381_FQ12 as FQ12
    from py_ecc.optimized_bls12_381.optimized_curve import G2, neg
    from py_ecc.optimized_bls12_381.optimized_pairing import final_exponentiate, pairing

    key = signature_to_G2(BLSSignature(bytes.fromhex(PUBLIC_KEY)))
    try:
        signature = pubkey_to_G1(BLSPubkey(bytes.fromhex(drawn.signature)))
    except ValueError as error:
        raise BeaconError(reason="signature", round=drawn.number) from error
    message = hashlib.sha256(drawn.number.to_bytes(8, "big")).digest()
    signed = hash_to_G1(message, DOMAIN, hashlib.sha256)  # type: ignore[arg-type]  # typed as the hash, not its maker
    left = pairing(G2, signature, final_exponentiate=False)
    right = pairing(key, neg(signed), final_exponentiate=False)
    if not subgroup_check(signature) or final_exponentiate(left * right) != FQ12.one():
        raise BeaconError(reason="signature", round=drawn.number)


def of_draw(draw: Draw) -> Round | None:
    """The round in the seed of this draw, if it has one."""
    return Round(draw.beacon_round or 0, draw.beacon_signature) if draw.beacon_signature else None
