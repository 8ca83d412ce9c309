"""Pascal VOC: one XML file a picture, boxes by their corner pixels.

VOC counts pixels from 1 and includes both corners: xmin 1, xmax 640 is the full width of 640, and becomes
x 0, w 640. Many tools write from 0 and leave the right edge out; one corner at 0 anywhere in the source shows
it, and then all of it is read so. Which of the two it was is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import degrees
from typing import ClassVar
from xml.etree.ElementTree import Element

from beanfield.annotation.document import AnnotatedObject, Box, Document, RotatedBox
from beanfield.formats.base import Holds, Reader, ReadOptions
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.member import Member
from beanfield.formats.record import Picture, Record
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.xml_tree import line_of, number_of, parse, text_of

HOLDS = Holds(
    media=frozenset({"image"}), shapes=frozenset({"box", "rotated_box"}), attributes=True, groups=True
)
FLAGS = ("truncated", "difficult", "occluded")


class Voc(Reader):
    """Reads every XML file whose root is <annotation>."""

    name: ClassVar[str] = "voc"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        first = next(source.members(".xml"), None)
        return 85 if first is not None and b"<annotation" in first.head(4096) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item an XML file."""
        del options, sketch  # VOC leaves nothing open that they settle, and names no classes apart
        if next(source.members(".xml"), None) is None:
            raise FormatError("format_no_xml")
        offset = 0 if _counts_from_zero(source) else 1
        yield FaultRow("format_voc_from_one" if offset else "format_voc_from_zero", note=True)
        for member in source.members(".xml"):
            try:
                root = parse(member)
                if root.tag != "annotation":
                    raise FormatError("format_missing_element", file=member.name, line=1, name="annotation")
            except FormatError as error:
                yield error.fault
                continue
            yield from _item(source, member, root, offset)


def _counts_from_zero(source: Source) -> bool:
    """Whether any corner stands at 0, which is no pixel where they count from 1."""
    for member in source.members(".xml"):
        try:
            root = parse(member)
        except FormatError:
            continue  # the second pass reports it
        for box in root.iter("bndbox"):
            try:
                if min(number_of(box, "xmin"), number_of(box, "ymin")) < 1:
                    return True
            except ShapeError:
                continue
    return False


def _item(source: Source, member: Member, root: Element, offset: int) -> Iterator[Record | FaultRow]:
    document = Document()
    whole = True
    for place, element in enumerate(root.findall("object")):
        try:
            _add(document, element, offset)
        except ShapeError as bad:
            whole = False
            path = f"object[{place}].{bad.path}".rstrip(".")
            yield FaultRow(bad.key, bad.params, member.name, line_of(element), path)
    try:
        size = _size(root)
    except ShapeError as bad:
        yield FaultRow(bad.key, bad.params, member.name, line_of(root), f"size.{bad.path}")
        return
    name = (text_of(root, "filename") or member.stem).replace("\\", "/")
    if whole:
        yield Record(
            name,
            Picture(*size),
            document if document.objects else None,
            media=_picture(source, member, name),
            file=member.name,
            line=1,
        )


def _size(root: Element) -> tuple[int | None, int | None]:
    """Width and height; tools that do not know them write 0 or nothing."""
    size = root.find("size")
    if size is None:
        return None, None
    width, height = number_of(size, "width"), number_of(size, "height")
    if width < 0 or height < 0:
        raise ShapeError("format_bad_size", "width")
    return int(width) or None, int(height) or None


def _picture(source: Source, member: Member, name: str) -> Member | None:
    """The file that is named, or the one that is called like the XML file."""
    found = source.find(name, member)
    if found is not None:
        return found
    return next((m for ending in PICTURES if (m := source.find(member.stem + ending, member))), None)


def _add(document: Document, element: Element, offset: int) -> None:
    """The object, and its parts as objects of the same group."""
    number = f"o{len(document.objects) + 1}"
    parts = element.findall("part")
    group = number if parts else None
    attributes: dict[str, str | bool] = {}
    for flag in FLAGS:
        if (text := text_of(element, flag)) is not None:
            attributes[flag] = text.lower() in {"1", "true"}
    pose = text_of(element, "pose")
    if pose is not None and pose.lower() != "unspecified":
        attributes["pose"] = pose
    made = [AnnotatedObject(number, _class(element), _shape(element, offset), attributes, group=group)]
    for place, part in enumerate(parts):
        made.append(AnnotatedObject(f"{number}.{place + 1}", _class(part), _shape(part, offset), group=group))
    document.objects.extend(made)


def _class(element: Element) -> str:
    name = text_of(element, "name")
    if name is None:
        raise ShapeError("format_missing_element", "name", name="name")
    return name


def _shape(element: Element, offset: int) -> Box | RotatedBox:
    turned = element.find("robndbox")
    if turned is not None:
        cx, cy, w, h, angle = (number_of(turned, name) for name in ("cx", "cy", "w", "h", "angle"))
        if w <= 0 or h <= 0:
            raise ShapeError("format_bad_size", "robndbox")
        return RotatedBox(cx, cy, w, h, degrees(angle))
    box = element.find("bndbox")
    if box is None:
        raise ShapeError("format_missing_element", "bndbox", name="bndbox")
    left, top, right, bottom = (number_of(box, name) for name in ("xmin", "ymin", "xmax", "ymax"))
    w, h = right - left + offset, bottom - top + offset
    if w <= 0 or h <= 0:
        raise ShapeError("format_bad_box", "bndbox")
    return Box(left - offset, top - offset, w, h)
