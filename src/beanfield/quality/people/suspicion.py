"""What looks like spam or collusion, each as a chance that honest work looks so.

Every detector counts something in each person's (or pair's) work and asks how often honest people would
show as much: the p-value. The honest rate comes from the crowd itself, its spread between people included.
`flagged` turns p-values into names with a share of false alarms that holds over all people tested together.
A flag calls for a look at the work, never for a penalty by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom, binom

from beanfield.quality.labels import Labels
from beanfield.quality.people.skill import Prior, fit_prior


def flagged(p_values: NDArray[Any], *, false_alarms: float = 0.01) -> NDArray[np.bool_]:
    """Which are too improbable for honest work: Holm's step-down (S. Holm, Scand. J. Stat. 6, 1979).

    The chance that any honest one is among them is at most `false_alarms`.
    """
    values = np.nan_to_num(np.asarray(p_values, dtype=np.float64), nan=1.0)
    order = np.argsort(values)
    limits = false_alarms / (len(values) - np.arange(len(values)))
    passed = np.cumprod(values[order] <= limits).astype(bool)
    marked = np.zeros(len(values), dtype=bool)
    marked[order[passed]] = True
    return marked


def above_crowd(
    counts: NDArray[Any], totals: NDArray[Any], *, least_prior: Prior | None = None
) -> NDArray[np.float64]:
    """p-values of counts as great as these of `totals`, people being spread as a Beta fitted to them.

    The fit leaves out the tenth with the greatest shares, or the guilty would set the rule.
    """
    hits, trials = np.asarray(counts, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    share = np.divide(hits, trials, out=np.zeros(len(hits)), where=trials > 0)
    kept = share <= np.quantile(share, 0.9)
    prior = fit_prior(hits[kept], trials[kept], around=least_prior or Prior(1.0, 9.0))
    # Honest people were cut off as well: the spread found is too narrow, so half of its strength is taken.
    tail = betabinom.sf(np.ceil(hits) - 1, np.ceil(trials), prior.a / 2, prior.b / 2)
    return np.where(trials > 0, tail, 1.0)


def guessing(labels: Labels, posterior: NDArray[Any]) -> NDArray[np.float64]:
    """(workers,) p-values of agreeing as seldom with the others as each does; 1 for who beats blind guessing.

    Agreement is with the posterior's class on tasks that others labelled as well. Who is merely weak, but
    beats the share that guessing by the same habits would reach (significantly, at 1 %), is no guesser.
    """
    best = posterior.argmax(axis=1)
    shared = labels.votes.sum(axis=1)[labels.task] >= 3
    worker, label, truth = labels.worker[shared], labels.label[shared], best[labels.task[shared]]
    total = np.bincount(worker, minlength=labels.workers)
    wrong = np.bincount(worker, label != truth, labels.workers)
    p_values = above_crowd(wrong, total, least_prior=Prior(1.0, 3.0))
    habits, seen = (np.zeros((labels.workers, labels.classes)) for _ in range(2))
    np.add.at(habits, (worker, label), 1.0)
    np.add.at(seen, (worker, truth), 1.0)
    by_chance = (habits * seen).sum(axis=1) / np.maximum(total, 1) ** 2
    beats = binom.sf(total - wrong - 1, total, np.clip(by_chance, 1e-9, 1.0)) < 0.01
    return np.where(beats, 1.0, p_values)


def constant(labels: Labels, posterior: NDArray[Any]) -> NDArray[np.float64]:
    """(workers,) p-values of giving one class as often as each does, on the tasks that they saw.

    The expected share of a class is its posterior on those tasks, with the crowd's rate of errors added and
    the tested person's own part left in, which errs on the safe side. The least of the classes counts,
    times their number.
    """
    best = posterior.argmax(axis=1)
    error = float((labels.label != best[labels.task]).mean())
    seen, given = (np.zeros((labels.workers, labels.classes)) for _ in range(2))
    np.add.at(seen, labels.worker, posterior[labels.task])
    np.add.at(given, (labels.worker, labels.label), 1.0)
    total = np.maximum(labels.per_worker, 1)[:, None]
    share = np.clip((1.0 - error) * seen / total + error, 1e-9, 1.0)
    # People lean to some classes: the share spreads as a Beta worth 30 labels.
    tail = np.asarray(betabinom.sf(given - 1, total, 30.0 * share, np.maximum(30.0 * (1.0 - share), 1e-9)))
    least: NDArray[np.float64] = np.minimum(1.0, tail.min(axis=1) * labels.classes)
    return least


def too_fast(person: NDArray[Any], seconds: NDArray[Any], objects: NDArray[Any]) -> dict[Any, float]:
    """p-value of each person of having so many items done faster than work with as many objects takes.

    A line of log seconds over log(1 + objects) is fitted to all items (Theil's: the median slope); an item is
    rushed when it lies three deviations below it, the deviation being robust (1.48 times the median one).
    """
    log_time, size = np.log(np.maximum(seconds, 0.05)), np.log1p(objects)
    names, who = np.unique(person, return_inverse=True)
    rng = np.random.default_rng(0)
    pairs = rng.integers(0, len(size), (2, 4000))
    apart = size[pairs[0]] != size[pairs[1]]
    slopes = (log_time[pairs[0]] - log_time[pairs[1]])[apart] / (size[pairs[0]] - size[pairs[1]])[apart]
    rest = log_time - (max(0.0, float(np.median(slopes))) if apart.any() else 0.0) * size
    middle = np.median(rest)
    rushed = rest < middle - 3 * 1.4826 * np.median(np.abs(rest - middle))
    totals = np.bincount(who)
    found = above_crowd(np.bincount(who, rushed), totals, least_prior=Prior(0.2, 19.8))
    return dict(zip(names.tolist(), found.tolist(), strict=True))


def untouched(accepted: NDArray[Any], wrong: NDArray[Any]) -> NDArray[np.float64]:
    """(people,) p-values of leaving so many pre-labels as they were, of those that consensus calls wrong."""
    return above_crowd(accepted, wrong, least_prior=Prior(1.0, 4.0))


def copied(
    shapes: Mapping[Any, Sequence[tuple[Any, Sequence[float]]]],
    *,
    machine: Sequence[tuple[Any, Sequence[float]]] = (),
    grid: float = 0.5,
) -> dict[tuple[Any, Any], float]:
    """p-value of each pair of people of having drawn so many shapes alike to within half a `grid` step.

    `shapes` are each person's (item, coordinates), `machine` the pre-labels, which are no copies. The honest
    rate is that of all other pairs. Two hands seldom meet in four numbers or more.
    """
    known = {(item, _on_grid(numbers, grid)) for item, numbers in machine}
    drawn = {name: {(item, _on_grid(n, grid)) for item, n in own} - known for name, own in shapes.items()}
    items: dict[Any, dict[Any, int]] = {}
    for name, own in drawn.items():
        items[name] = defaultdict(int)
        for item, _ in own:
            items[name][item] += 1
    pairs = list(combinations(sorted(drawn, key=str), 2))
    same = np.array([len(drawn[a] & drawn[b]) for a, b in pairs])
    both = np.array([sum(min(n, items[b].get(i, 0)) for i, n in items[a].items()) for a, b in pairs])
    found = above_crowd(same, both, least_prior=Prior(0.05, 19.95)) if pairs else np.zeros(0)
    return dict(zip(pairs, found.tolist(), strict=True))


def _on_grid(numbers: Sequence[float], grid: float) -> tuple[int, ...]:
    return tuple(int(each) for each in np.rint(np.asarray(numbers) / grid))


def shared_errors(
    labels: Labels, posterior: NDArray[Any], *, least: int = 5
) -> dict[tuple[int, int], tuple[float, int]]:
    """For pairs of workers with `least` joint errors or more: (p-value, joint errors that are the same).

    Given that both are wrong on a task, honest people meet in one wrong class with the chance that two of the
    crowd's errors on tasks of that class do. A task that misleads many tells nothing, so each same error
    counts only where at most a third of all labels of the task are that error. The p-value is binomial.
    """
    truth = posterior.argmax(axis=1)
    wrong = labels.label != truth[labels.task]
    errors = np.zeros((labels.classes, labels.classes))
    np.add.at(errors, (truth[labels.task[wrong]], labels.label[wrong]), 1.0)
    errors += 1.0 - np.eye(labels.classes)
    shares = errors / np.maximum(errors.sum(axis=1, keepdims=True), 1.0)
    meeting = (shares**2).sum(axis=1)
    votes = labels.votes
    common = votes[labels.task, labels.label] * 3 > votes.sum(axis=1)[labels.task]
    by_task: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at in np.flatnonzero(wrong & ~common):
        by_task[int(labels.task[at])].append((int(labels.worker[at]), int(labels.label[at])))
    seen: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for task, said in by_task.items():
        for (a, x), (b, y) in combinations(said, 2):
            if a != b:
                counts = seen[min(a, b), max(a, b)]
                counts[0] += x == y
                counts[1] += 1
                counts[2] += meeting[truth[task]]
    return {
        pair: (float(binom.sf(same - 1, both, min(1.0, chance / both))), int(same))
        for pair, (same, both, chance) in seen.items()
        if both >= least
    }
