"""How long a recording is: WAV and FLAC, by their headers."""

from __future__ import annotations

import struct

from beanfield.platform.errors import Invalid


class NotARecording(Invalid):
    """The bytes are in no format whose length is known; the message names the file."""

    def __init__(self, name: str) -> None:
        super().__init__("media_not_a_recording", name=name)


def read_recording(content: bytes, name: str) -> tuple[str, float]:
    """(content type, seconds).

    Raises:
        NotARecording: neither WAV nor FLAC, or its header is damaged.
    """
    try:
        if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
            return "audio/wav", _wav_seconds(content)
        if content[:4] == b"fLaC":
            return "audio/flac", _flac_seconds(content)
    except (struct.error, ZeroDivisionError) as error:
        raise NotARecording(name) from error
    raise NotARecording(name)


def _wav_seconds(content: bytes) -> float:
    at, bytes_per_second = 12, 0
    while at + 8 <= len(content):
        kind, size = struct.unpack_from("<4sI", content, at)
        if kind == b"fmt ":
            (bytes_per_second,) = struct.unpack_from("<I", content, at + 16)
        elif kind == b"data":
            return float(min(size, len(content) - at - 8) / bytes_per_second)
        at += 8 + size + size % 2
    raise struct.error("no data chunk")


def _flac_seconds(content: bytes) -> float:
    """STREAMINFO holds the rate in 20 bits and the number of samples in 36."""
    (packed,) = struct.unpack_from(">Q", content, 18)
    rate, samples = packed >> 44, packed & ((1 << 36) - 1)
    return float(samples / rate)
