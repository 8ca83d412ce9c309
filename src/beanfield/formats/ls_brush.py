"""Label Studio's brush masks: a bit stream of runs over the RGBA values of the whole picture.

Layout: 32 bits number of values, 5 bits word size less 1, four times 4 bits a run-length size less 1; then
blocks of one bit (1: one word repeated, 0: words as they are), two bits which of the four sizes, that many
bits the block's length less 1, and the word or words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from beanfield.annotation.document import Mask
from beanfield.formats.rle import MOST_PIXELS, mask_of_pixels

_SIZES = (3, 6, 10, 16)
_WORD = 8


class _Bits:
    """Reads numbers of a few bits from bytes. Raises `ValueError` past the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data + bytes(8)
        self._at = 0
        self._end = 8 * len(data)

    def read(self, count: int) -> int:
        if self._at + count > self._end:
            raise ValueError("cut off")
        byte, bit = divmod(self._at, 8)
        window = int.from_bytes(self._data[byte : byte + 8], "big")
        self._at += count
        return (window >> (64 - bit - count)) & ((1 << count) - 1)


def mask_of_brush(values: Sequence[int], width: int, height: int) -> Mask | None:
    """The pixels that are not transparent; None when there are none. Raises `ValueError`."""
    if width <= 0 or height <= 0 or width * height * 4 > MOST_PIXELS * 4:
        raise ValueError("the size is not right")
    if any(not 0 <= value <= 255 for value in values):
        raise ValueError("bytes outside 0 … 255")
    bits = _Bits(bytes(values))
    count = bits.read(32)
    if count != width * height * 4:
        raise ValueError(f"{count} values for {width} × {height} pixels")
    word = bits.read(5) + 1
    sizes = [bits.read(4) + 1 for _ in range(4)]
    seen = np.zeros(count, dtype=np.bool_)
    at = 0
    while at < count:
        repeated = bits.read(1)
        past = at + 1 + bits.read(sizes[bits.read(2)])
        if past > count:
            raise ValueError("more values than there are pixels")
        if repeated:
            seen[at:past] = bits.read(word) > 0
        else:
            for place in range(at, past):
                seen[place] = bits.read(word) > 0
        at = past
    return mask_of_pixels(seen[3::4].reshape(height, width))


def brush_of_mask(mask: Mask, width: int, height: int) -> list[int]:
    """The bytes for a mask: opaque white where it is set, nothing elsewhere."""
    pixels = np.zeros((height, width), dtype=np.bool_)
    pixels[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w] = mask.pixels()
    parts = [f"{width * height * 4:032b}{_WORD - 1:05b}"]
    parts.extend(f"{size - 1:04b}" for size in _SIZES)
    for value, length in _runs(pixels.ravel()):
        word = "11111111" if value else "00000000"
        left = 4 * length
        while left:
            take = min(left, 1 << _SIZES[-1])
            which = next(place for place, size in enumerate(_SIZES) if take <= 1 << size)
            parts.append(f"1{which:02b}{take - 1:0{_SIZES[which]}b}{word}")
            left -= take
    stream = "".join(parts)
    stream += "0" * (-len(stream) % 8)
    return list(int(stream, 2).to_bytes(len(stream) // 8, "big"))


def _runs(flat: NDArray[np.bool_]) -> Iterator[tuple[bool, int]]:
    edges = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1, [len(flat)]])
    for start, end in pairwise(edges):
        yield bool(flat[start]), int(end - start)
