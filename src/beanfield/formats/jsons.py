"""JSON with our faults: never NaN, never a crash, always a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard, TypeVar

import msgspec

from beanfield.annotation.faults import fault_of_decoding
from beanfield.formats.faults import FaultRow

_object = msgspec.json.Decoder(dict[str, Any]).decode
#: How deep objects and lists may stand in one another.
DEEPEST = 200

Decoded = TypeVar("Decoded")


def decoded(decode: Callable[[bytes], Decoded], data: bytes) -> Decoded:
    """What the decoder makes of JSON in UTF-8 or else in GB18030.

    Raises `msgspec.MsgspecError` and nothing else.
    """
    try:
        try:
            return decode(data)
        except UnicodeDecodeError:
            return decode(data.decode("gb18030").encode())
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError("JSON is malformed: neither UTF-8 nor GB18030") from error
    except RecursionError as error:
        raise msgspec.DecodeError("JSON is malformed: nested too deeply") from error


def decode_object(data: bytes) -> dict[str, Any]:
    """One JSON object. Raises `msgspec.MsgspecError`."""
    return decoded(_object, data)


def is_finite(value: Any) -> TypeGuard[int | float]:
    """Whether a decoded value is a number that coordinates can be counted with."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e15 < value < 1e15


def shown(value: Any) -> str:
    """A decoded value as a message shows it."""
    return str(value)[:40]


def json_fault(
    error: msgspec.MsgspecError, file: str, line: int | None = None, path: str = "", *, note: bool = False
) -> FaultRow:
    """What msgspec found wrong, as a fault of ours below `path`."""
    found = fault_of_decoding(error, path)
    return FaultRow(found.message_key, found.params, file, line, found.path or None, note)
