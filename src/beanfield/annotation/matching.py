"""Which object of one document is which of another.

Objects are paired within one shape and frame so that the sum of their worth is greatest (the assignment
problem, solved by scipy's Hungarian method for each cluster of shapes that touch). A pair is worth the
similarity of the shapes, times `OTHER_CLASS` where the classes differ, times (1 + a) / 2 where a is the mean
similarity of the attributes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from beanfield.annotation.document import AnnotatedObject
from beanfield.annotation.fields.base import Question
from beanfield.annotation.schema import LabelSchema, ObjectClass
from beanfield.annotation.shapes.base import Floats, Shape
from beanfield.annotation.validate import answer_of, is_shown

#: What a pair of different classes is worth: the thing was found, and named differently.
OTHER_CLASS = 0.3
#: Up to so many pairs all are compared; beyond, only those whose bounds touch.
_FEW = 64

Places = NDArray[np.intp]


class Match(NamedTuple):
    """Object `left` of one document is object `right` of the other."""

    left: int
    right: int
    #: Similarity of the shapes alone.
    shape: float
    #: What the pair is worth, class and attributes included.
    value: float


def match_objects(
    left: Sequence[AnnotatedObject], right: Sequence[AnnotatedObject], schema: LabelSchema
) -> list[Match]:
    """Pairs of the same thing, in order of `left`; what has nothing in common with anything stays alone."""
    classes = {each.name: each for each in schema.classes}
    groups: dict[tuple[type[Shape], int | None], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, objects in enumerate((left, right)):
        for place, thing in enumerate(objects):
            groups[type(thing.shape), thing.frame][side].append(place)
    matches: list[Match] = []
    for (kind, _), (here, there) in groups.items():
        if here and there:
            a, b = [left[place] for place in here], [right[place] for place in there]
            matches += [
                Match(here[match.left], there[match.right], match.shape, match.value)
                for match in _match_group(kind, a, b, classes)
            ]
    return sorted(matches)


def attribute_similarities(
    a: AnnotatedObject, b: AnnotatedObject, of: ObjectClass | None
) -> dict[str, float]:
    """Similarity of each attribute that either object has; one that is missing reads as its default."""
    if of is None or a.class_ != b.class_:
        return {}
    found: dict[str, float] = {}
    for question in of.attributes:
        if a.attributes.get(question.name) is None and b.attributes.get(question.name) is None:
            continue
        here, there = (_shown_answer(question, of.attributes, thing.attributes) for thing in (a, b))
        if here is not None or there is not None:
            found[question.name] = answer_similarity(question, here, there)
    return found


def answer_similarity(question: Question, a: Any, b: Any) -> float:
    """Similarity of two answers; 0 where one of them is missing."""
    if a is None or b is None:
        return 1.0 if a is b else 0.0
    return question.similarity(a, b)


def _shown_answer(question: Question, questions: Sequence[Question], answers: dict[str, Any]) -> Any:
    answer = answer_of(question, answers)
    shown = question.when is None or is_shown(question, questions, partial(answer_of, answers=answers))
    return answer if shown else None


def _match_group(
    kind: type[Shape],
    left: Sequence[AnnotatedObject],
    right: Sequence[AnnotatedObject],
    classes: dict[str, ObjectClass],
) -> list[Match]:
    rows, columns = _candidates(kind, [t.shape for t in left], [t.shape for t in right])
    shapes = kind.similarities([left[i].shape for i in rows], [right[j].shape for j in columns])
    touching = shapes > 0
    rows, columns, shapes = rows[touching], columns[touching], shapes[touching]
    values = shapes.copy()
    tie_break = np.zeros(len(values))
    for at, (i, j) in enumerate(zip(rows, columns, strict=True)):
        a, b = left[i], right[j]
        values[at] *= _worth(a, b, classes)
        tie_break[at] = 1e-9 * (a.id == b.id)
    chosen = _best_pairs(rows, columns, values + tie_break)
    return [Match(int(rows[k]), int(columns[k]), float(shapes[k]), float(values[k])) for k in chosen]


def _worth(a: AnnotatedObject, b: AnnotatedObject, classes: dict[str, ObjectClass]) -> float:
    if a.class_ != b.class_:
        return OTHER_CLASS
    of = classes.get(a.class_)
    if of is None or not of.attributes:
        return 1.0
    found = attribute_similarities(a, b, of)
    return (1.0 + sum(found.values()) / len(found)) / 2 if found else 1.0


def _candidates(kind: type[Shape], left: Sequence[Shape], right: Sequence[Shape]) -> tuple[Places, Places]:
    """Pairs that may have something in common: those whose bounds lie no further apart than `kind.reach`."""
    if len(left) * len(right) <= _FEW:
        rows, columns = np.indices((len(left), len(right)))
        return rows.ravel(), columns.ravel()
    tree = shapely.STRtree(_rectangles(right, 0.0))
    rows, columns = tree.query(_rectangles(left, kind.reach))
    order = np.lexsort((columns, rows))
    return rows[order], columns[order]


def _rectangles(shapes: Sequence[Shape], margin: float) -> NDArray[np.object_]:
    bounds = np.array([shape.bounds() for shape in shapes], dtype=np.float64)
    low, high = bounds[:, :2] - margin, bounds[:, 2:] + margin
    return np.asarray(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))


def _best_pairs(rows: Places, columns: Places, values: Floats) -> list[int]:
    """Places of the pairs that use each row and column at most once and sum to the most."""
    if not len(values):
        return []
    height, width = int(rows.max()) + 1, int(columns.max()) + 1
    size = height + width
    graph = coo_array((np.ones(len(rows)), (rows, columns + height)), shape=(size, size))
    _, component = connected_components(graph, directed=False)
    chosen: list[int] = []
    of_pair = component[rows]
    order = np.argsort(of_pair, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1):
        if len(members) == 1:
            chosen.append(int(members[0]))
            continue
        here, i = np.unique(rows[members], return_inverse=True)
        there, j = np.unique(columns[members], return_inverse=True)
        dense = np.zeros((len(here), len(there)))
        place = np.full(dense.shape, -1)
        dense[i, j], place[i, j] = values[members], members
        picked = place[linear_sum_assignment(dense, maximize=True)]
        chosen += [int(each) for each in picked if each >= 0]
    return chosen
