"""A picture file is opened by its header alone, and refused there when it would unpack to too much.

Invalid
├── NotAPicture      in no format that is opened
├── DamagedPicture   begins as a picture and cannot be read to its end
└── PictureTooLarge  more pixels than are unpacked, or far more than its bytes can mean
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from beanfield.platform.errors import Invalid

#: The formats that are opened, and their content types. Others (SVG, PSD, EPS …) are not pictures to us.
FORMATS = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "BMP": "image/bmp",
    "DIB": "image/bmp",
    "TIFF": "image/tiff",
    "PPM": "image/x-portable-anymap",
    "JPEG2000": "image/jp2",
}
_OPENED = [name for name in FORMATS if name != "MPO"]  # the JPEG reader finds those by itself

MOST_PIXELS = 200_000_000
"""A picture with more is refused before it is unpacked, unless it can be read strip by strip."""
MOST_PIXELS_IN_STRIPS = 4_000_000_000
_MOST_PIXELS_A_BYTE = 2000
LARGEST_SIDE = 8192
"""A larger picture is shown by tiles: graphics cards take no more at once."""
MOST_PIXELS_AT_ONCE = 67_108_864
"""A picture with more is shown by tiles."""

Image.MAX_IMAGE_PIXELS = None  # the limits above are checked instead, on the header alone
READ_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    EOFError,
    OverflowError,
    MemoryError,
    struct.error,
)

Source = bytes | Path
"""A picture file's bytes, or where it lies."""


class NotAPicture(Invalid):
    """The bytes are in no format that is opened."""

    def __init__(self, name: str) -> None:
        super().__init__("media_not_a_picture", name=name)


class DamagedPicture(Invalid):
    """The file begins as a picture and cannot be read to its end."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__("media_damaged", name=name, what=what)


class PictureTooLarge(Invalid):
    """More pixels than are unpacked."""

    def __init__(self, name: str, width: int, height: int, most: int) -> None:
        super().__init__(
            "media_too_many_pixels", name=name, width=width, height=height, most=most // 1_000_000
        )


class PictureUnpacksTooFar(Invalid):
    """So few bytes for so many pixels are made to exhaust whoever opens them."""

    def __init__(self, name: str, width: int, height: int, size: int) -> None:
        super().__init__("media_unpacks_too_far", name=name, width=width, height=height, bytes=size)


def opened(source: Source, name: str) -> Image.Image:
    """The picture with its header read and no pixel unpacked.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge, PictureUnpacksTooFar: all name the file.
    """
    try:
        image = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=_OPENED)
    except UnidentifiedImageError as error:
        raise NotAPicture(name) from error
    except READ_ERRORS as error:
        raise DamagedPicture(name, what(error)) from error
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        most = MOST_PIXELS_IN_STRIPS if comes_in_strips(image) else MOST_PIXELS
        if pixels > most:
            raise PictureTooLarge(name, image.width, image.height, most)
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if pixels > _MOST_PIXELS_A_BYTE * size:
            raise PictureUnpacksTooFar(name, image.width, image.height, size)
    return image


def comes_in_strips(image: Image.Image) -> bool:
    """Whether the format lets it be read from top to bottom in little memory.

    Interlaced PNG and progressive JPEG do not: all of their last row depends on the file's last byte.
    """
    if image.format in {"JPEG", "MPO"}:
        return not image.info.get("progressive")
    return image.format == "TIFF" or (image.format == "PNG" and not image.info.get("interlace"))


def is_huge(image: Image.Image) -> bool:
    """Whether it is shown by tiles."""
    return max(image.size) > LARGEST_SIDE or image.width * image.height > MOST_PIXELS_AT_ONCE


def what(error: BaseException) -> str:
    """What an error of a reader says."""
    return str(error).strip() or type(error).__name__
