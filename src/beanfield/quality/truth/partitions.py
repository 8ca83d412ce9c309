"""Dawid–Skene over partitions of the tasks, in one process or on a Ray cluster.

A pass of EM needs from each partition only the expected counts of its labels, (workers, answers, truths),
and the sum of its posteriors. Partitions answer those, the counts are added, and the confusion matrices go
back out. The result is that of `DawidSkene` in double precision, to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares
from beanfield.quality.truth.dawid_skene import expected, shrunk


class Partition:
    """Some of the tasks with all their labels; worker and class indices are those of the whole."""

    def __init__(self, labels: Labels, gold: Gold | None) -> None:
        self.labels = labels
        self.gold = gold
        self.posterior = hold(shares(labels).astype(np.float64), gold)

    def counts(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(workers, answers, truths) expected counts, and (classes,) sums of the posteriors."""
        k = self.labels.classes
        counted = (self.labels.incidence.T @ self.posterior).reshape(self.labels.workers, k, k)
        return counted, self.posterior.sum(axis=0)

    def expect(self, confusions: NDArray[Any], prior: NDArray[Any]) -> float:
        """Renew the posteriors; the sum of the log-likelihoods."""
        posterior, likelihoods = expected(self.labels, confusions, prior)
        self.posterior = hold(posterior, self.gold)
        return float(likelihoods.sum())

    def result(self) -> NDArray[np.float64]:
        """(tasks, classes) posteriors."""
        return self.posterior


class Runner(Protocol):
    """Calls one method of every partition and gives the answers in their order."""

    def __call__(self, method: str, *given: Any) -> list[Any]: ...


def local(partitions: Sequence[Partition]) -> Runner:
    """All in this process, one after the other."""

    def run(method: str, *given: Any) -> list[Any]:
        return [getattr(each, method)(*given) for each in partitions]

    return run


def on_ray(partitions: Sequence[Partition]) -> Runner:
    """One actor a partition on the Ray cluster that is running, or on one started here (extra `ray`)."""
    import ray

    if not ray.is_initialized():
        ray.init(include_dashboard=False, log_to_driver=False)
    actor = ray.remote(Partition)
    actors = [actor.remote(each.labels, each.gold) for each in partitions]

    def run(method: str, *given: Any) -> list[Any]:
        put = [ray.put(each) for each in given]
        answers: list[Any] = ray.get([getattr(each, method).remote(*put) for each in actors])
        return answers

    return run


class PartitionedDawidSkene(Truth):
    """`DawidSkene` by partitions; `start` makes a runner of them, such as `local` or `on_ray`.

    Also sets `confusion_` (workers, answers, truths), `prior_` (classes,) and `log_likelihood_`.
    """

    def __init__(
        self,
        *,
        partitions: int = 2,
        start: Callable[[Sequence[Partition]], Runner] = local,
        smoothing: float = 0.01,
        pooling: float = 5.0,
        iterations: int = 5,
        tolerance: float = 1e-6,
    ) -> None:
        self.partitions = partitions
        self.start = start
        self.smoothing, self.pooling = smoothing, pooling
        self.iterations, self.tolerance = iterations, tolerance

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        run = self.start(split(labels, gold, self.partitions))
        self.log_likelihood_ = -np.inf
        for passes in range(1, self.iterations + 1):
            self.iterations_ = passes
            counts, sums = zip(*run("counts"), strict=True)
            self.confusion_ = shrunk(np.sum(counts, axis=0), self.smoothing, self.pooling)
            self.prior_ = np.sum(sums, axis=0) / labels.tasks
            likelihood = sum(run("expect", self.confusion_, self.prior_)) / labels.tasks
            risen, self.log_likelihood_ = likelihood - self.log_likelihood_, likelihood
            if abs(risen) < self.tolerance:
                break
        self.posterior_ = np.concatenate(run("result"))


def split(labels: Labels, gold: Gold | None, count: int) -> list[Partition]:
    """At most `count` partitions of about as many labels, each task whole, in order of the tasks."""
    ends = labels.task[np.linspace(0, len(labels.task) - 1, count + 1)[1:].astype(int)] + 1
    edges = np.unique(np.concatenate([[0], ends, [labels.tasks]]))
    found = []
    for low, high in pairwise(edges.tolist()):
        first, last = np.searchsorted(labels.task, [low, high])
        part = Labels(
            labels.task[first:last] - np.int32(low),
            labels.worker[first:last],
            labels.label[first:last],
            labels.task_names[low:high],
            labels.worker_names,
            labels.class_names,
        )
        inside = None
        if gold is not None:
            chosen = (gold.task >= low) & (gold.task < high)
            inside = Gold(gold.task[chosen] - low, gold.label[chosen])
        found.append(Partition(part, inside))
    return found
