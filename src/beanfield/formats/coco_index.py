"""Where everything stands in a COCO file: found in one pass, whatever the order of its lists.

Per annotation three numbers are kept and nothing else, so that a file of millions fits in little memory.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from beanfield.formats.coco_model import CocoCategory, CocoImage, CocoPlace, Id
from beanfield.formats.faults import FaultRow, FormatError
from beanfield.formats.json_stream import Element, JsonFile
from beanfield.formats.jsons import decoded, json_fault

_image = msgspec.json.Decoder(CocoImage).decode
_category = msgspec.json.Decoder(CocoCategory).decode
_place = msgspec.json.Decoder(CocoPlace).decode
#: To which image an annotation belongs that cannot be decoded.
_OWNER = re.compile(rb'"image_id"\s*:\s*(?:(-?\d{1,18})\b|"([^"\\]*)")')
_LISTS = ("images", "annotations", "categories")


class CocoIndex:
    """The index of one file. `faults` holds what was wrong on the way, with lines."""

    def __init__(self, file: JsonFile) -> None:
        self._file = file
        self.faults: list[FaultRow] = []
        self.categories: dict[Id, CocoCategory] = {}
        self._slots: dict[Id, int] = {}
        self.images: list[tuple[int, int, int]] = []  # slot, start, end
        self._present: set[int] = set()
        self._slot_of, self._start, self._length = array("q"), array("q"), array("q")
        self._marks = array("q")
        self._broken_slots: set[int] = set()
        seen: set[str] = set()
        for element in file.elements():
            if element.place == 0 and element.key in _LISTS:
                if element.key in seen:
                    raise FormatError(
                        "format_duplicate_list",
                        file=file.name,
                        line=file.line_of(element.start),
                        name=element.key,
                    )
                seen.add(element.key)
            if element.place >= 0:
                self._take(element)
        if "images" not in seen:
            raise FormatError("format_missing_list", file=file.name, name="images")
        self._order: NDArray[np.int64] | None = None

    def _take(self, element: Element) -> None:
        data = self._file.bytes_of(element.start, element.end)
        try:
            if element.key == "annotations":
                self._take_annotation(decoded(_place, data), element)
            elif element.key == "images":
                self._take_image(decoded(_image, data), element)
            elif element.key == "categories":
                self._take_category(decoded(_category, data), element)
        except msgspec.MsgspecError as error:
            path = f"{element.key}[{element.place}]"
            line = self._file.line_of(element.start)
            self.faults.append(json_fault(error, self._file.name, line, path))
            if element.key == "annotations" and (owner := _OWNER.search(data)) is not None:
                id_: Id = int(owner[1]) if owner[1] else owner[2].decode("utf-8", "replace")
                self._broken_slots.add(self._slots.setdefault(id_, len(self._slots)))

    def _take_annotation(self, place: CocoPlace, element: Element) -> None:
        self._slot_of.append(self._slots.setdefault(place.image_id, len(self._slots)))
        self._start.append(element.start)
        self._length.append(element.end - element.start)
        self._marks.append(hash(("no id", element.place)) if place.id is None else hash(place.id))

    def _take_image(self, image: CocoImage, element: Element) -> None:
        slot = self._slots.setdefault(image.id, len(self._slots))
        if slot in self._present:
            self.faults.append(self._row(element, "format_duplicate_id", id=str(image.id)))
            return
        self._present.add(slot)
        self.images.append((slot, element.start, element.end))

    def _take_category(self, category: CocoCategory, element: Element) -> None:
        if category.id in self.categories:
            self.faults.append(self._row(element, "format_duplicate_id", id=str(category.id)))
        elif not category.name.strip():
            self.faults.append(self._row(element, "format_no_name"))
        else:
            self.categories[category.id] = category

    def _row(self, element: Element, key: str, **params: str) -> FaultRow:
        path = f"{element.key}[{element.place}]"
        return FaultRow(key, params, self._file.name, self._file.line_of(element.start), path)

    def finish(self) -> Iterator[FaultRow]:
        """Group the annotations by image; yield the faults of the whole file."""
        yield from self.faults
        slots = np.frombuffer(self._slot_of, dtype=np.int64) if self._slot_of else np.empty(0, np.int64)
        self._order = np.argsort(slots, kind="stable")
        self._sorted = slots[self._order]
        if self._marks:
            marks = np.frombuffer(self._marks, dtype=np.int64)
            by_mark = np.argsort(marks, kind="stable")
            twice = by_mark[1:][marks[by_mark[1:]] == marks[by_mark[:-1]]]
            for place in twice[:1000]:
                self._broken_slots.add(int(slots[place]))
                yield self._annotation_fault(int(place), "format_duplicate_id", id=self._id_at(int(place)))
        names = {slot: id_ for id_, slot in self._slots.items() if slot not in self._present}
        for slot, id_ in names.items():
            first = int(np.searchsorted(self._sorted, slot))
            if first < len(self._order) and self._sorted[first] == slot:
                yield self._annotation_fault(int(self._order[first]), "format_unknown_image", id=str(id_))

    def broken(self, slot: int) -> bool:
        """Whether a fault of `finish` concerns this image."""
        return slot in self._broken_slots

    def annotations_of(self, slot: int) -> Iterator[tuple[int, int, int]]:
        """Place in its list, start and end of each annotation of an image, in the order of the file."""
        if self._order is None:
            raise ValueError("finish first")
        first, past = np.searchsorted(self._sorted, [slot, slot + 1])
        for place in self._order[first:past]:
            start = self._start[place]
            yield int(place), start, start + self._length[place]

    def _id_at(self, place: int) -> str:
        start = self._start[place]
        return str(_place(self._file.bytes_of(start, start + self._length[place])).id)

    def _annotation_fault(self, place: int, key: str, **params: str) -> FaultRow:
        line = self._file.line_of(self._start[place])
        return FaultRow(key, params, self._file.name, line, f"annotations[{place}]")
