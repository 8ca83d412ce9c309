"""One COCO instance as our shapes, and our shapes as one COCO instance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

from beanfield.annotation.document import AnyShape, Box, Mask, Polygon, Skeleton
from beanfield.formats.coco_model import CocoAnnotation, CocoImage, Rle
from beanfield.formats.faults import ShapeError
from beanfield.formats.rle import columns_of_mask, counts_of_string, mask_of_columns, string_of_counts


def shapes_of(
    instance: CocoAnnotation, image: CocoImage, keypoints: int, wanted: str | None
) -> list[AnyShape]:
    """The instance's shapes: keypoints, then outlines or mask, and the box where nothing else implies it.

    `wanted` is the one shape that the project's class has: where the instance has it, that alone is taken.
    Raises `ShapeError`.
    """
    if wanted == "box" and instance.bbox:
        return [_box(instance.bbox)]
    shapes: list[AnyShape] = []
    if instance.keypoints and any(instance.keypoints[2::3]):
        shapes.append(_skeleton(instance.keypoints, keypoints))
        if wanted == "skeleton":
            return shapes
    if isinstance(instance.segmentation, Rle):
        shapes.append(_mask(instance.segmentation, image))
    elif instance.segmentation:
        shapes.extend(_polygons(instance.segmentation))
    elif instance.bbox:
        shapes.append(_box(instance.bbox))
    if not shapes:
        raise ShapeError("format_no_geometry", "")
    if wanted in {"polygon", "mask"}:
        matching = [shape for shape in shapes if type(shape).__struct_config__.tag == wanted]
        return matching or shapes
    return shapes


def _box(values: Sequence[float]) -> Box:
    if len(values) != 4 or not all(map(isfinite, values)) or values[2] <= 0 or values[3] <= 0:
        raise ShapeError("format_bad_box", "bbox")
    return Box(values[0], values[1], values[2], values[3])


def _skeleton(values: list[float], keypoints: int) -> Skeleton:
    wanted = 3 * keypoints if keypoints else len(values)
    if len(values) != wanted or len(values) % 3 or not all(map(isfinite, values)):
        raise ShapeError("format_bad_keypoints", "keypoints", wanted=wanted)
    if any(v not in {0, 1, 2} for v in values[2::3]):
        raise ShapeError("format_bad_keypoints", "keypoints", wanted=wanted)
    return Skeleton(values)


def _polygons(parts: Sequence[Sequence[float] | float]) -> Iterable[Polygon]:
    rings = [parts] if isinstance(parts[0], int | float) else parts
    made = []
    for place, ring in enumerate(rings):
        if not isinstance(ring, list) or len(ring) < 6 or len(ring) % 2 or not all(map(isfinite, ring)):
            raise ShapeError("format_bad_polygon", f"segmentation[{place}]")
        made.append(Polygon(ring))
    return made


def _mask(rle: Rle, image: CocoImage) -> Mask:
    if len(rle.size) != 2:
        raise ShapeError("format_bad_rle", "segmentation.size", why="size")
    height, width = rle.size
    if (image.height or height, image.width or width) != (height, width):
        raise ShapeError(
            "format_bad_rle", "segmentation.size", why=f"{rle.size} ≠ {image.height}×{image.width}"
        )
    try:
        counts = counts_of_string(rle.counts) if isinstance(rle.counts, str) else rle.counts
        mask = mask_of_columns(counts, height, width)
    except (ValueError, OverflowError) as error:
        raise ShapeError("format_bad_rle", "segmentation.counts", why=str(error)) from error
    if mask is None:
        raise ShapeError("format_bad_rle", "segmentation.counts", why="empty")
    return mask


def geometry_of(shapes: Sequence[AnyShape], width: int | None, height: int | None) -> dict[str, Any]:
    """The keys of a COCO annotation that say where it is. A mask needs the picture's size."""
    made: dict[str, Any] = {}
    bounds: tuple[float, float, float, float] | None = None
    area = 0.0
    polygons = [shape for shape in shapes if isinstance(shape, Polygon)]
    for shape in shapes:
        if isinstance(shape, Skeleton):
            made["keypoints"] = shape.points
            made["num_keypoints"] = sum(1 for v in shape.points[2::3] if v > 0)
        elif isinstance(shape, Mask) and width and height:
            counts = columns_of_mask(shape, height, width)
            made["segmentation"] = {"size": [height, width], "counts": string_of_counts(counts)}
            area = float(shape.area())
            bounds = (shape.x, shape.y, shape.w, shape.h)
        elif isinstance(shape, Box):
            area = shape.w * shape.h
            bounds = (shape.x, shape.y, shape.w, shape.h)
    if polygons:
        made["segmentation"] = [polygon.points for polygon in polygons]
        area = sum(_ring_area(polygon.points) for polygon in polygons)
        bounds = _bounds([polygon.points for polygon in polygons])
    if bounds is None and "keypoints" in made:
        bounds = _keypoint_bounds(made["keypoints"])
        area = bounds[2] * bounds[3]
    made.setdefault("segmentation", [])
    return made | {"bbox": bounds, "area": area}


def _ring_area(ring: list[float]) -> float:
    xs, ys = ring[0::2], ring[1::2]
    return abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2


def _bounds(rings: list[list[float]]) -> tuple[float, float, float, float]:
    left, top = min(min(ring[0::2]) for ring in rings), min(min(ring[1::2]) for ring in rings)
    right, bottom = max(max(ring[0::2]) for ring in rings), max(max(ring[1::2]) for ring in rings)
    return (left, top, right - left, bottom - top)


def _keypoint_bounds(points: list[float]) -> tuple[float, float, float, float]:
    there = [points[at : at + 2] for at in range(0, len(points), 3) if points[at + 2] > 0]
    return _bounds([[value for point in there for value in point]]) if there else (0.0, 0.0, 0.0, 0.0)
