"""A regular look through a project's recent work for what honest people do not show; the detectors and their
rates of false alarm are those of `quality.people.suspicion`. What they find is a reason to look, no verdict.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from msgspec import Struct

from beanfield.annotation.document import Document, decode_document, encode_document
from beanfield.platform.database import Tx, dicts, execute
from beanfield.quality.labels import Labels
from beanfield.quality.people import suspicion
from beanfield.quality.truth.methods import infer

Row = dict[str, Any]

_BACK: Final = timedelta(days=14)
_MOST: Final = 5000
#: Fewer answers than this say nothing about anybody.
_LEAST: Final = 30
_MOST_EXAMPLES: Final = 20

PROJECTS: Final = """
select distinct project_id as id from work_hour
where last_at > now() - interval '1 day' and answers > 0 order by 1
"""
_ANSWERS: Final = """
select a.item_id, a.person_id, a.objects, a.active_ms / 1000.0::float as seconds,
    a.document::text as document, r.faulty,
    (select p.document::text from prelabel p where p.item_id = a.item_id order by p.id desc limit 1)
        as prelabel
from annotation a left join lateral (
    select bool_or(v.verdict <> 'pass') as faulty from review v where v.annotation_id = a.id
) r on true
where a.project_id = %(project)s and a.submitted_at > %(since)s and a.person_id is not null
and a.kind in ('answer', 'gold')
order by a.submitted_at desc limit %(most)s
"""
_WRITE: Final = """
insert into suspicion (project_id, person_id, other_id, what, p_value, count, examples, found_at, seen_at)
values (%(project)s, %(person)s, %(other)s, %(what)s, %(p)s, %(count)s, %(examples)s, %(now)s, %(now)s)
on conflict (project_id, person_id, other_id, what) do update set p_value = excluded.p_value,
    count = excluded.count, examples = excluded.examples, seen_at = excluded.seen_at
"""


class Suspicion(Struct, frozen=True):
    """`p_value`: the chance that honest work looks so. `examples`: items to look at."""

    what: str
    person_id: int
    p_value: float
    examples: list[int]
    other_id: int | None = None


async def look(tx: Tx, project_id: int, now: datetime) -> int:
    """Look through the work of the last two weeks; returns how many suspicions there are."""
    answers = await dicts(tx, _ANSWERS, {"project": project_id, "since": now - _BACK, "most": _MOST})
    if len(answers) < _LEAST:
        return 0
    found = await asyncio.to_thread(lambda: list(suspicions(answers)))
    for each in found:
        params = {
            "project": project_id,
            "person": each.person_id,
            "other": each.other_id,
            "what": each.what,
            "p": each.p_value,
            "count": len(each.examples),
            "examples": each.examples[:_MOST_EXAMPLES],
            "now": now,
        }
        await execute(tx, _WRITE, params)
    return len(found)


def suspicions(answers: Sequence[Row]) -> Iterator[Suspicion]:
    """Everything that the detectors find in answers {item_id, person_id, objects, seconds, document,
    prelabel, faulty}."""
    yield from _too_fast(answers)
    drawn = [(row, decode_document(row["document"])) for row in answers]
    yield from _copied(drawn)
    yield from _untouched(drawn)
    yield from _labels(drawn)


def _named(
    what: str, values: Mapping[Any, float], examples: Callable[[Any], list[int]]
) -> Iterator[Suspicion]:
    """The people, or pairs, whose p-values are flagged together."""
    keys = list(values)
    if not keys:
        return
    for key, flag in zip(keys, suspicion.flagged(np.array([values[key] for key in keys])), strict=True):
        if flag:
            person, other = key if isinstance(key, tuple) else (key, None)
            yield Suspicion(what, int(person), float(values[key]), examples(key), other and int(other))


def _too_fast(answers: Sequence[Row]) -> Iterator[Suspicion]:
    timed = [row for row in answers if row["seconds"] > 0]
    if len(timed) < _LEAST:
        return
    columns = [np.array([row[name] for row in timed]) for name in ("person_id", "seconds", "objects")]
    values = suspicion.too_fast(columns[0], columns[1].astype(np.float64), columns[2])

    def fastest(person: int) -> list[int]:
        own = sorted((row["seconds"], row["item_id"]) for row in timed if row["person_id"] == person)
        return [item for _, item in own[:_MOST_EXAMPLES]]

    yield from _named("too_fast", values, fastest)


def numbers_of(document: Document) -> Iterator[tuple[float, ...]]:
    """The coordinates of each object that has four numbers or more."""
    for thing in document.objects:
        bounds = thing.shape.bounds()
        if bounds[3] > bounds[1]:
            yield bounds


def _copied(drawn: Sequence[tuple[Row, Document]]) -> Iterator[Suspicion]:
    shapes: dict[int, list[tuple[int, tuple[float, ...]]]] = defaultdict(list)
    machine = []
    for row, document in drawn:
        shapes[row["person_id"]] += [(row["item_id"], numbers) for numbers in numbers_of(document)]
        if row["prelabel"] is not None:
            machine += [(row["item_id"], n) for n in numbers_of(decode_document(row["prelabel"]))]
    if len(shapes) < 3:
        return

    def common(pair: tuple[int, int]) -> list[int]:
        left, right = (set(shapes[person]) for person in pair)
        return sorted({item for item, _ in left & right})

    yield from _named("copied", suspicion.copied(shapes, machine=machine), common)


def _untouched(drawn: Sequence[tuple[Row, Document]]) -> Iterator[Suspicion]:
    """Pre-labels left as they were, of those that a reviewer found wrong."""
    wrong: dict[int, int] = defaultdict(int)
    left: dict[int, list[int]] = defaultdict(list)
    for row, document in drawn:
        if row["prelabel"] is None or not row["faulty"]:
            continue
        wrong[row["person_id"]] += 1
        if encode_document(document) == encode_document(decode_document(row["prelabel"])):
            left[row["person_id"]].append(row["item_id"])
    if not wrong:
        return
    people = sorted(wrong)
    values = suspicion.untouched(
        np.array([len(left[person]) for person in people]), np.array([wrong[person] for person in people])
    )
    found = dict(zip(people, values.tolist(), strict=True))
    yield from _named("untouched", found, lambda person: left[person])


def _labels(drawn: Sequence[tuple[Row, Document]]) -> Iterator[Suspicion]:
    """Of each question that is answered by one of few options: guessing, constant, same errors."""
    by_field: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row, document in drawn:
        for name, answer in document.answers.items():
            if isinstance(answer, str):
                by_field[name].append((row["item_id"], row["person_id"], answer))
    for given in by_field.values():
        counted: dict[int, int] = defaultdict(int)
        for item, _, _ in given:
            counted[item] += 1
        shared = [each for each in given if counted[each[0]] > 1]
        options = len({answer for _, _, answer in shared})
        if len(shared) >= max(_LEAST, 4 * options):  # else it is a text that people write
            yield from _of_labels(Labels.of(*(list(column) for column in zip(*shared, strict=True))))


def _of_labels(labels: Labels) -> Iterator[Suspicion]:
    posterior = infer(labels).posterior_
    best = posterior.argmax(axis=1)
    people = labels.worker_names.tolist()

    def missed(person: int) -> list[int]:
        mine = labels.worker == people.index(person)
        wrong = mine & (labels.label != best[labels.task])
        return [int(item) for item in labels.task_names[labels.task[wrong]]]

    def both(pair: tuple[int, int]) -> list[int]:
        return sorted(set(missed(pair[0])) & set(missed(pair[1])))

    guessing = dict(zip(people, suspicion.guessing(labels, posterior).tolist(), strict=True))
    yield from _named("guessing", guessing, missed)
    constant = dict(zip(people, suspicion.constant(labels, posterior).tolist(), strict=True))
    yield from _named("constant", constant, missed)
    pairs = {
        (people[a], people[b]): p for (a, b), (p, _) in suspicion.shared_errors(labels, posterior).items()
    }
    yield from _named("same_errors", pairs, both)
