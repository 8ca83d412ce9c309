"""Settings: defaults, then `beanfield.toml` in the data folder, then `BEANFIELD_*` environment variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from beanfield.platform.errors import Invalid


class Settings(Struct, frozen=True, kw_only=True):
    """All that can be set. Each name is also an environment variable: `port` is `BEANFIELD_PORT`."""

    data: Path = Path("data")
    """Folder of the embedded database, the objects and the secret key."""
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8080
    database_url: str | None = None
    """A PostgreSQL of your own; the embedded one is used when it is not set."""
    objects_url: str | None = None
    """Where media and deliveries are kept, e.g. `s3://bucket/prefix`; a folder in `data` when not set."""
    stores: str | None = None
    """Stores that data may be imported from and exported to: `name=address`, apart by blanks."""
    workers: Annotated[int, Meta(ge=1, le=64)] = 1
    """Server processes."""
    pool_size: Annotated[int, Meta(ge=2, le=200)] = 12
    """Database connections a process."""
    run_jobs: bool = True
    """Run background jobs in the server process; `beanfield worker` runs them elsewhere."""
    session_days: Annotated[int, Meta(ge=1, le=90)] = 14
    link_minutes: Annotated[int, Meta(ge=1, le=1440)] = 15
    """How long a link to a picture lives."""
    secure_cookies: bool = False
    """Set where the server stands behind HTTPS."""
    trust_proxy: bool = False
    """Take the client's address from X-Forwarded-For."""
    max_upload_bytes: int = 20 * 1024**3
    """How much one person may have uploaded and not yet imported."""
    webhooks_private: bool = False
    """Let webhooks call addresses inside the own network; else only public ones are called."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "text"] = "json"


_SECRETS = frozenset({"database_url", "objects_url", "stores"})


def load_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings from the command line (`given`), the environment, the file and the defaults, in that order.

    Raises:
        Invalid: a setting is unknown or its value wrong; the message names it.
    """
    known = {field.name for field in msgspec.structs.fields(Settings)}
    overrides = {name: value for name, value in given.items() if value is not None}
    from_env = {
        name: environ[f"BEANFIELD_{name.upper()}"] for name in known if f"BEANFIELD_{name.upper()}" in environ
    }
    data = Path(str(overrides.get("data", from_env.get("data", "data"))))
    return _convert({**_from_file(data / "beanfield.toml", known), **from_env, **overrides})


def _from_file(path: Path, known: set[str]) -> dict[str, object]:
    if not path.is_file():
        return {}
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := sorted(set(values) - known):
        raise Invalid("settings_unknown", file=path, names=", ".join(unknown))
    return values


def _convert(values: dict[str, object]) -> Settings:
    plain = {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    converted = {}
    for name, value in plain.items():
        try:
            kind = fields[name].type
            converted[name] = Path(str(value)) if kind is Path else msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError as error:
            raise Invalid("settings_wrong", name=name, what=str(error)) from error
    return Settings(**converted)  # type: ignore[arg-type]  # each value was converted to its field's type above


def summary(settings: Settings) -> list[tuple[str, str]]:
    """Names and values to print at the start; secrets are hidden."""
    rows = []
    for field in msgspec.structs.fields(Settings):
        value = getattr(settings, field.name)
        rows.append((field.name, "***" if field.name in _SECRETS and value else str(value)))
    return rows
