"""Answers as people of different care would give them: the truth with slips."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec

from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Document,
    Interval,
    Polygon,
    Polyline,
    RotatedBox,
    Skeleton,
    Span,
)
from beanfield.annotation.schema import LabelSchema


def answer_with_slips(
    truth: Document, schema: LabelSchema, care: float, rng: Random, size: tuple[int, int] | None
) -> Document:
    """A copy of the truth: edges off by a few pixels, now and then a thing missed or an answer wrong.

    `size` is (width, height) of a picture; edges stay inside it.
    """
    objects = []
    for thing in truth.objects:
        if rng.random() > care + (1 - care) * 0.5:
            continue
        shape = _moved(thing.shape, care, rng, size)
        objects.append(msgspec.structs.replace(thing, shape=shape))
    kept = {thing.id for thing in objects}
    relations = [r for r in truth.relations if r.from_ in kept and r.to in kept]
    answers = {name: _answered(value, schema, name, care, rng) for name, value in truth.answers.items()}
    return Document(objects, relations, answers)


def _moved(shape: AnyShape, care: float, rng: Random, size: tuple[int, int] | None) -> AnyShape:
    spread = 1.2 + 14.0 * (1.0 - care)

    def off(value: float, most: float | None = None) -> float:
        moved = value + rng.gauss(0.0, spread)
        return round(max(0.0, moved if most is None else min(moved, most)), 1)

    width, height = size or (10**6, 10**6)
    moved: AnyShape = shape
    match shape:
        case Box():
            left, top = off(shape.x, width - 2.0), off(shape.y, height - 2.0)
            right, bottom = off(shape.x + shape.w, width), off(shape.y + shape.h, height)
            moved = Box(left, top, round(max(2.0, right - left), 1), round(max(2.0, bottom - top), 1))
        case RotatedBox():
            turned = round(shape.angle + rng.gauss(0, 1), 1)
            moved = msgspec.structs.replace(shape, cx=off(shape.cx, width), angle=turned)
        case Polyline():
            moved = Polyline([off(v, height if at % 2 else width) for at, v in enumerate(shape.points)])
        case Skeleton():
            moved = Skeleton(
                [
                    v if at % 3 == 2 else off(v, height if at % 3 else width)
                    for at, v in enumerate(shape.points)
                ]
            )
        case Polygon():
            moved = Polygon([round(value, 1) for value in shape.points], shape.holes)
        case Span() if rng.random() > care:
            end = shape.end + 1 if shape.end - shape.start < 3 else shape.end - 1
            moved = Span(shape.start, end, shape.part)
        case Interval():
            first, last = (max(0.0, s + rng.gauss(0, spread / 150)) for s in (shape.start, shape.end))
            moved = Interval(round(first, 3), round(max(first + 0.1, last), 3))
    return moved


def _answered(value: Any, schema: LabelSchema, name: str, care: float, rng: Random) -> Any:
    field = next((field for field in schema.fields if field.name == name), None)
    options = [option.name for option in getattr(field, "options", [])]
    if isinstance(value, str) and options and rng.random() > care:
        return rng.choice(options)
    if isinstance(value, bool):
        return value if rng.random() <= care else not value
    return value


def truth_of_entities(marked: str) -> tuple[str, Document]:
    """A text and its spans from `[name|CLASS]` marks."""
    text, objects = "", list[AnnotatedObject]()
    rest = marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        inside, _, rest = rest.partition("]")
        name, _, class_name = inside.rpartition("|")
        text += before
        objects.append(
            AnnotatedObject(f"o{len(objects) + 1}", class_name, Span(len(text), len(text) + len(name)))
        )
        text += name
    return text + rest, Document(objects)
