"""What a video holds: when each of its frames is shown, and the frames themselves by their number.

Frames are counted in the order in which they are shown, from 0. Their instants are those of the container
(variable rates, frames stored out of order); what an edit list cuts away is no frame. No rate is assumed.
All of it is work for a thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from av.error import FFmpegError
from msgspec import Struct
from PIL import Image

from beanfield.media.recordings import container_of, opened
from beanfield.platform.errors import Invalid

#: FFmpeg's name of each container, and its content type.
_KINDS = {"mov": "video/mp4", "matroska": "video/x-matroska", "avi": "video/x-msvideo"}
MOST_PIXELS = 67_108_864
MOST_FRAMES = 1_000_000
_QUALITY = 90
_ERRORS = (FFmpegError, OSError, ValueError, IndexError, EOFError, ArithmeticError, MemoryError)


class NotAVideo(Invalid):
    """The bytes are in no format that is opened, or have no moving picture; the message names the file."""

    def __init__(self, name: str) -> None:
        super().__init__("media_not_a_video", name=name)


class DamagedVideo(Invalid):
    """The file begins as a video and cannot be read."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__("media_damaged", name=name, what=what)


class VideoTooLarge(Invalid):
    """Frames larger, or more of them, than are opened."""

    def __init__(self, name: str, width: int, height: int, frames: int) -> None:
        most = MOST_PIXELS // 1_000_000
        super().__init__(
            "media_video_too_large",
            name=name,
            width=width,
            height=height,
            frames=frames,
            most=most,
            most_frames=MOST_FRAMES,
        )


class FrameTable(Struct, frozen=True):
    """`pts[i]` is when frame i is shown, in `base[0] / base[1]` seconds; `seconds` is the whole length.

    `width` and `height` are upright, after a turn by `rotation` degrees counter-clockwise.
    """

    width: int
    height: int
    rotation: int
    seconds: float
    base: tuple[int, int]
    pts: list[int]

    def times(self) -> list[float]:
        """When each frame is shown, in seconds from the first."""
        first, (over, under) = self.pts[0], self.base
        return [round((at - first) * over / under, 6) for at in self.pts]


class Video(NamedTuple):
    """A content type, and the frames."""

    mime: str
    table: FrameTable


def read_video(source: bytes | Path, name: str) -> Video:
    """Read the container of a video from end to end, and its first frame.

    Raises:
        NotAVideo, DamagedVideo, VideoTooLarge: all name the file.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        head = stream.read(16)
        kind = "avi" if head[:4] == b"RIFF" and head[8:12] == b"AVI " else container_of(head)
        if kind not in _KINDS:
            raise NotAVideo(name)
        stream.seek(0)
        try:
            with opened(stream, kind) as container:
                return Video(_KINDS[kind], _table(container, name))
        except _ERRORS as error:
            raise DamagedVideo(name, str(error) or type(error).__name__) from error


def _table(container: Any, name: str) -> FrameTable:
    if not container.streams.video:
        raise NotAVideo(name)
    stream = container.streams.video[0]
    if stream.codec_context is None:  # of a codec that nobody knows
        raise NotAVideo(name)
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > MOST_PIXELS:
        raise VideoTooLarge(name, width, height, 0)
    pts: list[int] = []
    end = 0
    for packet in container.demux(stream):
        if packet.pts is None or packet.is_discard:
            continue
        if packet.is_corrupt:
            raise EOFError(f"frame {len(pts)}")
        pts.append(packet.pts)
        end = max(end, packet.pts + (packet.duration or 0))
        if len(pts) > MOST_FRAMES:
            raise VideoTooLarge(name, width, height, len(pts))
    if not pts:
        raise NotAVideo(name)
    pts = sorted(set(pts))
    container.seek(0)
    first = next(container.decode(stream))
    rotation = first.rotation % 360
    width, height = first.width, first.height
    if rotation in {90, 270}:
        width, height = height, width
    base = stream.time_base
    seconds = float((end - pts[0]) * base)
    return FrameTable(width, height, rotation, seconds, (base.numerator, base.denominator), pts)


def pictures(stream: IO[bytes], table: FrameTable, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """The frames from `first` to before `last`, upright, as (number, JPEG).

    Raises:
        DamagedVideo: one of them cannot be decoded.
    """
    head = stream.read(16)
    kind = "avi" if head[8:12] == b"AVI " else container_of(head) or ""
    wanted = {table.pts[number]: number for number in range(first, min(last, len(table.pts)))}
    try:
        for from_start in (False, True):  # some containers seek past what is wanted
            stream.seek(0)
            with opened(stream, kind) as container:
                video = container.streams.video[0]
                container.seek(0 if from_start else table.pts[first], stream=video)
                for frame in container.decode(video):
                    if frame.pts in wanted:
                        yield wanted.pop(frame.pts), _jpeg(frame, table.rotation)
                    if not wanted or (frame.pts or 0) > max(wanted):
                        break
            if not wanted:
                return
    except _ERRORS as error:
        raise DamagedVideo("", str(error) or type(error).__name__) from error
    raise DamagedVideo("", f"{min(wanted.values())}")


def _jpeg(frame: Any, rotation: int) -> bytes:
    picture: Image.Image = frame.to_image()
    if rotation:
        picture = picture.rotate(rotation, expand=True)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
