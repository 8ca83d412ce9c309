"""Short ways to make documents and to look at their faults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from beanfield.annotation.document import Document
from beanfield.annotation.faults import FaultAt
from beanfield.annotation.validate import faults
from beanfield.platform.messages import text
from tests.annotation.samples import CHAT, PICTURE, street, talk

BOX = {"type": "box", "x": 10, "y": 10, "w": 20, "h": 20}


def told(found: Iterable[FaultAt]) -> dict[str, str]:
    """Path → English text. Fails where a message or one of its places is missing in either language."""
    texts = {}
    for path, key, params in found:
        assert text(key, "zh-CN", **params)
        texts[path] = text(key, "en", **params)
    return texts


def keys(found: Iterable[FaultAt]) -> set[tuple[str, str]]:
    """Path and message of each fault, the messages known to be there."""
    listed = list(found)
    told(listed)
    return {(path, key) for path, key, _ in listed}


def made(objects: Any = (), relations: Any = (), answers: Any = None) -> Document:
    plain = {"objects": list(objects), "relations": list(relations), "answers": answers or {}}
    return msgspec.convert(plain, Document)


def thing(shape: dict[str, Any], name: str = "car", key: str = "o1", **attributes: Any) -> dict[str, Any]:
    return {"id": key, "class": name, "shape": shape, "attributes": attributes}


def of_street(*objects: dict[str, Any], **parts: Any) -> set[tuple[str, str]]:
    return keys(faults(made(objects, **parts), street(), PICTURE))


def of_talk(answers: dict[str, Any], *objects: dict[str, Any], complete: bool = True) -> set[tuple[str, str]]:
    return keys(faults(made(objects, answers=answers), talk(), CHAT, complete=complete))
