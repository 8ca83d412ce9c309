"""The message catalogues: every text that a person may read, in Chinese and in English.

Each `.toml` file beside this one belongs to one slice and holds tables `[key]` with `zh` and `en`.
Places to fill are written `{name}`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LOCALES = ("zh-CN", "en")
DEFAULT_LOCALE = "zh-CN"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All messages: key → {"zh": …, "en": …}. A key that two files define is an error."""
    merged: dict[str, dict[str, str]] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        for key, texts in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if key in merged:
                raise ValueError(f"message {key} is defined twice, the second time in {entry.name}")
            merged[key] = texts
    return merged


def text(key: str, locale: str, **params: Any) -> str:
    """The message in the reader's language; a key that is missing raises `KeyError`."""
    message = catalogue()[key]["en" if locale.startswith("en") else "zh"]
    return message.format(**params) if params else message


def best_locale(accept_language: str) -> str:
    """The first of our languages in an Accept-Language header; Chinese where none is asked for."""
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return DEFAULT_LOCALE
