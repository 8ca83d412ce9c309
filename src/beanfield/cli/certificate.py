"""`beanfield certificate`: check a certificate without a network, and tell the issuer's public key."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from beanfield.cli.language import locale, translated
from beanfield.platform.config import load_settings
from beanfield.platform.errors import Invalid
from beanfield.platform.messages import text
from beanfield.skills import revocation, token
from beanfield.skills.revocation import Revocations


@translated
@click.group("certificate", help="cli_certificate_help")
def command() -> None:
    """Commands of certificates."""


@translated
@command.command("verify", help="cli_certificate_verify_help")
@click.argument("source")
@click.option("--key", type=click.Path(path_type=Path), multiple=True, help="cli_certificate_issuer_help")
@click.option(
    "--revocations", type=click.Path(path_type=Path), multiple=True, help="cli_certificate_revocations_help"
)
@click.option("--data", type=click.Path(path_type=Path), help="cli_data_help")
def verify(source: str, key: tuple[Path, ...], revocations: tuple[Path, ...], data: Path | None) -> None:
    """Say whether a certificate (a PDF, a text file, or the text of its code) is valid; exit 0 only then.

    With lists of revocations it is also looked up there.
    """
    found = token.find(_content(source))
    if found is None:
        raise Invalid("certificate_no_token")
    keys = {token.key_id(each): each for each in _keys(key, data)}
    lists = [_revocations(file, keys) for file in revocations]
    verdict = token.verify(found, keys, datetime.now(UTC))
    _tell(verdict, lists)


def _tell(verdict: token.Verdict, lists: list[Revocations]) -> NoReturn:
    claims = verdict.claims if verdict.state in {"valid", "expired"} else None
    gone = None if claims is None else _revoked_at(claims, lists)
    state = verdict.state if gone is None else "revoked"
    click.echo(f"verdict {state}")
    click.echo(text(f"certificate_is_{state}", locale(), at=_instant(gone or 0)))
    for each in lists:
        click.echo(text("cli_certificate_revocations_out", locale(), at=_instant(each.at)))
    if claims is not None:
        for name in ("number", "name", "skill", "level", "title_zh", "title_en", "centre_zh", "centre_en"):
            value = getattr(claims, name)
            click.echo(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}")
        click.echo(f"issued {_instant(claims.issued)}")
        click.echo(f"valid-until {_instant(claims.until)}")
        click.echo(f"key {claims.key_id}")
    sys.exit(0 if state == "valid" else 1)


def _revoked_at(claims: token.Claims, lists: list[Revocations]) -> int | None:
    of_issuer = [each for each in lists if each.key_id == claims.key_id]
    return next((one.at for each in of_issuer for one in each.revoked if one.number == claims.number), None)


def _revocations(file: Path, keys: Mapping[str, Ed25519PublicKey]) -> Revocations:
    try:
        return revocation.read(file.read_text(encoding="utf-8"), keys)
    except (OSError, ValueError) as error:
        raise Invalid("certificate_bad_revocations", file=file) from error


@translated
@command.command("key", help="cli_certificate_key_help")
@click.option("--data", type=click.Path(path_type=Path), help="cli_data_help")
def key(data: Path | None) -> None:
    """Print the public key of this installation, to give to those who check certificates."""
    own = _own_key(data)
    if own is None:
        raise Invalid("certificate_no_key")
    click.echo(token.public_pem(own), nl=False)


def _content(source: str) -> bytes:
    try:
        path = Path(source)
        return path.read_bytes() if path.is_file() else "".join(source.split()).upper().encode()
    except OSError:  # the text of a code is longer than a file's name may be
        return "".join(source.split()).upper().encode()


def _keys(files: tuple[Path, ...], data: Path | None) -> list[Ed25519PublicKey]:
    if files:
        return [_read(file) for file in files]
    own = _own_key(data)
    if own is None:
        raise Invalid("certificate_no_key")
    return [own]


def _read(file: Path) -> Ed25519PublicKey:
    try:
        return token.read_public(file.read_bytes())
    except (OSError, ValueError) as error:
        raise Invalid("certificate_bad_key", file=file) from error


def _own_key(data: Path | None) -> Ed25519PublicKey | None:
    secret = load_settings(data=data).data / "secret.key"
    return token.signing_key(secret.read_bytes()).public_key() if secret.is_file() else None


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
