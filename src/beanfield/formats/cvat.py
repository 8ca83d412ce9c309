"""CVAT's XML: images 1.1 (an <image> each) and video 1.1 (a <track> each, of shapes with frames).

Coordinates are pixels, as here; turned boxes turn clockwise about their centre, as here. Masks are run
lengths row by row inside their box. A tag is an answer about the picture. Of a video each frame with a shape
is one item with the frame's number, the track's id, and `occluded` and `keyframe` as attributes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.cvat_labels import Labels, value_of
from beanfield.formats.cvat_shapes import shapes_of
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.xml_stream import elements
from beanfield.formats.xml_tree import line_of

HOLDS = Holds(
    media=frozenset({"image"}),
    shapes=frozenset({"box", "rotated_box", "polygon", "polyline", "point", "ellipse", "mask", "skeleton"}),
    fields=frozenset({"boolean", "choice", "text", "number"}),
    attributes=True,
    groups=True,
)
TAG_VALUE = "value"
_DRAWN = frozenset({"box", "polygon", "polyline", "points", "ellipse", "mask", "skeleton"})
_MOST_SHAPES = 5_000_000


class Cvat(Reader):
    """Reads every XML file whose root is <annotations>."""

    name: ClassVar[str] = "cvat"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 88 if any(_is_cvat(member) for member in source.members(".xml")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item an image, or a frame of a video that has a shape."""
        del options  # nothing is left open
        every = list(source.members(".xml"))
        members = [member for member in every if _is_cvat(member)] or every
        if not members:
            raise FormatError("format_no_xml")
        for member in members:
            try:
                yield from _File(source, member).rows(sketch)
            except FormatError as error:
                yield error.fault


def _is_cvat(member: Member) -> bool:
    head = member.head(4096)
    return b"<annotations" in head and (b"<version" in head or b"<image" in head or b"<track" in head)


class _File:
    """One file being read."""

    def __init__(self, source: Source, member: Member) -> None:
        self._source = source
        self._member = member
        self._labels = Labels()
        self._frames: dict[int, Document] = {}
        self._broken: set[int] = set()
        self._lines: dict[int, int] = {}
        self._shapes = 0

    def rows(self, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """Images as they come; frames at the end, for a frame's shapes stand in many tracks."""
        for element in elements(self._member, self._source.limits, "annotations"):
            if element.tag == "meta":
                self._labels = Labels.of(element)
                self._labels.declare(sketch)
            elif element.tag == "image":
                yield from self._image(element, sketch)
            elif element.tag == "track":
                yield from self._track(element)
        for frame in sorted(self._frames.keys() - self._broken):
            yield self._frame(frame)

    def _image(self, image: Element, sketch: Sketch) -> Iterator[Record | FaultRow]:
        name = (image.get("name") or "").replace("\\", "/")
        document = Document()
        whole = True
        for place, element in enumerate(image):
            try:
                if element.tag == "tag":
                    self._answer(element, document, sketch)
                elif element.tag in _DRAWN:
                    document.objects.extend(self._objects(element, f"o{place + 1}", image))
                else:
                    raise ShapeError("format_unknown_shape", "", shape=element.tag[:40])
            except ShapeError as bad:
                whole = False
                yield self._fault(bad, element, f"{element.tag}[{place}]")
        size = [_whole_number(image.get(side)) for side in ("width", "height")]
        if any(side is not None and side <= 0 for side in size):
            yield FaultRow("format_bad_size", {}, self._member.name, line_of(image), "width")
        elif whole:
            yield Record(
                name,
                Picture(size[0], size[1]),
                document if document.objects or document.answers else None,
                media=self._source.find(name, self._member),
                file=self._member.name,
                line=line_of(image),
            )

    def _fault(self, bad: ShapeError, element: Element, path: str) -> FaultRow:
        where = f"{path}.{bad.path}" if bad.path else path
        return FaultRow(bad.key, bad.params, self._member.name, line_of(element), where)

    def _answer(self, tag: Element, document: Document, sketch: Sketch) -> None:
        label = _label(tag)
        values = self._attributes(tag, label)
        if set(values) <= {TAG_VALUE}:
            document.answers[label] = values.get(TAG_VALUE, True)
            return
        document.answers[label] = True
        sketch.declare_field(label, "boolean")
        document.answers |= {f"{label}.{name}": value for name, value in values.items()}

    def _attributes(self, element: Element, label: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for one in element.findall("attribute"):
            name = one.get("name")
            if not name or not name.strip():
                raise ShapeError("format_no_name", "attribute")
            made[name] = value_of(one.text or "", self._labels.kind(label, name))
        return made

    def _objects(self, element: Element, number: str, image: Element) -> list[AnnotatedObject]:
        label = _label(element)
        attributes = self._attributes(element, label)
        if element.get("occluded") == "1":
            attributes["occluded"] = True
        if (z := element.get("z_order", "0")) not in {"0", ""}:
            attributes["z_order"] = value_of(z, "number")
        shapes = shapes_of(element, self._labels.points(label), image)
        group = element.get("group_id") or None
        if len(shapes) > 1:
            group = group or number
        names = [number, *(f"{number}.{part}" for part in range(1, len(shapes)))]
        return [
            AnnotatedObject(id_, label, shape, dict(attributes), group=group)
            for id_, shape in zip(names, shapes, strict=True)
        ]

    def _track(self, track: Element) -> Iterator[FaultRow]:
        id_ = track.get("id")
        for place, element in enumerate(track):
            frame = _whole_number(element.get("frame"))
            try:
                if id_ is None or frame is None or frame < 0:
                    raise ShapeError("format_missing_attribute", "frame", name="frame")
                if element.get("outside") == "1":
                    continue
                element.set("label", track.get("label") or "")
                if element.tag not in _DRAWN:
                    raise ShapeError("format_unknown_shape", "", shape=element.tag[:40])
                made = self._objects(element, f"t{id_}", track)
            except ShapeError as bad:
                self._broken.add(-1 if frame is None else frame)
                yield self._fault(bad, element, f"{element.tag}[{place}]")
                continue
            self._shapes += len(made)
            if self._shapes > _MOST_SHAPES:
                raise FormatError("format_too_many_shapes", file=self._member.name, most=_MOST_SHAPES)
            self._lines.setdefault(frame, line_of(element))
            document = self._frames.setdefault(frame, Document())
            for one in made:
                one.frame, one.track = frame, id_[:64]
                if element.get("keyframe") == "1":
                    one.attributes["keyframe"] = True
                document.objects.append(one)

    def _frame(self, frame: int) -> Record:
        stem = f"frame_{frame:06}"
        wanted = (f"{stem}{ending}" for ending in (*PICTURES, ".PNG"))
        media = next((found for name in wanted if (found := self._source.find(name, self._member))), None)
        name = media.name if media is not None else f"{stem}.png"
        return Record(
            name,
            Picture(),
            self._frames[frame],
            media=media,
            file=self._member.name,
            line=self._lines[frame],
        )


def _label(element: Element) -> str:
    label = element.get("label") or ""
    if not label.strip():
        raise ShapeError("format_no_name", "label")
    return label


def _whole_number(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdecimal() and len(text) < 12 else None
