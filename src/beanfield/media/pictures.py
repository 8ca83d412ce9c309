"""What a picture file holds: its upright size, and a version that every browser shows as it is meant.

Nothing here knows of storage; all of it is work for a thread.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from beanfield.media.huge import read_huge
from beanfield.media.picture_files import FORMATS, READ_ERRORS, DamagedPicture, Source, is_huge, opened, what

_FIT_FOR_BROWSERS = frozenset({"JPEG", "MPO", "PNG", "WEBP", "GIF", "AVIF"})
_EIGHT_BIT = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_LOSSY = frozenset({"JPEG", "MPO"})
_ORIENTATION = 0x0112

THUMBNAIL_SIDE = 320
_PNG_PIXELS = 4_000_000
_HEAVY_PIXELS = 25_000_000

_one_heavy = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """`width` and `height` are of the upright picture; `shown` is set where the original needs a stand-in."""

    mime: str
    width: int
    height: int
    shown: bytes | None = None
    shown_mime: str | None = None
    shown_width: int | None = None
    tiled: bool = False


def read_picture(content: Source, name: str) -> Picture:
    """Read a picture file whole, so that damage anywhere in it is found; a huge one strip by strip.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge, PictureUnpacksTooFar: all name the file.
    """
    with opened(content, name) as image:
        if is_huge(image):
            huge = read_huge(content, name)
            return Picture(
                huge.mime, huge.width, huge.height, huge.shown, huge.shown_mime, huge.shown_width, tiled=True
            )
        if image.width * image.height > _HEAVY_PIXELS:
            with _one_heavy:
                return _read(image, name)
        return _read(image, name)


@dataclass(frozen=True)
class Part:
    """Red, green and blue bytes (height × width × 3) of a part of a picture; x, y is its corner there."""

    x: int
    y: int
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def upright_part(content: bytes, width: int, box: tuple[float, float, float, float]) -> Part:
    """The part of a picture in the box [x, y, w, h], as far as it is on the picture, at least a pixel.

    The box and the result are in pixels of an original that is `width` wide, of which this may be a smaller
    stand-in.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge: as `read_picture`.
    """
    name = "picture"
    with opened(content, name) as image:
        try:
            upright = _eight_bit(ImageOps.exif_transpose(image)).convert("RGB")
        except READ_ERRORS as error:
            raise DamagedPicture(name, what(error)) from error
        factor = width / upright.width
        height = round(upright.height * factor)
        x, y, w, h = box
        left, top = (min(most - 1, max(0, int(at))) for at, most in ((x, width), (y, height)))
        right, bottom = max(left + 1, min(width, round(x + w))), max(top + 1, min(height, round(y + h)))
        of_shown = (left / factor, top / factor, right / factor, bottom / factor)
        part = upright.resize((right - left, bottom - top), Image.Resampling.BILINEAR, box=of_shown)
        return Part(left, top, np.asarray(part))


def make_thumbnail(content: bytes, name: str) -> bytes:
    """A small upright WebP of a picture.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge: as `read_picture`.
    """
    with opened(content, name) as image:
        try:
            image.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
            small = _eight_bit(ImageOps.exif_transpose(image))
            small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=3.0)
            return _encoded(small, "WEBP", quality=78)
        except READ_ERRORS as error:
            raise DamagedPicture(name, what(error)) from error


def _read(image: Image.Image, name: str) -> Picture:
    try:
        mime, kind = FORMATS[image.format or ""], image.format or ""
        turned = image.getexif().get(_ORIENTATION, 1) not in {0, 1}
        fit = kind in _FIT_FOR_BROWSERS and image.mode in _EIGHT_BIT and not turned
        if fit:
            width, height = image.size
            image.draft(image.mode, (width // 8, height // 8))  # JPEG: all bytes are read, few pixels made
            image.load()
            return Picture(mime, width, height)
        return _with_stand_in(image, mime, kind)
    except READ_ERRORS as error:
        raise DamagedPicture(name, what(error)) from error


def _with_stand_in(image: Image.Image, mime: str, kind: str) -> Picture:
    upright = _eight_bit(ImageOps.exif_transpose(image))
    width, height = upright.size
    opaque = upright.mode in {"L", "RGB"}
    if opaque and (kind in _LOSSY or upright.width * upright.height > _PNG_PIXELS):
        shown, shown_mime = _encoded(upright, "JPEG", quality=95, subsampling=0), "image/jpeg"
    else:
        shown, shown_mime = _encoded(upright, "PNG", compress_level=4), "image/png"
    return Picture(mime, width, height, shown, shown_mime)


def _eight_bit(image: Image.Image) -> Image.Image:
    """The picture in a mode of eight bits a channel; deeper greys are stretched over their own range."""
    if image.mode in {"L", "RGB", "RGBA"}:
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _stretched(image)
    if image.mode == "1":
        return image.convert("L")
    has_alpha = image.mode in {"LA", "PA", "La"} or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _stretched(image: Image.Image) -> Image.Image:
    pixels = np.asarray(image).astype(np.float32)
    finite = pixels[np.isfinite(pixels)]
    low, high = (0.0, 1.0) if finite.size == 0 else (float(finite.min()), float(finite.max()))
    scale = 255.0 / (high - low) if high > low else 0.0
    scaled = np.nan_to_num((pixels - low) * scale, nan=0.0, posinf=255.0, neginf=0.0)
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8), mode="L")


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
    image.save(out, kind, icc_profile=profile, exif=b"", **options)
    return out.getvalue()
