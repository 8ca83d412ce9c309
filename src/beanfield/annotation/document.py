"""The annotation document: one answer for one item, whatever the kind of data.

Coordinates are pixels of the upright original image (x to the right, y down, fractions allowed),
Unicode code points of a text (half-open `[start, end)`), or seconds of a recording. Flat lists of
numbers keep a document of thousands of vertices small and quick to decode.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union

import msgspec
from msgspec import Meta, Struct

from beanfield.annotation.naming import RESERVED_NAMES
from beanfield.annotation.registry import shape_types
from beanfield.annotation.shapes.base import Index, NotNegative, Positive, Shape
from beanfield.annotation.shapes.box import Box
from beanfield.annotation.shapes.cuboid import Cuboid
from beanfield.annotation.shapes.ellipse import Ellipse
from beanfield.annotation.shapes.interval import Interval
from beanfield.annotation.shapes.mask import Mask
from beanfield.annotation.shapes.point import Point
from beanfield.annotation.shapes.polygon import Polygon
from beanfield.annotation.shapes.polyline import Polyline
from beanfield.annotation.shapes.rotated_box import RotatedBox
from beanfield.annotation.shapes.skeleton import Skeleton
from beanfield.annotation.shapes.span import Span

__all__ = [
    "RESERVED_SHAPES", "AnnotatedObject", "AnyShape", "Box", "Cuboid", "Document", "Ellipse", "Index",
    "Interval", "Mask", "NotNegative", "Point", "Polygon", "Polyline", "Positive", "Relation", "RotatedBox",
    "Shape", "Skeleton", "Span", "decode_document", "encode_document",
]  # fmt: skip

#: Names that later shapes will bear; a schema may not use them for anything else.
RESERVED_SHAPES = RESERVED_NAMES

if TYPE_CHECKING:
    AnyShape: TypeAlias = (
        Box | RotatedBox | Polygon | Polyline | Point | Skeleton | Ellipse | Mask | Span | Interval | Cuboid
    )
else:
    # Whatever shapes the registry found, so that a new one is one file.
    AnyShape = Union[tuple(shape_types().values())]  # noqa: UP007  built from a tuple


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
