"""Masks as other tools write them: COCO's run lengths, column by column, and filled outlines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from beanfield.annotation.document import Mask
from beanfield.annotation.shapes.mask import runs_of

#: Most pixels of a mask's window, and most runs of a mask: a small file must not fill the memory.
MOST_PIXELS = 1 << 27
MOST_RUNS = 8_000_000
_MOST_DIGITS = 8

Counts = NDArray[np.int64]


def counts_of_string(text: str) -> Counts:
    """COCO's compressed run lengths: six-bit characters, every count from the third less the one two before.

    Raises `ValueError` for what is no such text.
    """
    codes = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8).astype(np.int64) - 48
    if not len(codes) or codes.min() < 0 or codes.max() > 63:
        raise ValueError("characters outside 0 … o")
    ends = np.flatnonzero((codes & 32) == 0)
    if not len(ends) or ends[-1] != len(codes) - 1:
        raise ValueError("cut off")
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts + 1
    if lengths.max() > _MOST_DIGITS:
        raise ValueError("a run is too long")
    digit = np.arange(len(codes)) - np.repeat(starts, lengths)
    values = np.add.reduceat((codes & 31) << (5 * digit), starts)
    values -= np.where(codes[ends] & 16, np.int64(1) << (5 * lengths), 0)
    values[1::2] = np.cumsum(values[1::2])
    values[2::2] = np.cumsum(values[2::2])
    return values


def string_of_counts(counts: Sequence[int] | Counts) -> str:
    """The inverse of `counts_of_string`."""
    values = np.asarray(counts, dtype=np.int64)
    rest = values.copy()
    rest[3:] -= values[1:-2]
    digits, present = [], []
    open_ = np.ones(len(rest), dtype=bool)
    while open_.any():
        low = rest & 31
        rest >>= 5
        more = np.where(low & 16, rest != -1, rest != 0)
        digits.append(low + np.where(more, 32, 0) + 48)
        present.append(open_)
        open_ = open_ & more
    return bytes(np.stack(digits, 1)[np.stack(present, 1)].astype(np.uint8)).decode("ascii")


def mask_of_columns(counts: Sequence[int] | Counts, height: int, width: int) -> Mask | None:
    """The mask of run lengths that go column by column through a picture; None when no pixel is set.

    Only the window of the set pixels is ever laid out. Raises `ValueError` when the counts do not fill the
    picture, or the window is too large to lay out.
    """
    runs = np.asarray(counts, dtype=np.int64)
    if height <= 0 or width <= 0 or height * width > 1 << 40:
        raise ValueError("the size is not right")
    if not len(runs) or runs.min() < 0 or runs.max() > height * width or int(runs.sum()) != height * width:
        raise ValueError("the counts do not sum to height × width")
    edges = np.concatenate([[0], np.cumsum(runs)])
    first, past = edges[1:-1:2], edges[2::2]
    first, past = first[past > first], past[past > first]
    if not len(first):
        return None
    left, right = int(first[0] // height), int((past[-1] - 1) // height) + 1
    if (right - left) * height > MOST_PIXELS:
        raise ValueError("the mask is too large")
    pixels = np.zeros((right - left) * height + 1, dtype=np.int8)
    np.add.at(pixels, first - left * height, 1)
    np.add.at(pixels, past - left * height, -1)
    filled = np.cumsum(pixels[:-1], dtype=np.int8).astype(bool).reshape(right - left, height).T
    return mask_of_pixels(filled, left)


def mask_of_pixels(pixels: NDArray[np.bool_], left: int = 0, top: int = 0) -> Mask | None:
    """The mask of truth values that lie at (left, top); None when none is set.

    Raises `ValueError` when it falls into too many runs.
    """
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    if not len(rows):
        return None
    y, x = int(rows[0]), int(columns[0])
    window = np.ascontiguousarray(pixels[y : int(rows[-1]) + 1, x : int(columns[-1]) + 1])
    flat = window.ravel()
    if np.count_nonzero(flat[1:] != flat[:-1]) > MOST_RUNS:
        raise ValueError("the mask has too many runs")
    return Mask(left + x, top + y, window.shape[1], window.shape[0], runs_of(window))


def columns_of_mask(mask: Mask, height: int, width: int) -> Counts:
    """Run lengths column by column through the whole picture, beginning with a run of zeros."""
    across = np.zeros((mask.w, mask.h + 2), dtype=np.int8)
    across[:, 1:-1] = mask.pixels().T
    steps = np.diff(across, axis=1)
    column, row = np.nonzero(steps == 1)
    first = (mask.x + column) * height + mask.y + row
    column, row = np.nonzero(steps == -1)
    past = (mask.x + column) * height + mask.y + row
    apart = np.concatenate([[True], first[1:] != past[:-1]])
    first, past = first[apart], past[np.concatenate([apart[1:], [True]])]
    edges = np.empty(2 * len(first) + 2, dtype=np.int64)
    edges[0], edges[-1] = 0, height * width
    edges[1:-1:2], edges[2:-1:2] = first, past
    counts = np.diff(edges)
    return counts[:-1] if counts[-1] == 0 else counts


def mask_of_rings(rings: Sequence[Sequence[float]], width: int, height: int) -> Mask | None:
    """The pixels whose centres an odd number of the outlines encloses; None when there are none.

    Raises `ValueError` when the picture is too large to lay out.
    """
    if width * height > MOST_PIXELS:
        raise ValueError("the mask is too large")
    toggles = np.zeros((height, width + 1), dtype=np.int32)
    for ring in rings:
        points = np.asarray(ring, dtype=np.float64).reshape(-1, 2)
        for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0), strict=True):
            low, high = (y0, y1) if y0 <= y1 else (y1, y0)
            rows = np.arange(max(0, int(np.ceil(low - 0.5))), min(height, int(np.ceil(high - 0.5))))
            if len(rows):
                crossing = x0 + (rows + 0.5 - y0) * (x1 - x0) / (y1 - y0)
                toggles[rows, np.clip(np.ceil(crossing - 0.5), 0, width).astype(int)] += 1
    inside = np.cumsum(toggles, axis=1)[:, :-1] & 1
    return mask_of_pixels(inside.astype(bool))
