"""The results of one Label Studio annotation as one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from beanfield.annotation.document import AnnotatedObject, Document, Relation
from beanfield.formats.faults import ShapeError
from beanfield.formats.jsons import is_finite, shown
from beanfield.formats.ls_model import ANSWERS, LsResult
from beanfield.formats.ls_shapes import is_region, shape_of
from beanfield.formats.record import Chat, Content
from beanfield.formats.schema_facts import SchemaFacts
from beanfield.formats.sketch import Sketch

Faults = list[tuple[ShapeError, bool]]


class Controls:
    """What type of question each control asks, as the schema says or as the results show."""

    def __init__(self) -> None:
        self._types: dict[str, str] = {}
        self._fields: dict[str, None] = {}

    @classmethod
    def of(cls, schema: dict[str, Any] | None) -> Controls:
        """The types that a schema states."""
        made = cls()
        facts = SchemaFacts.of(schema)
        made._types.update({name: kind for (_, name), kind in facts.attributes.items()})
        made._types.update(facts.fields)
        return made

    def learn(self, results: Sequence[LsResult]) -> None:
        """Look at one annotation: a control that ever takes two choices takes several."""
        regions = {result.id for result in results if is_region(result)}
        for result in results:
            kind = ANSWERS.get(result.type)
            if kind is None or is_region(result):
                continue
            if result.id not in regions:
                self._fields[result.from_name] = None
            if kind == "choices":
                kind = self._choices(result)
            self._types[result.from_name] = kind

    def _choices(self, result: LsResult) -> str:
        chosen = result.value.get("choices")
        before = self._types.get(result.from_name)
        if before == "choices" or (isinstance(chosen, list) and len(chosen) > 1):
            return "choices"
        is_switch = isinstance(chosen, list) and chosen in (["true"], ["false"])
        return "boolean" if is_switch and before in {None, "boolean"} else "choice"

    def tell(self, sketch: Sketch) -> None:
        """Declare the fields that were learned."""
        for name in self._fields:
            sketch.declare_field(name, self._types[name])

    def type_of(self, result: LsResult) -> str:
        """The type of question behind an answer."""
        return self._types.get(result.from_name) or ANSWERS[result.type]


def document_of(results: Sequence[LsResult], content: Content, controls: Controls) -> tuple[Document, Faults]:
    """The document, and what was wrong or not understood (a note) on the way."""
    document = Document()
    objects: dict[str, int] = {}
    faults: Faults = []
    for place, result in enumerate(results):
        try:
            if is_region(result):
                _add_region(document, objects, result, content, place)
            elif result.type not in ANSWERS and result.type != "relation":
                unknown = ShapeError("format_unknown_result", f"result[{place}]", type=result.type[:60])
                faults.append((unknown, True))
        except ShapeError as bad:
            faults.append((bad.below(f"result[{place}]"), False))
    for place, result in enumerate(results):
        try:
            if result.type == "relation":
                document.relations.append(_relation(result, objects))
            elif result.type in ANSWERS and not is_region(result):
                value = _answer(result, controls.type_of(result), content)
                if str(result.id) in objects:
                    at = objects[str(result.id)]
                    one = document.objects[at]
                    document.objects[at] = replace(
                        one, attributes={**one.attributes, result.from_name: value}
                    )
                else:
                    document.answers[result.from_name] = value
        except ShapeError as bad:
            faults.append((bad.below(f"result[{place}]"), False))
    return document, faults


def _add_region(
    document: Document, objects: dict[str, int], result: LsResult, content: Content, place: int
) -> None:
    """A region; a second result of the same id adds its label to it."""
    names = result.value.get(result.type) if result.type.endswith("labels") else None
    labels = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    key = str(result.id) if result.id is not None else f"#{place}"
    if result.score is not None and not 0 <= result.score <= 1:
        raise ShapeError("format_bad_score", "score")
    if key in objects:
        at = objects[key]
        if labels:
            document.objects[at] = replace(document.objects[at], class_=labels[0])
        return
    if len(key) > 64:
        raise ShapeError("format_bad_result", "id", why="id")
    shape = shape_of(result, content)
    attributes: dict[str, Any] = {"labels": labels} if len(labels) > 1 else {}
    name = labels[0] if labels else result.from_name or result.type
    objects[key] = len(document.objects)
    document.objects.append(AnnotatedObject(key, name, shape, attributes, score=result.score))


def _relation(result: LsResult, objects: dict[str, int]) -> Relation:
    ends = [str(result.from_id), str(result.to_id)]
    for end in ends:
        if end not in objects:
            raise ShapeError("format_unknown_region", "from_id", id=end[:60])
    if result.direction == "left":
        ends.reverse()
    return Relation(ends[0], ends[1], result.labels[0] if result.labels else "related")


def _answer(result: LsResult, kind: str, content: Content) -> Any:
    """The value of an answer, as a field of this type has it."""
    if result.type == "choices":
        return _choice(result.value.get("choices"), kind)
    if result.type == "pairwise":
        return _preference(result.value.get("selected"), content)
    return _PLAIN[result.type](result)


def _path(result: LsResult) -> list[str]:
    paths = result.value.get("taxonomy")
    if not isinstance(paths, list) or len(paths) != 1 or not isinstance(paths[0], list):
        raise ShapeError("format_bad_result", "value.taxonomy", why="one path is wanted")
    return [str(name) for name in paths[0]]


def _number(result: LsResult) -> Any:
    value = result.value.get(result.type)
    if not is_finite(value):
        raise ShapeError("format_bad_number", f"value.{result.type}", value=shown(value))
    return value


def _lines(result: LsResult) -> str:
    text = result.value.get("text")
    return "\n".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _order(result: LsResult) -> list[str]:
    ranks = result.value.get("ranker")
    if isinstance(ranks, dict):
        ranks = next(iter(ranks.values()), None)
    if not isinstance(ranks, list):
        raise ShapeError("format_bad_result", "value.ranker", why="no list")
    return [str(rank) for rank in ranks]


_PLAIN: dict[str, Callable[[LsResult], Any]] = {
    "taxonomy": _path,
    "rating": _number,
    "number": _number,
    "textarea": _lines,
    "ranker": _order,
    "datetime": lambda result: str(result.value.get("datetime")),
}


def _choice(value: Any, kind: str) -> Any:
    chosen = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    if not chosen:
        raise ShapeError("format_bad_result", "value.choices", why="no choice")
    if kind == "boolean":
        return chosen[0] == "true"
    return chosen if kind == "choices" else chosen[0]


def _preference(selected: Any, content: Content) -> dict[str, Any]:
    ids = ["a", "b"]
    if isinstance(content, Chat) and len(content.responses) >= 2:
        ids = [response.id for response in content.responses[:2]]
    if not isinstance(selected, str) or selected not in {"left", "right"}:
        raise ShapeError("format_bad_result", "value.selected", why="left, right")
    return {"better": ids[0] if selected == "left" else ids[1]}
