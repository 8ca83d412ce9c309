"""`beanfield certificate`: check a certificate without a network, and tell the issuer's public key."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from beanfield.cli.language import locale, translated
from beanfield.platform.config import load_settings
from beanfield.platform.errors import Invalid
from beanfield.platform.messages import text
from beanfield.skills import token

_EXIT = {"valid": 0, "expired": 1, "altered": 1, "unknown_issuer": 1}


@translated
@click.group("certificate", help="cli_certificate_help")
def command() -> None:
    """Commands of certificates."""


@translated
@command.command("verify", help="cli_certificate_verify_help")
@click.argument("source")
@click.option("--key", type=click.Path(path_type=Path), multiple=True, help="cli_certificate_issuer_help")
@click.option("--data", type=click.Path(path_type=Path), help="cli_data_help")
def verify(source: str, key: tuple[Path, ...], data: Path | None) -> None:
    """Say whether a certificate (a PDF, a text file, or the text of its code) is valid; exit 0 only then."""
    found = token.find(_content(source))
    if found is None:
        raise Invalid("certificate_no_token")
    keys = {token.key_id(each): each for each in _keys(key, data)}
    verdict = token.verify(found, keys, datetime.now(UTC))
    click.echo(f"verdict {verdict.state}")
    click.echo(text(f"certificate_is_{verdict.state}", locale()))
    if verdict.claims is not None and verdict.state in {"valid", "expired"}:
        claims = verdict.claims
        for name in ("number", "name", "skill", "level", "title_zh", "title_en", "centre_zh", "centre_en"):
            value = getattr(claims, name)
            click.echo(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}")
        click.echo(f"issued {_instant(claims.issued)}")
        click.echo(f"valid-until {_instant(claims.until)}")
        click.echo(f"key {claims.key_id}")
    sys.exit(_EXIT[verdict.state])


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
