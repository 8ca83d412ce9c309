"""Schemas, and hypothesis strategies for documents that are valid for them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import (
    AnnotatedObject,
    AnyShape,
    Box,
    Cuboid,
    Document,
    Ellipse,
    Interval,
    Mask,
    Point,
    Polygon,
    Polyline,
    Relation,
    RotatedBox,
    Skeleton,
    Span,
)
from beanfield.annotation.schema import LabelSchema, parse_schema

WIDTH, HEIGHT = 640, 480
PICTURE = ContentFacts(width=WIDTH, height=HEIGHT)
CHAT = ContentFacts(
    parts={"turn:0": 40, "turn:1": 60, "response:a": 30, "response:b": 30, "response:c": 30},
    turns=["user", "assistant"],
    responses=["a", "b", "c"],
)

OPTIONS = ["red", "green", "blue"]

ATTRIBUTES: list[dict[str, Any]] = [
    {"name": "occluded", "type": "boolean", "default": False},
    {"name": "make", "type": "choice", "options": OPTIONS, "when": {"name": "occluded", "equals": True}},
    {"name": "tags", "type": "choices", "options": OPTIONS, "max": 2},
    {"name": "age", "type": "number", "min": 0, "max": 100},
    {"name": "plate", "type": "text", "max_length": 20},
]

STREET: dict[str, Any] = {
    "title": {"zh": "街景", "en": "Street"},
    "media": "image",
    "classes": [
        {"name": "car", "shape": "box", "attributes": ATTRIBUTES, "hotkey": "1"},
        {"name": "van", "shape": "box"},
        {"name": "ship", "shape": "rotated_box"},
        {"name": "road", "shape": "polygon"},
        {"name": "lane", "shape": "polyline"},
        {"name": "spot", "shape": "point"},
        {"name": "cell", "shape": "ellipse"},
        {"name": "sky", "shape": "mask"},
        {
            "name": "body",
            "shape": "skeleton",
            "skeleton": {"keypoints": ["nose", "neck", "hip"], "edges": [[0, 1], [1, 2]]},
        },
    ],
    "relations": [
        {"name": "pulls", "from": ["car"], "to": ["van"]},
        {"name": "near", "from": ["car", "van"], "to": ["car", "van"], "directed": False},
    ],
    "fields": [
        {"name": "weather", "type": "choice", "options": ["rain", "sun"], "of": "item"},
        {"name": "caption", "type": "text", "of": "region", "classes": ["car"]},
    ],
}

TALK: dict[str, Any] = {
    "media": "chat",
    "classes": [{"name": "claim", "shape": "span"}],
    "fields": [
        {"name": "topic", "type": "choice", "options": OPTIONS},
        {"name": "faults", "type": "choices", "options": OPTIONS},
        {
            "name": "area",
            "type": "tree",
            "options": [{"name": "art", "children": ["film", "song"]}, {"name": "law", "children": []}],
        },
        {"name": "stars", "type": "rating", "max": 5},
        {"name": "order", "type": "ranking", "ties": True},
        {"name": "better", "type": "preference", "strength": 3},
        {"name": "seconds", "type": "number"},
        {"name": "why", "type": "text"},
        {"name": "safe", "type": "boolean"},
        {"name": "marks", "type": "rubric", "criteria": ["truth", {"name": "tone", "max": 3, "weight": 2}]},
        {"name": "kind", "type": "choice", "options": OPTIONS, "of": "turn", "roles": ["assistant"]},
        {"name": "score", "type": "rating", "of": "response"},
    ],
}


def street() -> LabelSchema:
    return parse_schema(STREET)


def talk() -> LabelSchema:
    return parse_schema(TALK)


# Strategies ------------------------------------------------------------------------------------------


def _within(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 2))


xs, ys = _within(0, WIDTH), _within(0, HEIGHT)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(_within(0, WIDTH - 20)), draw(_within(0, HEIGHT - 20))
    return Box(x, y, draw(_within(1, WIDTH - x)), draw(_within(1, HEIGHT - y)))


@st.composite
def stars(draw: st.DrawFn) -> Polygon:
    """Polygons that do not cross themselves: corners at growing angles round a centre."""
    count = draw(st.integers(3, 12))
    cx, cy = draw(_within(60, WIDTH - 60)), draw(_within(60, HEIGHT - 60))
    radii = draw(st.lists(_within(10, 55), min_size=count, max_size=count))
    corners: list[float] = []
    for at, radius in enumerate(radii):
        angle = 2 * math.pi * at / count
        corners += [cx + radius * math.cos(angle), cy + radius * math.sin(angle)]
    holes = [[cx, cy, cx + 1, cy, cx, cy + 1]] if count > 8 and draw(st.booleans()) else []
    return Polygon(corners, holes)


pixel_grids = st.builds(
    lambda h, w, seed: np.random.default_rng(seed).random((h, w)) < 0.5,
    st.integers(1, 20),
    st.integers(1, 20),
    st.integers(0, 10_000),
)


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    pixels = draw(pixel_grids)
    pixels[0, 0] = True
    made = Mask.of_pixels(pixels)
    return Mask(
        made.x + draw(st.integers(0, 30)), made.y + draw(st.integers(0, 30)), made.w, made.h, made.counts
    )


@st.composite
def skeletons(draw: st.DrawFn) -> Skeleton:
    points: list[float] = []
    for at in range(3):
        visible = float(draw(st.integers(0, 2))) if at else 2.0
        points += [draw(xs), draw(ys), visible] if visible else [0.0, 0.0, 0.0]
    return Skeleton(points)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 28))
    return Span(start, draw(st.integers(start + 1, 30)), draw(st.sampled_from(sorted(CHAT.parts))))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(_within(0, 9))
    return Interval(start, start + draw(_within(0.1, 5)))


angles = _within(-180, 180)
cuboids = st.builds(
    Cuboid,
    *[_within(-5, 5)] * 3,
    *[_within(0.5, 6)] * 3,
    yaw=angles,
    pitch=st.sampled_from([0.0, 0.0, 10.0, -35.5]),
)
SHAPES: dict[str, st.SearchStrategy[AnyShape]] = {
    "box": boxes(),
    "rotated_box": st.builds(RotatedBox, xs, ys, _within(1, 90), _within(1, 90), angles),
    "polygon": stars(),
    "polyline": st.builds(
        lambda points: Polyline([v for point in points for v in point]),
        st.lists(st.tuples(xs, ys), min_size=2, max_size=8),
    ),
    "point": st.builds(Point, xs, ys),
    "ellipse": st.builds(Ellipse, xs, ys, _within(1, 60), _within(1, 60), angles),
    "mask": masks(),
    "skeleton": skeletons(),
    "span": spans(),
    "interval": intervals(),
    "cuboid": cuboids,
}


@st.composite
def attributes(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"occluded": draw(st.booleans())}
    if made["occluded"] and draw(st.booleans()):
        made["make"] = draw(st.sampled_from(OPTIONS))
    if draw(st.booleans()):
        made["tags"] = draw(st.lists(st.sampled_from(OPTIONS), unique=True, max_size=2))
    if draw(st.booleans()):
        made["age"] = draw(st.integers(0, 100))
    if draw(st.booleans()):
        made["plate"] = draw(st.text("abc", max_size=8))
    return made


@st.composite
def street_documents(draw: st.DrawFn) -> Document:
    """Valid for `street()`: objects of every shape, relations, answers."""
    schema = street()
    objects: list[AnnotatedObject] = []
    for at, of in enumerate(draw(st.lists(st.sampled_from(schema.classes), max_size=6))):
        held = draw(attributes()) if of.name == "car" else {}
        objects.append(AnnotatedObject(f"o{at}", of.name, draw(SHAPES[of.shape]), held))
    cars = [thing.id for thing in objects if thing.class_ == "car"]
    vans = [thing.id for thing in objects if thing.class_ == "van"]
    links = [Relation(car, van, "pulls") for car in cars for van in vans if draw(st.booleans())]
    answers: dict[str, Any] = {}
    if draw(st.booleans()):
        answers["weather"] = draw(st.sampled_from(["rain", "sun"]))
    if draw(st.booleans()) and cars:
        answers["caption"] = {draw(st.sampled_from(cars)): draw(st.text("xyz", min_size=1, max_size=5))}
    return Document(objects, links, answers)


_score = st.integers(1, 3)
_preference = st.one_of(
    st.just({"better": "tie"}),
    st.fixed_dictionaries({"better": st.sampled_from(["a", "b", "c"]), "strength": st.integers(1, 3)}),
)


@st.composite
def rankings(draw: st.DrawFn) -> list[Any]:
    order = draw(st.permutations(["a", "b", "c"]))
    return draw(
        st.sampled_from(
            [list(order), [order[0], list(order[1:])], [list(order[:2]), order[2]], [list(order)]]
        )
    )


ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "topic": st.sampled_from(OPTIONS),
    "faults": st.lists(st.sampled_from(OPTIONS), unique=True),
    "area": st.sampled_from([["art"], ["art", "film"], ["art", "song"], ["law"]]),
    "stars": st.integers(1, 5),
    "order": rankings(),
    "better": _preference,
    "seconds": st.one_of(st.integers(-100, 100), _within(-100, 100)),
    "why": st.text(max_size=12),
    "safe": st.booleans(),
    "marks": st.fixed_dictionaries(
        {name: st.fixed_dictionaries({"score": _score}) for name in ("truth", "tone")}
    ),
}


@st.composite
def talk_documents(draw: st.DrawFn) -> Document:
    """Valid for `talk()` with `CHAT`: spans and answers of every type."""
    objects = [
        AnnotatedObject(f"s{at}", "claim", span)
        for at, span in enumerate(draw(st.lists(spans(), max_size=3)))
    ]
    answers = {name: draw(answer) for name, answer in ANSWERS.items() if draw(st.booleans())}
    if draw(st.booleans()):
        answers["kind"] = {"1": draw(st.sampled_from(OPTIONS))}
    if draw(st.booleans()):
        answers["score"] = {key: draw(st.integers(1, 5)) for key in ("a", "b") if draw(st.booleans())}
    return Document(objects, [], answers)
