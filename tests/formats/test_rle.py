"""Masks in other tools' run lengths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pycocotools import mask as cocomask

from beanfield.annotation.document import Mask
from beanfield.formats.ls_brush import brush_of_mask, mask_of_brush
from beanfield.formats.rle import (
    columns_of_mask,
    counts_of_string,
    mask_of_columns,
    mask_of_rings,
    string_of_counts,
)

pictures = st.tuples(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32), st.floats(0, 1)).map(
    lambda t: np.random.default_rng(t[2]).random((t[0], t[1])) < t[3]
)


def _laid_out(mask: Mask, height: int, width: int) -> NDArray[np.bool_]:
    full = np.zeros((height, width), bool)
    full[mask.y : mask.y + mask.h, mask.x : mask.x + mask.w] = mask.pixels()
    return full


@given(pictures)
@settings(deadline=None)
def test_compressed_run_lengths_are_those_of_pycocotools(pixels: NDArray[np.bool_]) -> None:
    height, width = pixels.shape
    theirs = cocomask.encode(np.asfortranarray(pixels.astype(np.uint8)))["counts"].decode()
    mask = mask_of_columns(counts_of_string(theirs), height, width)
    if mask is None:
        assert not pixels.any()
        return
    assert np.array_equal(_laid_out(mask, height, width), pixels)
    assert string_of_counts(columns_of_mask(mask, height, width)) == theirs


@given(pictures)
@settings(deadline=None)
def test_brush_masks_come_back_as_they_were(pixels: NDArray[np.bool_]) -> None:
    height, width = pixels.shape
    if pixels.any():
        mask = Mask.of_pixels(pixels)
        assert mask_of_brush(brush_of_mask(mask, width, height), width, height) == mask


@pytest.mark.parametrize("text", ["", "\x00", "~~", "o", "oooooooooooooo0", "中"])
def test_text_that_is_no_run_lengths_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        mask_of_columns(counts_of_string(text), 4, 4)


def test_a_small_file_cannot_ask_for_a_huge_mask() -> None:
    side = 1_000_000
    with pytest.raises(ValueError, match="too large"):
        mask_of_columns([0, side * side], side, side)
    with pytest.raises(ValueError, match="too many runs"):
        mask_of_columns([0, *[4000, 4000] * 2000, 4000], 4000, 4001)
    with pytest.raises(ValueError, match="size"):
        mask_of_brush([255] * 20, 100_000, 100_000)


def test_a_hole_in_a_polygon_stays_a_hole_in_the_mask() -> None:
    mask = mask_of_rings([[0, 0, 6, 0, 6, 6, 0, 6], [2, 2, 4, 2, 4, 4, 2, 4]], 8, 8)
    assert mask is not None
    assert mask.area() == 36 - 4
    assert not _laid_out(mask, 8, 8)[2:4, 2:4].any()
