"""KITTI tracking labels: `label_02/0001.txt`, a line a thing: frame (from 0), track, then as in `kitti`.

A frame with a thing is an item, named as its picture: `image_02/0001/000010.png`. A track of -1 is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from beanfield.annotation.document import AnnotatedObject, Document
from beanfield.formats.base import Holds, Reader, ReadOptions, WriteOptions, Writer, WriteReport
from beanfield.formats.faults import FaultRow, FormatError, ShapeError
from beanfield.formats.images import PICTURES
from beanfield.formats.kitti import kitti_line, kitti_object
from beanfield.formats.losses import Losses
from beanfield.formats.member import Member
from beanfield.formats.picture_size import size_of
from beanfield.formats.record import Record
from beanfield.formats.sinks import Sink
from beanfield.formats.sketch import Sketch
from beanfield.formats.source import Source
from beanfield.formats.texts import lines

HOLDS = Holds(
    media=frozenset({"image"}), shapes=frozenset({"box"}), attributes=True, scores=True, tracks=True
)
_MOST_BOXES = 5_000_000
_LABELS, _PICTURES = "label_02", "image_02"


class KittiTracking(Reader):
    """Reads every label file in `label_02`, or of 17 or 18 columns."""

    name: ClassVar[str] = "kitti_tracking"
    holds: ClassVar[Holds] = HOLDS

    def recognises(self, source: Source) -> int:
        return 89 if any(_is_label(member) for member in source.members(".txt")) else 0

    def rows(self, source: Source, options: ReadOptions, sketch: Sketch) -> Iterator[Record | FaultRow]:
        """One item a frame, sequence by sequence."""
        del options, sketch  # nothing is left open, and no class is named apart
        members = [m for m in source.members(".txt") if _is_label(m) or f"/{_LABELS}/" in f"/{m.name}"]
        if not members:
            raise FormatError("format_no_texts")
        for member in members:
            frames: dict[int, Record] = {}
            broken: set[int] = set()
            try:
                yield from _read(source, member, frames, broken)
            except FormatError as error:
                yield error.fault
                continue
            for number in sorted(frames.keys() - broken):
                yield frames[number]


def _is_label(member: Member) -> bool:
    columns = member.head(4096).split(b"\n")[0].split()
    if len(columns) not in {17, 18} or not columns[2][:1].isalpha():
        return False
    return columns[0].isdigit() and columns[1].lstrip(b"-").isdigit()


def _read(source: Source, member: Member, frames: dict[int, Record], broken: set[int]) -> Iterator[FaultRow]:
    count = 0
    for line, data in lines(member, source.limits):
        columns = data.decode("utf-8", "replace").split()
        frame = _whole(columns[0]) if columns else None
        try:
            track = _whole(columns[1]) if len(columns) > 1 else None
            if frame is None or frame < 0 or track is None:
                raise ShapeError("format_bad_number", "", value=" ".join(columns[:2])[:40])
            one = kitti_object(columns[2:], f"o{line}")
        except ShapeError as bad:
            broken.add(-1 if frame is None else frame)
            yield FaultRow(bad.key, bad.params, member.name, line)
            continue
        count += 1
        if count > _MOST_BOXES:
            raise FormatError("format_too_many_shapes", file=member.name, most=_MOST_BOXES)
        one.frame, one.track = frame, None if track < 0 else str(track)
        if frame not in frames:
            frames[frame] = _item(source, member, frame, line)
        document = frames[frame].document
        if document is not None:
            document.objects.append(one)


def _whole(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def _item(source: Source, member: Member, frame: int, line: int) -> Record:
    stem = f"/{member.name[:-4]}/{frame:06}".replace(f"/{_LABELS}/", f"/{_PICTURES}/")[1:]
    picture = next((p for ending in PICTURES if (p := source.find(stem + ending, member))), None)
    name = picture.name if picture is not None else f"{stem}.png"
    return Record(name, size_of(picture), Document(), media=picture, file=member.name, line=line)


class KittiTrackingWriter(Writer):
    """`label_02/sequence.txt`: the folder of an item is its sequence, and its file name its frame.

    Where an object has a frame, that one counts. Tracks are numbers; others are refused. Held in memory.
    """

    name: ClassVar[str] = "kitti_tracking"
    holds: ClassVar[Holds] = HOLDS
    file_name: ClassVar[str | None] = None

    def write(self, records: Iterable[Record], sink: Sink, options: WriteOptions) -> WriteReport:
        """Write each sequence, its lines by frame."""
        report = WriteReport()
        losses = Losses(self.name, self.holds, options, report)
        sequences: dict[str, list[tuple[int, str]]] = {}
        for record in records:
            if not losses.keeps(record):
                continue
            report.items += 1
            path = PurePosixPath(record.name)
            folders = [part for part in path.parent.parts if part != _PICTURES]
            rows = sequences.setdefault("/".join(folders) or "0000", [])
            number = _whole(path.name.partition(".")[0])
            for one in losses.fit(record.document or Document(), record.name).objects:
                row = _row(one, number, record.name, losses)
                if row is not None:
                    rows.append(row)
                    report.objects += 1
        for sequence, rows in sequences.items():
            with sink.file(f"{_LABELS}/{sequence}.txt") as out:
                out.write("".join(row for _, row in sorted(rows, key=lambda pair: pair[0])).encode())
        return report


def _row(one: AnnotatedObject, number: int | None, item: str, losses: Losses) -> tuple[int, str] | None:
    frame = one.frame if one.frame is not None else number
    if frame is None or frame < 0:
        losses.lose("tracks", item)
        return None
    track = -1 if one.track is None else _whole(one.track)
    if track is None or (one.track is not None and str(track) != one.track):
        losses.lose("tracks", item)
        track = -1
    text = kitti_line(one, item, losses)
    return None if text is None else (frame, f"{frame} {track} {text}")
