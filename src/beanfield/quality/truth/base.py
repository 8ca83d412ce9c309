"""What every method of truth inference shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Gold, Labels, over_classes

TINY = 1e-9
#: Rows of a table that are worked on at once: they stay in the processor's cache.
_BLOCK = 8192


class Truth(ABC):
    """A method: `fit(labels)` sets the results, whose names end with an underscore.

    posterior_   (tasks, classes) probabilities
    accuracy_    (workers,) expected share of right labels
    iterations_  how many passes were made
    """

    posterior_: NDArray[Any]
    accuracy_: NDArray[Any]
    iterations_: int = 0

    def fit(self, labels: Labels, gold: Gold | None = None) -> Self:
        """Infer; known classes in `gold` are held fixed."""
        self.labels = labels
        self._fit(labels, gold if gold is not None and len(gold) else None)
        self.accuracy_ = worker_accuracy(labels, self.posterior_)
        return self

    @abstractmethod
    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        """Set `posterior_` and `iterations_`."""

    @property
    def indices_(self) -> NDArray[np.int64]:
        """(tasks,) the most probable class of each task as an index; the first of equals."""
        best: NDArray[np.int64] = self.posterior_.argmax(axis=1)
        return best

    @property
    def classes_(self) -> NDArray[Any]:
        """(tasks,) the most probable class of each task by name."""
        return self.labels.class_names[self.indices_]

    @property
    def confidence_(self) -> NDArray[Any]:
        """(tasks,) the probability of that class."""
        highest: NDArray[Any] = self.posterior_.max(axis=1)
        return highest


def worker_accuracy(labels: Labels, posterior: NDArray[Any]) -> NDArray[np.float64]:
    """(workers,) the mean posterior of the classes that each worker chose."""
    right = np.bincount(labels.worker, weights=posterior[labels.task, labels.label], minlength=labels.workers)
    return right / np.maximum(labels.per_worker, 1)


def shares(labels: Labels) -> NDArray[np.float32]:
    """(tasks, classes) shares of the votes: where every iteration begins."""
    table: NDArray[np.float32] = labels.votes / labels.votes.sum(axis=1, keepdims=True)
    return table


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Rows of log scores as probabilities; the argument is used as working space."""
    for start in range(0, len(scores), _BLOCK):
        block = scores[start : start + _BLOCK]
        block -= over_classes(np.maximum, block)[:, None]
        np.exp(block, out=block)
        block /= over_classes(np.add, block)[:, None]
    return scores


def hold(posterior: NDArray[Any], gold: Gold | None) -> NDArray[Any]:
    """The posterior with the known classes written in."""
    if gold is not None:
        gold.put_into(posterior)
    return posterior
