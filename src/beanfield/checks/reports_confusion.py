"""What is taken for what: each answer against what is right, and the rules that people stumble over."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from beanfield.annotation.document import Document
from beanfield.annotation.matching import match_objects
from beanfield.annotation.schema import LabelSchema
from beanfield.checks.model_reports import Cell, ClassRow, Confusion, WeakSpot
from beanfield.checks.opinion import has_options, options_of
from beanfield.quality.agreement.objects import SAME_THING

#: Items named behind one figure.
_NAMED: Final = 20
#: What stands for nothing marked.
NOTHING: Final = ""
#: What was right, what was said, of which item.
Case = tuple[Document, Document, int]
Key = tuple[str, str, str]


class Tally:
    """Counts of (question, right, said) with their items; the question is empty for classes of objects."""

    def __init__(self) -> None:
        self.counts: Counter[Key] = Counter()
        self.items: defaultdict[Key, list[int]] = defaultdict(list)

    def add(self, key: Key, item: int) -> None:
        self.counts[key] += 1
        if len(self.items[key]) < _NAMED and item not in self.items[key]:
            self.items[key].append(item)


def tally(cases: Iterable[Case], schema: LabelSchema) -> Tally:
    """Count every answer against what is right."""
    found = Tally()
    questions = [question.name for question in schema.fields if has_options(question)]
    for right, said, item in cases:
        if schema.classes:
            _objects(found, right, said, item, schema)
        for name in questions:
            here, there = right.answers.get(name), said.answers.get(name)
            if here is not None and there is not None:
                found.add((name, _text(here), _text(there)), item)
    return found


def _objects(found: Tally, right: Document, said: Document, item: int, schema: LabelSchema) -> None:
    lone, extra = set(range(len(right.objects))), set(range(len(said.objects)))
    for match in match_objects(right.objects, said.objects, schema):
        if match.shape >= SAME_THING:
            lone.discard(match.left)
            extra.discard(match.right)
            found.add(("", right.objects[match.left].class_, said.objects[match.right].class_), item)
    for place in sorted(lone):
        found.add(("", right.objects[place].class_, NOTHING), item)
    for place in sorted(extra):
        found.add(("", NOTHING, said.objects[place].class_), item)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def confusions(found: Tally, schema: LabelSchema) -> list[Confusion]:
    """A matrix of each question that was answered, and of the objects."""
    made = []
    for name in ["", *(question.name for question in schema.fields)]:
        keys = [key for key in found.counts if key[0] == name]
        if not keys:
            continue
        used = {label for key in keys for label in key[1:]}
        known = _labels(name, schema)
        labels = [label for label in known if label in used] + sorted(used - set(known) - {NOTHING})
        if NOTHING in used:
            labels.append(NOTHING)
        cells = [Cell(key[1], key[2], found.counts[key], found.items[key]) for key in sorted(keys)]
        made.append(Confusion(name, labels, cells))
    return made


def _labels(name: str, schema: LabelSchema) -> list[str]:
    if name == "":
        return [each.name for each in schema.classes]
    question = next(each for each in schema.fields if each.name == name)
    return [_text(json.loads(option)) for option in options_of(question)]


def class_rows(found: Tally) -> list[ClassRow]:
    """Classes and options, the worst first."""
    names = {(key[0], label) for key in found.counts for label in key[1:] if label != NOTHING}
    rows = []
    for of, name in names:
        right = found.counts[of, name, name]
        missed = [key for key in found.counts if key[0] == of and key[1] == name and key[2] != name]
        spurious = [key for key in found.counts if key[0] == of and key[2] == name and key[1] != name]
        lost, extra = (sum(found.counts[key] for key in keys) for keys in (missed, spurious))
        items = [item for key in missed + spurious for item in found.items[key]]
        f1 = 2 * right / (2 * right + lost + extra)
        rows.append(ClassRow(of, name, right, lost, extra, f1, list(dict.fromkeys(items))[:_NAMED]))
    return sorted(rows, key=lambda row: (row.f1, row.of, row.name))


def weak_spots(found: Tally, questions: Sequence[str], returned: Sequence[tuple[str, int]]) -> list[WeakSpot]:
    """Rules with the most disputes, questions and returns.

    A rule is a class of objects or a question of the schema. `questions` are the rules that people asked
    about, `returned` the rules (with items) of which reviewers marked a fault.
    """
    spots: dict[str, WeakSpot] = {}

    def spot(rule: str) -> WeakSpot:
        return spots.setdefault(rule, WeakSpot(rule, 0, 0, 0, []))

    for key, count in found.counts.items():
        of, right, said = key
        if right == said:
            continue
        rule = spot(of or right or said)
        rule.disputes += count
        rule.items += [item for item in found.items[key] if item not in rule.items]
    for name in questions:
        spot(name).questions += 1
    for name, item in returned:
        rule = spot(name)
        rule.returns += 1
        if item not in rule.items:
            rule.items.append(item)
    ordered = sorted(spots.values(), key=lambda each: -(each.disputes + each.questions + each.returns))
    for each in ordered:
        each.items = each.items[:_NAMED]
    return ordered[:10]
