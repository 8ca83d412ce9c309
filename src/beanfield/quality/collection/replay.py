"""Replays of labelled sets: what a rule of collection would have cost, and how right it would have been.

Labels of a task come in an order drawn by chance, or the best worker for the task first among those who did
label it, so that whoever chose their tasks themselves is not modelled. Nothing of the truth is used but
what is given as gold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.collection.rules import StopRule, fit_temperature, next_tasks, whom_to_ask
from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.live import LiveOneCoin

_FIRST_ROUNDS = 3


@dataclass(frozen=True)
class Collected:
    """`rows` of the labels that were asked for; `confidence` (tasks,) that the rule stopped at."""

    rows: NDArray[np.int64]
    confidence: NDArray[np.float64]
    temperature: float

    def labels(self, whole: Labels) -> Labels:
        """The labels asked for, under the same names."""
        return taken(whole, self.rows)


def taken(labels: Labels, rows: NDArray[np.int64]) -> Labels:
    """Some rows of labels, under the same names."""
    kept = np.sort(rows)
    return Labels(
        labels.task[kept],
        labels.worker[kept],
        labels.label[kept],
        labels.task_names,
        labels.worker_names,
        labels.class_names,
    )


def fixed(labels: Labels, overlap: int, rng: np.random.Generator) -> Labels:
    """`overlap` labels of each task by chance (all, where it has fewer)."""
    order = rng.permutation(len(labels.task))
    order = order[np.argsort(labels.task[order], kind="stable")]
    starts = np.searchsorted(labels.task[order], np.arange(labels.tasks))
    rank = np.arange(len(order)) - starts[labels.task[order]]
    return taken(labels, order[rank < overlap])


def dynamic(
    labels: Labels, rule: StopRule, rng: np.random.Generator, *, choose: bool = True, gold: Gold | None = None
) -> Collected:
    """Ask task by task as the rule wants it, the least sure first, one label a task and round.

    `choose` asks the worker who tells most, else the next by chance. With `gold` the rule's temperature is
    fitted on it once, after three rounds.
    """
    live = LiveOneCoin(labels.classes)
    waiting: list[list[int]] = [[] for _ in range(labels.tasks)]
    for row in rng.permutation(len(labels.task)).tolist():
        waiting[int(labels.task[row])].append(row)
    rows: list[int] = []
    open_tasks = [task for task in range(labels.tasks) if waiting[task]]
    rounds = 0
    while open_tasks:
        for task in open_tasks:
            row = _next_row(live, labels, waiting[task], task, choose=choose and rounds >= _FIRST_ROUNDS - 1)
            rows.append(row)
            live.add(task, int(labels.worker[row]), int(labels.label[row]))
        rounds += 1
        if gold is not None and rounds == _FIRST_ROUNDS:
            seen = np.array([live.posterior(int(task)) for task in gold.task])
            found = max(1.0, fit_temperature(seen, gold.label))
            rule = StopRule(rule.target, rule.least, rule.most, found)
        counts = {task: live.count(task) for task in open_tasks if waiting[task]}
        open_tasks = next_tasks({task: live.posterior(task) for task in counts}, counts, rule)
    confidence = [rule.confidence(live.posterior(task)) for task in range(labels.tasks)]
    return Collected(np.array(rows), np.array(confidence), rule.temperature)


def _next_row(live: LiveOneCoin, labels: Labels, rows: list[int], task: int, *, choose: bool) -> int:
    """Take the row to ask for next out of those that wait."""
    if not choose:
        return rows.pop()
    people = {row: (live.accuracy(int(labels.worker[row])), 1.0) for row in rows}
    row: int = whom_to_ask(live.posterior(task), people)
    rows.remove(row)
    return row


def saved(used: float, accuracy: float, curve: dict[int, tuple[float, float]]) -> tuple[float, bool]:
    """Share of labels saved against the least fixed overlap that is as right, and whether there is one.

    `curve` is overlap → (labels, accuracy), made to rise; between two overlaps it is read off the straight
    line. Where no overlap reaches the accuracy the comparison is with all labels.
    """
    points: list[Any] = sorted(curve.values())
    best_labels, best = points[0]
    if best >= accuracy:
        return 1.0 - used / best_labels, True
    for count, right in points[1:]:
        if right >= accuracy:
            needed = best_labels + (count - best_labels) * (accuracy - best) / (right - best)
            return 1.0 - used / needed, True
        if right > best:
            best_labels, best = count, right
    return 1.0 - used / points[-1][0], False
