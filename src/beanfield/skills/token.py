"""The signed claims of a certificate, small enough for a QR code that a phone reads off paper.

    token = "BF1:" + base32(msgpack(claims) + signature)      without padding

The claims are an array; the signature is Ed25519 over "BF1" and the packed claims. Capital letters and digits
only, so that a QR code holds it in its dense alphanumeric mode, and it survives copying, typing and mail.
All is checked with the issuer's public key alone, on any machine, without a network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

_PREFIX: Final = "BF1:"
_TOKEN: Final = re.compile(rb"BF1:[A-Z2-7]{100,1000}")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SIGNATURE: Final = 64
_MOST_UNPACKED: Final = 4 << 20

State = Literal["valid", "expired", "altered", "unknown_issuer"]


class Claims(Struct, array_like=True, frozen=True):
    """What a certificate says. Instants are seconds since 1970, UTC."""

    number: str
    name: str
    skill: str
    title_zh: str
    title_en: str
    level: float
    issued: int
    until: int
    centre_zh: str
    centre_en: str
    key_id: str


class Verdict(Struct, frozen=True):
    """What can be said of a token. `claims` are only to be believed where the state is valid or expired."""

    state: State
    claims: Claims | None = None


def signing_key(secret: bytes) -> Ed25519PrivateKey:
    """The issuer's key: made from the secret of the data folder, so that a backup keeps it."""
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"beanfield certificate signing key 1").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(derived)


def key_id(key: Ed25519PublicKey) -> str:
    """A short name of a public key: the first 8 hexadecimal digits of its SHA-256."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:8]


def public_pem(key: Ed25519PublicKey) -> str:
    """The public key as PEM."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode()


def read_public(pem: bytes) -> Ed25519PublicKey:
    """A public key from PEM.

    Raises:
        ValueError: it is none, or none of this kind.
    """
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("an Ed25519 public key is wanted")
    return key


def sign(claims: Claims, key: Ed25519PrivateKey) -> str:
    """The token of these claims."""
    packed = msgspec.msgpack.encode(claims)
    signed = packed + key.sign(b"BF1" + packed)
    return _PREFIX + base64.b32encode(signed).decode().rstrip("=")


def verify(token: str, keys: Mapping[str, Ed25519PublicKey], now: datetime) -> Verdict:
    """Check a token against the public keys that are trusted, by their ids."""
    body = re.sub(r"\s", "", token).upper().removeprefix(_PREFIX)
    try:
        signed = base64.b32decode(body + "=" * (-len(body) % 8))
        packed, signature = signed[:-_SIGNATURE], signed[-_SIGNATURE:]
        claims = msgspec.msgpack.decode(packed, type=Claims)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return Verdict("altered")
    key = keys.get(claims.key_id)
    if key is None:
        return Verdict("unknown_issuer", claims)
    try:
        key.verify(signature, b"BF1" + packed)
    except InvalidSignature:
        return Verdict("altered")
    return Verdict("valid" if now.timestamp() < claims.until else "expired", claims)


def find(content: bytes) -> str | None:
    """The first token in a text or a PDF, packed streams included; None where there is none."""
    found = _TOKEN.search(content)
    if found is None:
        for stream in _STREAM.finditer(content):
            try:
                unpacked = zlib.decompressobj().decompress(stream[1], _MOST_UNPACKED)
            except zlib.error:
                continue
            if (found := _TOKEN.search(unpacked)) is not None:
                break
    return None if found is None else found[0].decode()
