"""The rows of a COCO file, as far as we read them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

Id = int | str


class Rle(Struct):
    """Run lengths column by column, as numbers or compressed; `size` is height, width."""

    size: list[Annotated[int, Meta(ge=1, le=1_000_000)]]
    counts: list[int] | str


class CocoImage(Struct):
    """A picture."""

    id: Id
    file_name: str
    width: int | None = None
    height: int | None = None


class CocoCategory(Struct):
    """A class; `skeleton` joins keypoints counted from 1."""

    id: Id
    name: str
    supercategory: str | None = None
    keypoints: list[str] | None = None
    skeleton: list[list[int]] | None = None


class CocoPlace(Struct):
    """Where an annotation belongs."""

    image_id: Id
    id: Id | None = None


class CocoAnnotation(CocoPlace):
    """One instance: any of a box, polygons or run lengths, and keypoints."""

    category_id: Id = 0
    bbox: list[float] | None = None
    segmentation: list[list[float] | float] | Rle | None = None
    keypoints: list[float] | None = None
    iscrowd: int | bool | None = None
    score: float | None = None
    attributes: dict[str, Any] | None = None
    track_id: Id | None = None
