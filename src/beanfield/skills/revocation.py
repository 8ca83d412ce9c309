"""The signed list of certificates that no longer hold: fetched once, then checked without a network.

    list = "BF1R:" + base32(msgpack([key id, instant, [[number, instant], …]]) + signature)

Without padding. The signature is Ed25519 over "BF1R" and the packed content, by the key that signs the
certificates. Reasons are about persons and stay with the issuer.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from beanfield.skills.token import key_id

_PREFIX: Final = "BF1R:"
_SIGNATURE: Final = 64


class Revoked(Struct, array_like=True, frozen=True):
    """A number that no longer holds, since an instant in seconds since 1970, UTC."""

    number: str
    at: int


class Revocations(Struct, array_like=True, frozen=True):
    """All that one issuer had revoked at an instant, in seconds since 1970, UTC."""

    key_id: str
    at: int
    revoked: list[Revoked]


def sign(revoked: list[Revoked], key: Ed25519PrivateKey, *, at: int) -> str:
    """The list of these numbers as text."""
    packed = msgspec.msgpack.encode(Revocations(key_id(key.public_key()), at, revoked))
    signed = packed + key.sign(b"BF1R" + packed)
    return _PREFIX + base64.b32encode(signed).decode().rstrip("=")


def read(text: str, keys: Mapping[str, Ed25519PublicKey]) -> Revocations:
    """A list that one of these keys has signed.

    Raises:
        ValueError: it is no list, or its signature is not right.
    """
    body = re.sub(r"\s", "", text).upper()
    if not body.startswith(_PREFIX):
        raise ValueError("not a list of revocations")
    body = body.removeprefix(_PREFIX)
    try:
        signed = base64.b32decode(body + "=" * (-len(body) % 8))
        packed, signature = signed[:-_SIGNATURE], signed[-_SIGNATURE:]
        found = msgspec.msgpack.decode(packed, type=Revocations)
        keys[found.key_id].verify(signature, b"BF1R" + packed)
    except (ValueError, msgspec.MsgspecError, KeyError, InvalidSignature) as error:
        raise ValueError("the list's signature is not right") from error
    return found
