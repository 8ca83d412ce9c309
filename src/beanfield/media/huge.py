"""Pictures too large to be unpacked at once: read by libvips strip by strip, shown by a pyramid of tiles.

The pyramid is the Deep Zoom layout in an uncompressed zip: level 0 is the coarsest, one tile; each next
level is twice as wide and high, the last one is the picture itself; `p_files/{level}/{column}_{row}.jpg` are
tiles of 512 × 512 pixels (WebP where the picture has transparent parts). All of it is work for a thread.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyvips
from PIL import Image, ImageOps

from beanfield.media.picture_files import FORMATS, READ_ERRORS, DamagedPicture, Source, opened, what

TILE_SIDE = 512
#: Of what is shown before any tile: enough for a whole screen.
_SHOWN_SIDE = 4096
#: libvips reads these without unpacking them whole; others go through Pillow, which takes no huge ones.
_BY_VIPS = frozenset({"JPEG", "MPO", "PNG", "TIFF", "WEBP", "GIF", "AVIF"})
_ORIENTATION = 0x0112
_ROWS_IN_ORDER = frozenset({0, 1, 2})

pyvips.block_untrusted_set(True)
pyvips.cache_set_max(0)
_one = threading.Lock()  # libvips uses every core for one


@dataclass(frozen=True)
class HugePicture:
    """`width` and `height` are of the upright picture; `shown` is it scaled down to `shown_width`."""

    mime: str
    width: int
    height: int
    shown: bytes
    shown_mime: str
    shown_width: int


def read_huge(source: Source, name: str) -> HugePicture:
    """Read a picture from its first to its last pixel in little memory.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge, PictureUnpacksTooFar: all name the file.
    """
    with opened(source, name) as image, _one:
        mime = FORMATS[image.format or ""]
        try:
            whole = _eight_bit(source, image)
            small = whole.thumbnail_image(_SHOWN_SIDE, height=_SHOWN_SIDE, size="down")
            kind = "webp" if whole.hasalpha() else "jpeg"
            shown = bytes(small.write_to_buffer(f".{kind}[Q=92,keep=none]"))
        except (pyvips.Error, *READ_ERRORS) as error:
            raise DamagedPicture(name, what(error)) from error
        return HugePicture(mime, whole.width, whole.height, shown, f"image/{kind}", small.width)


def make_pyramid(source: Source, name: str, into: Path) -> None:
    """Write the tiles of all levels into the file `into`, whose name ends in `.zip`.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge, PictureUnpacksTooFar: all name the file.
    """
    with opened(source, name) as image, _one:
        try:
            whole = _eight_bit(source, image)
            kind = "webp" if whole.hasalpha() else "jpg"
            whole.dzsave(
                str(into),
                container="zip",
                basename="p",
                tile_size=TILE_SIDE,
                overlap=0,
                depth="onetile",
                suffix=f".{kind}[Q=90]",
                properties=False,
                keep="none",
            )
        except (pyvips.Error, *READ_ERRORS) as error:
            raise DamagedPicture(name, what(error)) from error


def _eight_bit(source: Source, image: Image.Image) -> pyvips.Image:
    """The picture upright and in eight bits of grey or sRGB, with or without transparency.

    Deeper greys are stretched over their own range, as `pictures` does with small ones.
    """
    picture = _upright(source, image)
    deep = picture.format not in {"uchar", "char"}
    if deep and picture.bands == 1:
        low, high = _range(source, image)
        scale = 255.0 / (high - low) if high > low else 0.0
        return picture.linear(scale, -low * scale).rint().cast("uchar").copy(interpretation="b-w")
    if (
        picture.get_typeof("icc-profile-data")
        and picture.bands >= 3
        and picture.format in {"uchar", "ushort"}
    ):
        picture = picture.icc_transform("srgb", embedded=True)
    wanted = "b-w" if picture.bands < 3 else "srgb"
    return picture.colourspace(wanted).cast("uchar")


def _range(source: Source, image: Image.Image) -> tuple[float, float]:
    found = _upright(source, image).stats()
    low, high = float(found(0, 0)[0]), float(found(1, 0)[0])
    return (low, high) if np.isfinite([low, high]).all() else (0.0, 1.0)


def _upright(source: Source, image: Image.Image) -> pyvips.Image:
    if image.format not in _BY_VIPS:
        pixels = ImageOps.exif_transpose(image)
        plain = pixels if pixels.mode in {"L", "RGB", "RGBA", "I", "F"} else pixels.convert("RGB")
        return pyvips.Image.new_from_array(np.asarray(plain))
    in_order = image.getexif().get(_ORIENTATION, 1) in _ROWS_IN_ORDER
    # Turned pictures are unpacked into a file of their own first, by libvips.
    access = "sequential" if in_order else "random"
    if isinstance(source, bytes):
        read = pyvips.Image.new_from_buffer(source, "", access=access, fail_on="error")
    else:
        read = pyvips.Image.new_from_file(str(source), access=access, fail_on="error")
    return read.autorot()
