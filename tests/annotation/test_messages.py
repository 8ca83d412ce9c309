"""Every fault has its message in both languages."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import beanfield.annotation
from beanfield.platform.messages import catalogue

_PLACES = re.compile(r"\{(\w+)\}")


def _keys_in_code() -> set[str]:
    folder = Path(beanfield.annotation.__file__).parent
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        found |= set(re.findall(r'"(fault_\w+)"', file.read_text(encoding="utf-8")))
    wanted = {f"fault_want_{kind}" for kind in ("text", "number", "whole", "boolean", "list", "object")}
    return found | wanted


def test_every_fault_has_a_message_with_the_same_places_in_both_languages() -> None:
    messages = catalogue()
    for key in sorted(_keys_in_code()):
        assert key in messages, key
        zh, en = messages[key]["zh"], messages[key]["en"]
        assert set(_PLACES.findall(zh)) == set(_PLACES.findall(en)), key


def test_no_message_is_left_over() -> None:
    own = files("beanfield.platform.messages").joinpath("annotation.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(own)) - _keys_in_code() == set()
