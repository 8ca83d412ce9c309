"""Whether a label schema is consistent with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, duplicates, fault
from beanfield.annotation.fields.base import Question, When
from beanfield.annotation.fields.ranking import Ranking
from beanfield.annotation.naming import (
    RESERVED_NAMES,
    Option,
    hotkey_faults,
    hotkeys_of,
    is_colour,
    name_faults,
)
from beanfield.annotation.registry import shape_types
from beanfield.annotation.schema import LabelSchema, ObjectClass


def problems_of(schema: LabelSchema) -> list[FaultAt]:
    """Every fault of the schema, in the order of its parts."""
    problems = list(_class_problems(schema))
    problems += _relation_problems(schema)
    problems += _field_problems(schema)
    problems += _hotkey_problems(schema)
    return problems


def _named(path: str, names: Sequence[str]) -> Iterator[FaultAt]:
    for place, name in enumerate(names):
        yield from name_faults(f"{path}[{place}].name", name)
    for place, name in duplicates(names):
        yield fault(f"{path}[{place}].name", "fault_double_name", name=name)


def _class_problems(schema: LabelSchema) -> Iterator[FaultAt]:
    yield from _named("classes", [each.name for each in schema.classes])
    for place, colour in duplicates(each.color for each in schema.classes):
        yield fault(f"classes[{place}].color", "fault_double_colour", colour=colour)
    for place, each in enumerate(schema.classes):
        path = f"classes[{place}]"
        yield from _shape_problems(path, each, schema.media)
        if not is_colour(each.color):
            yield fault(below(path, "color"), "fault_bad_colour", colour=each.color)
        if each.min_count is not None and each.max_count is not None and each.min_count > each.max_count:
            yield fault(
                below(path, "min_count"), "fault_bounds_crossed", least=each.min_count, most=each.max_count
            )
        yield from _question_problems(f"{path}.attributes", each.attributes)
        for at, attribute in enumerate(each.attributes):
            if attribute.of != "item" or attribute.roles is not None or attribute.classes is not None:
                yield fault(f"{path}.attributes[{at}]", "fault_attribute_narrowed")


def _shape_problems(path: str, each: ObjectClass, media: str) -> Iterator[FaultAt]:
    kind = shape_types().get(each.shape)
    if each.shape in RESERVED_NAMES:
        yield fault(below(path, "shape"), "fault_reserved_shape", name=each.shape)
    elif kind is None:
        yield fault(below(path, "shape"), "fault_unknown_shape", name=each.shape)
    elif media not in kind.media:
        yield fault(below(path, "shape"), "fault_shape_not_for_media", name=each.shape, media=media)
    if each.shape == "skeleton" and each.skeleton is None:
        yield fault(below(path, "skeleton"), "fault_missing_key")
    elif each.skeleton is not None and each.shape != "skeleton":
        yield fault(below(path, "skeleton"), "fault_skeleton_unasked")
    elif each.skeleton is not None:
        yield from each.skeleton.faults(below(path, "skeleton"))


def _relation_problems(schema: LabelSchema) -> Iterator[FaultAt]:
    yield from _named("relations", [each.name for each in schema.relations])
    known = {each.name for each in schema.classes}
    for place, each in enumerate(schema.relations):
        for end, names in (("from", each.from_), ("to", each.to)):
            path = f"relations[{place}].{end}"
            if not names:
                yield fault(path, "fault_too_few", least=1)
            for at, name in enumerate(names):
                if name not in known:
                    yield fault(f"{path}[{at}]", "fault_unknown_class", name=name)


def _field_problems(schema: LabelSchema) -> Iterator[FaultAt]:
    yield from _question_problems("fields", schema.fields)
    known = {each.name for each in schema.classes}
    for place, each in enumerate(schema.fields):
        path = f"fields[{place}]"
        if each.of in {"turn", "response"} and schema.media != "chat":
            yield fault(below(path, "of"), "fault_of_not_for_media", of=each.of, media=schema.media)
        if isinstance(each, Ranking) and not each.options and schema.media != "chat":
            yield fault(below(path, "options"), "fault_no_options")
        if each.of == "region" and not schema.classes:
            yield fault(below(path, "of"), "fault_region_without_class")
        if each.roles is not None and each.of != "turn":
            yield fault(below(path, "roles"), "fault_roles_unasked")
        if each.classes is not None and each.of != "region":
            yield fault(below(path, "classes"), "fault_classes_unasked")
        for at, name in enumerate(each.classes or ()):
            if name not in known:
                yield fault(f"{path}.classes[{at}]", "fault_unknown_class", name=name)


def _question_problems(path: str, questions: Sequence[Question]) -> Iterator[FaultAt]:
    yield from _named(path, [each.name for each in questions])
    for place, each in enumerate(questions):
        here = f"{path}[{place}]"
        own = list(each.definition_faults(here))
        yield from own
        if each.default is not None and not own:
            yield from each.answer_faults(each.default, below(here, "default"), ContentFacts())
        if each.when is not None:
            yield from _when_problems(below(here, "when"), each, each.when, questions)


def _when_problems(
    path: str, asked: Question, when: When, questions: Sequence[Question]
) -> Iterator[FaultAt]:
    target = next((each for each in questions if each.name == when.name), None)
    if target is None or target.of not in {asked.of, "item"}:
        yield fault(below(path, "name"), "fault_when_unknown", name=when.name)
        return
    if _in_circle(asked, questions):
        yield fault(below(path, "name"), "fault_when_circle")
    options = set(_names(target.options_of()))
    wanted = when.equals if isinstance(when.equals, list) else [when.equals]
    for value in wanted if options else ():
        if value not in options:
            yield fault(below(path, "equals"), "fault_unknown_option", value=str(value))


def _in_circle(start: Question, questions: Sequence[Question]) -> bool:
    """Whether following the conditions from `start` comes back to it."""
    by_name = {each.name: each for each in questions}
    seen: set[str] = set()
    at: Question | None = start
    while at is not None and at.when is not None and at.name not in seen:
        seen.add(at.name)
        at = by_name.get(at.when.name)
    return at is not None and at.name == start.name and start.when is not None


def _names(options: Iterable[Option]) -> Iterator[str]:
    for option in options:
        yield option.name
        yield from _names(option.children)


def _hotkey_problems(schema: LabelSchema) -> Iterator[FaultAt]:
    """Classes and fields of the item share one keyboard; attributes and other fields see the classes'."""
    shared: dict[str, str] = {}
    keys = [(f"classes[{i}].hotkey", each.hotkey) for i, each in enumerate(schema.classes) if each.hotkey]
    yield from _clashes(keys, shared)
    of_classes = dict(shared)
    for i, each in enumerate(schema.classes):
        scope = dict(of_classes)
        for j, attribute in enumerate(each.attributes):
            path = f"classes[{i}].attributes[{j}].options"
            yield from _clashes(hotkeys_of(path, attribute.options_of()), scope)
    for i, question in enumerate(schema.fields):
        keyed = hotkeys_of(f"fields[{i}].options", question.options_of())
        yield from _clashes(keyed, shared if question.of == "item" else dict(of_classes))


def _clashes(keys: Iterable[tuple[str, str]], taken: dict[str, str]) -> Iterator[FaultAt]:
    for path, hotkey in keys:
        yield from hotkey_faults(path, hotkey)
        if hotkey in taken:
            yield fault(path, "fault_double_hotkey", hotkey=hotkey, other=taken[hotkey])
        taken.setdefault(hotkey, path)
