"""The annotation document: one answer for one item, whatever the kind of data.

Coordinates are pixels of the upright original image (x to the right, y down, fractions allowed),
Unicode code points of a text (half-open `[start, end)`), or seconds of a recording. Flat lists of
numbers keep a document of thousands of vertices small and quick to decode.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import Meta, Struct

Positive: TypeAlias = Annotated[float, Meta(gt=0)]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0)]
Index: TypeAlias = Annotated[int, Meta(ge=0)]


class Shape(Struct, tag_field="type", forbid_unknown_fields=True, frozen=True):
    """What all shapes share: their JSON object names its `type`."""


class Box(Shape, tag="box"):
    """An upright rectangle: upper left corner, width and height."""

    x: float
    y: float
    w: Positive
    h: Positive


class RotatedBox(Shape, tag="rotated_box"):
    """A rectangle turned about its centre by `angle` degrees, clockwise on screen."""

    cx: float
    cy: float
    w: Positive
    h: Positive
    angle: float = 0.0


class Polygon(Shape, tag="polygon"):
    """A closed outline `[x0, y0, x1, y1, …]` (the first point is not repeated) and its holes."""

    points: Annotated[list[float], Meta(min_length=6)]
    holes: list[Annotated[list[float], Meta(min_length=6)]] = []


class Polyline(Shape, tag="polyline"):
    """An open line `[x0, y0, x1, y1, …]`."""

    points: Annotated[list[float], Meta(min_length=4)]


class Point(Shape, tag="point"):
    """One position."""

    x: float
    y: float


class Skeleton(Shape, tag="skeleton"):
    """Keypoints in the order of the class's template: `[x, y, v, …]`, v 0 absent, 1 hidden, 2 seen."""

    points: Annotated[list[float], Meta(min_length=3)]


class Ellipse(Shape, tag="ellipse"):
    """Centre, half axes, and `angle` degrees clockwise on screen."""

    cx: float
    cy: float
    rx: Positive
    ry: Positive
    angle: float = 0.0


class Mask(Shape, tag="mask"):
    """Pixels inside the window x, y, w, h: run lengths row by row, beginning with a run of zeros."""

    x: Index
    y: Index
    w: Annotated[int, Meta(gt=0)]
    h: Annotated[int, Meta(gt=0)]
    counts: list[Index]


class Span(Shape, tag="span"):
    """Code points `[start, end)` of a text; `part` names it in a chat: `turn:0` or `response:a`."""

    start: Index
    end: Index
    part: str | None = None


class Interval(Shape, tag="interval"):
    """Seconds `[start, end)` of a recording."""

    start: NotNegative
    end: NotNegative


AnyShape: TypeAlias = (
    Box | RotatedBox | Polygon | Polyline | Point | Skeleton | Ellipse | Mask | Span | Interval
)

#: Names that later shapes will bear; a schema may not use them for anything else.
RESERVED_SHAPES = frozenset({"cuboid", "cuboid_2d", "track"})


class AnnotatedObject(Struct, rename={"class_": "class"}, forbid_unknown_fields=True, omit_defaults=True):
    """One thing marked in the data."""

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    class_: str
    shape: AnyShape
    attributes: dict[str, Any] = {}
    frame: Index | None = None
    track: str | None = None
    score: Annotated[float, Meta(ge=0, le=1)] | None = None
    group: str | None = None


class Relation(
    Struct, rename={"from_": "from", "class_": "class"}, forbid_unknown_fields=True, omit_defaults=True
):
    """A directed or undirected link between two objects of the same document."""

    from_: str
    to: str
    class_: str
    attributes: dict[str, Any] = {}


class Document(Struct, forbid_unknown_fields=True):
    """One answer: objects, their relations, and answers to the schema's fields.

    An answer to a field about the whole item stands under the field's name. An answer to a field about
    each turn, response or region is an object keyed by turn index (`"0"`), response id or object id.
    """

    objects: list[AnnotatedObject] = []
    relations: list[Relation] = []
    answers: dict[str, Any] = {}


_decode = msgspec.json.Decoder(Document).decode
_encode = msgspec.json.Encoder().encode


def decode_document(data: bytes | str) -> Document:
    """Parse JSON; NaN is refused. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return _decode(data)


def encode_document(document: Document) -> bytes:
    """Compact JSON."""
    return _encode(document)
