"""Sample pictures that come inside registry packages, found without importing them.

| picture | shows | licence as the package states it |
| --- | --- | --- |
| coins.png | 24 Greek coins from Pompeii, grey (scikit-image) | no known copyright restrictions |
| motorcycle_left.png | a room with a motorcycle (scikit-image) | as in its package (Middlebury stereo 2014) |
| coffee.png | a cup on a table (scikit-image) | CC0, Rachel Michetti |
| chelsea.png | a cat (scikit-image) | CC0, Stefan van der Walt |
| rocket.jpg | a launch pad (scikit-image) | public domain, SpaceX |
| china.jpg | a pavilion by a street (scikit-learn) | CC BY 2.0, danielbuechele |
| flower.jpg | a flower (scikit-learn) | CC BY 2.0, vultilion |
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

from beanfield.annotation.document import AnnotatedObject, Box, Document

_FOLDERS = {"skimage": "data", "sklearn": "datasets/images"}
_WHERE = {
    "coins.png": "skimage",
    "motorcycle_left.png": "skimage",
    "coffee.png": "skimage",
    "chelsea.png": "skimage",
    "rocket.jpg": "skimage",
    "china.jpg": "sklearn",
    "flower.jpg": "sklearn",
}
PHOTOGRAPHS = ("motorcycle_left.png", "china.jpg", "coffee.png", "chelsea.png", "rocket.jpg", "flower.jpg")


def picture(name: str) -> bytes | None:
    """The file as it comes in its package, or None where the package is not installed."""
    package = _WHERE[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / _FOLDERS[package] / name
    return path.read_bytes() if path.is_file() else None


def coin_boxes(grey: np.ndarray) -> list[Box]:
    """Boxes round the coins of a grey picture `(h, w)`: bright blobs on a background that fades downwards."""
    background = ndimage.gaussian_filter(np.asarray(grey, dtype=float), 40)
    bright = ndimage.gaussian_filter(np.asarray(grey, dtype=float), 1.5) > background + 12
    filled = ndimage.binary_fill_holes(ndimage.binary_closing(bright, iterations=3))
    opened = ndimage.binary_opening(filled, iterations=5)
    labels, _ = ndimage.label(opened)
    boxes = []
    for rows, columns in ndimage.find_objects(labels):
        w, h = columns.stop - columns.start, rows.stop - rows.start
        if 24 <= w <= 90 and 24 <= h <= 90:
            boxes.append(Box(float(columns.start), float(rows.start), float(w), float(h)))
    return boxes


def coin_crops(count: int) -> list[tuple[str, bytes, Document]]:
    """Overlapping windows of the coin picture, enlarged: (name, PNG, boxes of the coins wholly inside)."""
    content = picture("coins.png")
    if content is None:
        return []
    whole = Image.open(io.BytesIO(content)).convert("L")
    boxes = coin_boxes(np.asarray(whole))
    crops = []
    for number in range(count):
        size = 150 + 10 * (number % 5)
        left = (number * 37) % (whole.width - size)
        top = (number * 53) % (whole.height - size)
        crops.append(_crop(whole, boxes, (left, top, size), f"coins_{number:03d}.png"))
    return crops


def _crop(
    whole: Image.Image, boxes: list[Box], window: tuple[int, int, int], name: str
) -> tuple[str, bytes, Document]:
    left, top, size = window
    scale = 4
    part = whole.crop((left, top, left + size, top + size)).resize((size * scale, size * scale))
    buffer = io.BytesIO()
    part.save(buffer, "PNG")
    inside = [
        Box((b.x - left) * scale, (b.y - top) * scale, b.w * scale, b.h * scale)
        for b in boxes
        if left <= b.x and top <= b.y and b.x + b.w <= left + size and b.y + b.h <= top + size
    ]
    objects = [AnnotatedObject(f"o{n + 1}", "coin", box) for n, box in enumerate(inside)]
    return name, buffer.getvalue(), Document(objects)
