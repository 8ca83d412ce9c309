"""What belongs to the thing in a box: GrabCut, steered by places that a person points out.

Source: C. Rother, V. Kolmogorov, A. Blake, "GrabCut: interactive foreground extraction using iterated graph
cuts", ACM Transactions on Graphics 23(3), 2004, https://doi.org/10.1145/1015706.1015720; as in OpenCV.
All of it is work for a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from beanfield.media.pictures import upright_part

Box = tuple[float, float, float, float]
Place = tuple[float, float]
Flags = NDArray[np.bool_]

#: Of the box, on each side: the surroundings that the thing is told from.
_MARGIN = 0.35
_LONGEST = 420
_ITERATIONS = 4
_BACK, _FRONT, _MAYBE_FRONT = 0, 1, 3
#: Of the longer side of what is looked at: how far a place that is pointed out reaches.
_REACH = 0.012
_together = threading.BoundedSemaphore(2)  # more at once would only be slower, and take memory


@dataclass(frozen=True)
class Window:
    """Pixels of a part of the picture whose upper left corner is x, y."""

    x: int
    y: int
    pixels: Flags


def outline(
    picture: bytes, width: int, box: Box, keep: Sequence[Place] = (), drop: Sequence[Place] = ()
) -> Window:
    """The pixels of the thing in the box [x, y, w, h], for a picture whose original is `width` pixels wide.

    `keep` are places that belong to it, `drop` places that do not; both may lie outside the box. The same
    question has the same answer.

    Raises:
        NotAPicture, DamagedPicture, PictureTooLarge: the bytes cannot be read.
    """
    with _together:
        part = upright_part(picture, width, _grown(box, keep, drop))
        height, across = part.pixels.shape[:2]
        scale = min(1.0, _LONGEST / max(height, across))
        size = max(1, round(across * scale)), max(1, round(height * scale))
        small = np.asarray(Image.fromarray(part.pixels).resize(size, Image.Resampling.BOX))

        def placed(places: Sequence[Place]) -> list[Place]:
            return [((x - part.x) * scale, (y - part.y) * scale) for x, y in places]

        x, y, w, h = box
        inner = (x - part.x) * scale, (y - part.y) * scale, w * scale, h * scale
        found = _cut(small, inner, placed(keep), placed(drop))
        grown = Image.fromarray(found.astype(np.uint8) * 255).resize(
            (across, height), Image.Resampling.BILINEAR
        )
        return Window(part.x, part.y, np.asarray(grown) >= 128)


def _grown(box: Box, keep: Sequence[Place], drop: Sequence[Place]) -> Box:
    """The box with its surroundings, and with all places that are pointed out."""
    x, y, w, h = box
    left, top = x - _MARGIN * w, y - _MARGIN * h
    right, bottom = x + (1 + _MARGIN) * w, y + (1 + _MARGIN) * h
    for px, py in (*keep, *drop):
        left, right = min(left, px - 2), max(right, px + 2)
        top, bottom = min(top, py - 2), max(bottom, py + 2)
    return left, top, right - left, bottom - top


def _cut(pixels: NDArray[np.uint8], box: Box, keep: Sequence[Place], drop: Sequence[Place]) -> Flags:
    import cv2

    state = _beginning(pixels.shape[:2], box, keep, drop)
    if not ((state == _FRONT) | (state == _MAYBE_FRONT)).any() or not (state == _BACK).any():
        return np.zeros(state.shape, bool)
    cv2.setRNGSeed(1)
    model = np.zeros((2, 1, 65))
    nowhere = (0, 0, 1, 1)  # the state says more than a rectangle
    cv2.grabCut(pixels, state, nowhere, model[0], model[1], _ITERATIONS, cv2.GC_INIT_WITH_MASK)
    front: Flags = (state == _FRONT) | (state == _MAYBE_FRONT)
    return _pieces(front, keep)


def _beginning(
    shape: tuple[int, ...], box: Box, keep: Sequence[Place], drop: Sequence[Place]
) -> NDArray[np.uint8]:
    """What is known of each pixel before: outside the box nothing belongs, save round places to keep."""
    height, width = shape
    rows, columns = np.ogrid[:height, :width]
    state = np.full((height, width), _BACK, np.uint8)
    x, y, w, h = box
    state[max(0, round(y)) : max(0, round(y + h)), max(0, round(x)) : max(0, round(x + w))] = _MAYBE_FRONT
    reach = max(2, round(_REACH * max(height, width)))

    def away(place: Place) -> NDArray[np.float64]:
        return np.hypot(rows + 0.5 - place[1], columns + 0.5 - place[0])

    for place in keep:
        # What is pointed out outside the box is part of a thing that the box cut off.
        state[(away(place) <= 6 * reach) & (state == _BACK)] = _MAYBE_FRONT
    for places, value in ((keep, _FRONT), (drop, _BACK)):
        for place in places:
            state[away(place) <= reach] = value
    return state


def _pieces(front: Flags, keep: Sequence[Place]) -> Flags:
    """The largest connected piece, and those that hold a place pointed out; small holes are closed."""
    labels, count = ndimage.label(front)
    if count == 0:
        return front
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    wanted = {int(sizes.argmax())}
    height, width = front.shape
    for x, y in keep:
        wanted.add(int(labels[min(height - 1, max(0, int(y))), min(width - 1, max(0, int(x)))]))
    chosen: Flags = np.isin(labels, sorted(wanted - {0}))
    holes, number = ndimage.label(~chosen)
    small = np.bincount(holes.ravel(), minlength=number + 1) < 0.002 * chosen.sum()
    small[0] = False
    filled: Flags = chosen | small[holes]
    return filled
