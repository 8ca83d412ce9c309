"""The live model of questions with options, kept in the database: a step costs the labels of its items alone.

Of each project and question stand the expected number of items of each option (`truth_share`) and each
person's expected right answers (`truth_person`); of each item its posteriors (`item_opinion`). A step takes
up what its items and their people need, adds the new labels, and writes it back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from beanfield.annotation.schema import LabelSchema
from beanfield.checks.opinion import Given, has_options, options_of
from beanfield.platform.database import Tx, dicts, jsonb
from beanfield.quality.truth.live import LiveOneCoin

_SHARES: Final = "select field, shares from truth_share where project_id = %s for update"
_PEOPLE: Final = """
select field, person_id, hits, trials from truth_person
where project_id = %(project)s and person_id = any(%(people)s::bigint[])
"""
_WRITE_SHARES: Final = """
insert into truth_share (project_id, field, shares) values (%s, %s, %s)
on conflict (project_id, field) do update set shares = excluded.shares
"""
_WRITE_PEOPLE: Final = """
insert into truth_person (project_id, field, person_id, hits, trials)
select %(project)s, %(field)s, person_id, hits, trials
from unnest(%(people)s::bigint[], %(hits)s::float[], %(trials)s::float[]) as g(person_id, hits, trials)
on conflict (project_id, field, person_id) do update set hits = excluded.hits, trials = excluded.trials
"""

#: Item → question → option → probability.
Known = Mapping[int, Mapping[str, Mapping[str, float]]]


class Asked:
    """An item's answers, the first `old` of which the kept state counts already."""

    def __init__(self, answers: Sequence[Given], old: int) -> None:
        self.answers = answers
        self.old = old


async def add_labels(
    tx: Tx, project_id: int, schema: LabelSchema, items: Mapping[int, Asked], known: Known
) -> dict[int, dict[str, dict[str, float]]]:
    """Take the new answers of items in; returns the posteriors of each. `known` are those of before."""
    found: dict[int, dict[str, dict[str, float]]] = {item: {} for item in items}
    questions = [question for question in schema.fields if has_options(question)]
    if not questions:
        return found
    people = sorted({answer.person_id for asked in items.values() for answer in asked.answers})
    shares = {row["field"]: row["shares"] for row in await dicts(tx, _SHARES, [project_id])}
    hits: dict[str, dict[int, tuple[float, float]]] = defaultdict(dict)
    for row in await dicts(tx, _PEOPLE, {"project": project_id, "people": people}):
        hits[row["field"]][row["person_id"]] = (row["hits"], row["trials"])
    for question in questions:
        name, options = question.name, options_of(question)
        labels = _labels(items, name, options)
        if not any(given for given, _ in labels.values()):
            continue
        live = _taken_up(options, shares.get(name, {}), hits[name], labels, known, name)
        for item, (given, _) in labels.items():
            for person, label in given[live.count(item) :]:
                live.add(item, person, label)
            if given:
                found[item][name] = dict(zip(options, live.posterior(item).tolist(), strict=True))
        await _write(
            tx, project_id, name, dict(zip(options, live.shares.tolist(), strict=True)), live, people
        )
    return found


def _labels(
    items: Mapping[int, Asked], name: str, options: Sequence[str]
) -> dict[int, tuple[list[tuple[int, int]], int]]:
    """Of each item the (person, option) pairs in order, and how many of them are old."""
    places = {option: place for place, option in enumerate(options)}
    found = {}
    for item, asked in items.items():
        given = []
        old = 0
        for number, answer in enumerate(asked.answers):
            value = answer.document.answers.get(name)
            place = None if value is None else places.get(json.dumps(value, ensure_ascii=False))
            if place is not None:
                given.append((answer.person_id, place))
                old += number < asked.old
        found[item] = (given, old)
    return found


def _taken_up(
    options: Sequence[str],
    shares: Mapping[str, float],
    hits: Mapping[int, tuple[float, float]],
    labels: Mapping[int, tuple[list[tuple[int, int]], int]],
    known: Known,
    name: str,
) -> LiveOneCoin:
    tasks: dict[Any, Any] = {}
    for item, (given, old) in labels.items():
        before = known.get(item, {}).get(name)
        if before is not None and old:
            posterior = np.array([before.get(option, 0.0) for option in options])
            tasks[item] = (posterior / max(posterior.sum(), 1e-12), given[:old])
    counted = np.array([shares.get(option, 1.0) for option in options])
    return LiveOneCoin(len(options)).resume(counted, hits, tasks)


async def _write(
    tx: Tx, project_id: int, field: str, shares: dict[str, float], live: LiveOneCoin, people: Sequence[int]
) -> None:
    await tx.execute(_WRITE_SHARES, [project_id, field, jsonb(shares)])
    counted = [live.hits(person) for person in people]
    await tx.execute(
        _WRITE_PEOPLE,
        {
            "project": project_id,
            "field": field,
            "people": list(people),
            "hits": [right for right, _ in counted],
            "trials": [total for _, total in counted],
        },
    )
