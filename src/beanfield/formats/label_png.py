"""Pictures whose pixels are numbers of things: read into arrays, and cut into masks."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from beanfield.annotation.document import Mask
from beanfield.formats.faults import FormatError
from beanfield.formats.member import Member
from beanfield.formats.rle import MOST_PIXELS, mask_of_pixels

Labels = NDArray[np.int64]
_MOST_BYTES = 256 << 20


def numbers_in(member: Member, *, colours: dict[tuple[int, int, int], int] | None = None) -> Labels:
    """The number of each pixel: palette index, grey value, 16-bit value, or R + 256 G + 65536 B.

    With `colours` a coloured picture's pixels are looked up; a colour that is not there is -1. Raises
    `FormatError`.
    """
    try:
        with member.open() as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(stream.read(_MOST_BYTES))) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError("the picture is too large")
                if picture.mode in {"RGB", "RGBA"}:
                    return _coloured(np.asarray(picture.convert("RGB"), dtype=np.int64), colours)
                values = np.asarray(picture.convert("L") if picture.mode in {"1", "LA"} else picture)
    except FormatError:
        raise
    except Exception as error:  # a decoder raises what it likes
        raise FormatError("format_damaged", file=member.name, why=str(error)[:200]) from error
    if values.ndim != 2:
        raise FormatError("format_damaged", file=member.name, why="channels")
    return values.astype(np.int64)


def _coloured(pixels: NDArray[np.int64], colours: dict[tuple[int, int, int], int] | None) -> Labels:
    packed: Labels = pixels[..., 0] + 256 * pixels[..., 1] + 65536 * pixels[..., 2]
    if colours is None:
        return packed
    wanted = {r + 256 * g + 65536 * b: number for (r, g, b), number in colours.items()}
    values, where = np.unique(packed, return_inverse=True)
    named = np.array([wanted.get(int(value), -1) for value in values], dtype=np.int64)
    return named[where].reshape(packed.shape)


def masks_in(labels: Labels) -> Iterator[tuple[int, Mask]]:
    """Each number that occurs, in order, with the mask of its pixels.

    Raises `FormatError` where a mask falls into too many runs.
    """
    values, where = np.unique(labels, return_inverse=True)
    dense = where.reshape(labels.shape).astype(np.int32) + 1
    for place, window in enumerate(ndimage.find_objects(dense)):
        if window is None:
            continue
        rows, columns = window
        try:
            mask = mask_of_pixels(dense[window] == place + 1, columns.start, rows.start)
        except ValueError as error:
            raise FormatError("format_bad_rle", why=str(error)) from error
        if mask is not None:
            yield int(values[place]), mask


class Canvas:
    """A picture of numbers being painted; things may not lie over one another."""

    def __init__(self, width: int, height: int, background: int = 0) -> None:
        self._background = background
        self.pixels: Labels = np.full((height, width), background, dtype=np.int64)

    def paint(self, mask: Mask, number: int) -> int:
        """Set the mask's pixels and say how many; those that are taken keep what they are."""
        window = self.pixels[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w]
        there = mask.pixels()
        free = there & (window == self._background)
        window[free] = number
        return int(free.sum())

    def png(self, *, deep: bool = False, coloured: bool = False, palette: list[int] | None = None) -> bytes:
        """As PNG: 8 bits (with a palette), 16 bits, or packed into three colours."""
        if coloured:
            parts = [self.pixels >> shift & 255 for shift in (0, 8, 16)]
            picture = Image.fromarray(np.stack(parts, axis=-1).astype(np.uint8))
        elif deep:
            picture = Image.fromarray(self.pixels.astype(np.uint16))
        else:
            picture = Image.fromarray(self.pixels.astype(np.uint8))
            if palette is not None:
                picture.putpalette(palette)
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


def voc_palette() -> list[int]:
    """VOC's 256 colours: the bits of a number, dealt out to red, green and blue from the highest bit down."""
    made = []
    for number in range(256):
        colour, rest = [0, 0, 0], number
        for bit in range(7, -1, -1):
            for channel in range(3):
                colour[channel] |= (rest >> channel & 1) << bit
            rest >>= 3
        made += colour
    return made
