"""What a recording holds: its exact length, and the peaks that its wave is drawn from.

The bytes go through FFmpeg (PyAV) once, from the first to the last sample. The container is told from the
first bytes and no other is tried: playlists and the like could make FFmpeg open other files and addresses.
All of it is work for a thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import av
import numpy as np
from av.error import FFmpegError

from beanfield.media.peaks import Peaks
from beanfield.platform.errors import Invalid

#: FFmpeg's name of each container, and its content type.
_KINDS = {
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "mov": "audio/mp4",
}
MOST_SECONDS = 24 * 3600
#: What the header says may differ from what is there by so many seconds.
_SLACK = 1.0
_TELLS_LENGTH = frozenset({"flac", "mov"})
_ERRORS = (FFmpegError, OSError, ValueError, IndexError, EOFError, ArithmeticError, MemoryError)


class NotARecording(Invalid):
    """The bytes are in no format that is opened; the message names the file."""

    def __init__(self, name: str) -> None:
        super().__init__("media_not_a_recording", name=name)


class DamagedRecording(Invalid):
    """The file begins as a recording and cannot be read to its end."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__("media_damaged", name=name, what=what)


class RecordingTooLong(Invalid):
    """Longer than anybody would annotate as one item."""

    def __init__(self, name: str) -> None:
        super().__init__("media_too_long", name=name, hours=MOST_SECONDS // 3600)


class Recording(NamedTuple):
    """`seconds` are samples by rate; `peaks` as `peaks.py` says."""

    mime: str
    seconds: float
    peaks: bytes


def container_of(head: bytes) -> str | None:
    """FFmpeg's name of the container that begins with these bytes; None for what is not opened."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov"
    for magic, name in (
        (b"fLaC", "flac"),
        (b"OggS", "ogg"),
        (b"\x1a\x45\xdf\xa3", "matroska"),
        (b"ID3", "mp3"),
    ):
        if head.startswith(magic):
            return name
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "aac" if head[1] & 0x06 == 0 else "mp3"
    return None


def opened(stream: IO[bytes], container: str) -> Any:
    """The container, which opens nothing else; use it as a context manager."""
    return av.open(
        stream, format=container, options={"protocol_whitelist": "none"}, metadata_errors="replace"
    )


def read_recording(source: bytes | Path, name: str) -> Recording:
    """Read a recording file whole: WAV, FLAC, MP3, AAC, Ogg (Vorbis, Opus), M4A.

    Raises:
        NotARecording, DamagedRecording, RecordingTooLong: all name the file.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        kind = container_of(stream.read(16))
        if kind not in _KINDS:
            raise NotARecording(name)
        stream.seek(0)
        try:
            with opened(stream, kind) as container:
                return _read(container, kind, name)
        except _ERRORS as error:
            raise DamagedRecording(name, str(error) or type(error).__name__) from error


def _read(container: Any, kind: str, name: str) -> Recording:
    if not container.streams.audio:
        raise NotARecording(name)
    stream = container.streams.audio[0]
    told = float(stream.duration * stream.time_base) if stream.duration and kind in _TELLS_LENGTH else None
    peaks: Peaks | None = None
    for samples, rate in _samples(container, stream, lenient=kind in {"mp3", "aac"}):
        if peaks is None:
            peaks = Peaks(rate, len(samples))
        peaks.add(samples)
        if peaks.seconds > MOST_SECONDS:
            raise RecordingTooLong(name)
    if peaks is None or not peaks.samples:
        raise NotARecording(name)
    if told is not None and peaks.seconds < told - _SLACK:
        raise EOFError(f"{peaks.seconds:.3f} s < {told:.3f} s")
    return Recording(_KINDS[kind], peaks.seconds, peaks.packed())


def _samples(container: Any, stream: Any, *, lenient: bool) -> Iterator[tuple[np.ndarray[Any, Any], int]]:
    """Channels × samples of 16 bits, and their rate. MP3 may hold what is no sound between its frames."""
    resampler = av.AudioResampler(format="s16p")
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except FFmpegError:
            if lenient:
                continue
            raise
        for frame in frames:
            for part in resampler.resample(frame):
                yield part.to_ndarray(), part.sample_rate
    for part in resampler.resample(None):
        yield part.to_ndarray(), part.sample_rate
