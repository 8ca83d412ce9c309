"""JSON with our faults: never NaN, never a crash, always a place."""

from __future__ import annotations

from typing import Any

import msgspec

from beanfield.annotation.faults import fault_of_decoding
from beanfield.formats.faults import FaultRow

_object = msgspec.json.Decoder(dict[str, Any]).decode
#: How deep objects and lists may stand in one another.
DEEPEST = 200


def decode_object(data: bytes) -> dict[str, Any]:
    """One JSON object, in UTF-8 or else in GB18030. Raises `msgspec.MsgspecError`."""
    try:
        return _object(data)
    except UnicodeDecodeError:
        return _object(in_utf8(data))
    except RecursionError as error:
        raise msgspec.DecodeError("JSON is malformed: nested too deeply") from error


def in_utf8(data: bytes) -> bytes:
    """GB18030 as UTF-8. Raises `msgspec.DecodeError` when it is neither."""
    try:
        return data.decode("gb18030").encode()
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError("JSON is malformed: neither UTF-8 nor GB18030") from error


def json_fault(
    error: msgspec.MsgspecError, file: str, line: int | None = None, path: str = "", *, note: bool = False
) -> FaultRow:
    """What msgspec found wrong, as a fault of ours below `path`."""
    found = fault_of_decoding(error, path)
    return FaultRow(found.message_key, found.params, file, line, found.path or None, note)
