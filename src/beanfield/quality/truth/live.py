"""Truth kept up to date label by label: incremental EM.

The scheme of R. Neal and G. Hinton (Learning in Graphical Models, 1998): each new label touches one task. Its
share in its workers' counts is taken out, its posterior made anew from their present counts, and the new
share put in, at a cost of (labels of the task) × classes, whatever the size of the project. Old tasks are not
looked at again until a whole fit is made, from which a live state can start.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Labels
from beanfield.quality.truth.base import TINY

_SWEEPS = 2


class Live(ABC):
    """What the models share: the labels of each task, its posterior, and gold."""

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self._labels: dict[Hashable, list[tuple[Hashable, int]]] = defaultdict(list)
        self._posterior: dict[Hashable, NDArray[np.float64]] = {}
        self._gold: dict[Hashable, int] = {}
        self._shares = np.ones(classes)

    def add(self, task: Hashable, worker: Hashable, label: int) -> NDArray[np.float64]:
        """Take one label (a class index) in; returns the task's posterior `(classes,)`."""
        before = self._posterior.get(task)
        self._labels[task].append((worker, label))
        if before is not None:
            self._credit(worker, label, before)
        return self._renew(task)

    def update(self, rows: Iterable[tuple[Hashable, Hashable, int]]) -> dict[Hashable, NDArray[np.float64]]:
        """Take several labels (task, worker, class index) in; the posteriors of the tasks they touch."""
        return {task: self.add(task, worker, label) for task, worker, label in rows}

    def know(self, task: Hashable, label: int) -> None:
        """The task is gold: its class is known from now on."""
        self._gold[task] = label
        self._renew(task)

    def posterior(self, task: Hashable) -> NDArray[np.float64]:
        """The task's posterior; the class shares where it has no label yet."""
        known = self._posterior.get(task)
        return self._shares / self._shares.sum() if known is None else known

    def count(self, task: Hashable) -> int:
        """How many labels the task has."""
        return len(self._labels[task]) if task in self._labels else 0

    def take_over(self, labels: Labels, posterior: NDArray[Any]) -> Self:
        """Begin from a whole fit; tasks and workers are called by the names in `labels`."""
        names = labels.task_names.tolist()
        workers = labels.worker_names.tolist()
        self._shares = self._shares + posterior.sum(axis=0)
        self._posterior = dict(zip(names, posterior.astype(np.float64), strict=True))
        rows = zip(labels.task.tolist(), labels.worker.tolist(), labels.label.tolist(), strict=True)
        for task, worker, label in rows:
            self._labels[names[task]].append((workers[worker], label))
            self._credit(workers[worker], label, self._posterior[names[task]])
        return self

    def _renew(self, task: Hashable) -> NDArray[np.float64]:
        given = self._labels[task]
        new = self.posterior(task)
        old = self._posterior.get(task)
        for _ in range(_SWEEPS):
            if old is not None:
                self._shares -= old
                for worker, label in given:
                    self._credit(worker, label, -old)
            scores = np.log(np.maximum(self._shares, TINY))
            for worker, label in given:
                scores += self._evidence(worker, label)
            new = self._settled(task, np.exp(scores - scores.max()))
            self._shares += new
            for worker, label in given:
                self._credit(worker, label, new)
            old = new
        self._posterior[task] = new
        return new

    def _settled(self, task: Hashable, likelihood: NDArray[np.float64]) -> NDArray[np.float64]:
        settled: NDArray[np.float64] = likelihood / likelihood.sum()
        if task in self._gold:
            settled = (np.arange(self.classes) == self._gold[task]).astype(np.float64)
        return settled

    @abstractmethod
    def _credit(self, worker: Hashable, label: int, posterior: NDArray[np.float64]) -> None:
        """Add the expected counts of one label to its worker's (a negative posterior takes them out)."""

    @abstractmethod
    def _evidence(self, worker: Hashable, label: int) -> NDArray[np.float64]:
        """(classes,) log-likelihood of the label under each class, from the worker's present counts."""


class LiveOneCoin(Live):
    """One number a worker, prior Beta(right, wrong): soon learnt, for stopping rules on young projects."""

    def __init__(self, classes: int, *, right: float = 4.0, wrong: float = 1.0) -> None:
        super().__init__(classes)
        self.right, self.wrong = right, wrong
        self._hits: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def resume(
        self,
        shares: NDArray[Any],
        hits: Mapping[Any, tuple[float, float]],
        tasks: Mapping[Hashable, tuple[NDArray[Any], Sequence[tuple[Hashable, int]]]],
    ) -> Self:
        """Take up a state that was kept: the class shares `(classes,)`, each worker's (right, total), and the
        posterior and labels (worker, class index) of each of the tasks that are to go on."""
        self._shares = np.array(shares, dtype=np.float64)
        self._hits.update({worker: [right, total] for worker, (right, total) in hits.items()})
        for task, (posterior, labels) in tasks.items():
            self._posterior[task] = np.array(posterior, dtype=np.float64)
            self._labels[task] = list(labels)
        return self

    @property
    def shares(self) -> NDArray[np.float64]:
        """`(classes,)` expected numbers of tasks of each class, the prior of one each included."""
        return self._shares.copy()

    def hits(self, worker: Hashable) -> tuple[float, float]:
        """The worker's expected (right, total)."""
        right, total = self._hits.get(worker, (0.0, 0.0))
        return right, total

    def accuracy(self, worker: Hashable) -> float:
        """Posterior mean of the worker's share of right labels."""
        right, total = self._hits.get(worker, (0.0, 0.0))
        return (self.right + right) / (self.right + self.wrong + total)

    def _credit(self, worker: Hashable, label: int, posterior: NDArray[np.float64]) -> None:
        counts = self._hits[worker]
        counts[0] += float(posterior[label])
        counts[1] += float(posterior.sum())

    def _evidence(self, worker: Hashable, label: int) -> NDArray[np.float64]:
        share = min(max(self.accuracy(worker), TINY), 1.0 - TINY)
        row = np.full(self.classes, np.log((1.0 - share) / max(self.classes - 1, 1)))
        row[label] = np.log(share)
        return row


class LiveDawidSkene(Live):
    """A confusion matrix a worker, pooled as in `DawidSkene`: for projects with a history."""

    def __init__(self, classes: int, *, smoothing: float = 0.01, pooling: float = 5.0) -> None:
        super().__init__(classes)
        self.smoothing, self.pooling = smoothing, pooling
        # An unknown crowd is right four times in five, as in the one-coin prior.
        wrong = 1.0 / max(classes - 1, 1)
        self._pool = np.where(np.eye(classes) > 0, 4.0, wrong)
        self._counts: dict[Hashable, NDArray[np.float64]] = {}

    def _credit(self, worker: Hashable, label: int, posterior: NDArray[np.float64]) -> None:
        if worker not in self._counts:
            self._counts[worker] = np.zeros((self.classes, self.classes))
        self._counts[worker][label] += posterior
        self._pool[label] += posterior

    def _evidence(self, worker: Hashable, label: int) -> NDArray[np.float64]:
        table = self._counts[worker] + self.smoothing if worker in self._counts else self.smoothing
        table = table + self.pooling * self._pool / self._pool.sum(axis=0)
        row: NDArray[np.float64] = np.log(np.maximum(table[label], TINY) / table.sum(axis=0))
        return row
