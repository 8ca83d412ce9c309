"""Categorical labels as arrays: who said what of which task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Ints = NDArray[np.int32]
Names: TypeAlias = Sequence[Any] | NDArray[Any]

#: Up to so many classes a table is folded column by column.
_FEW_CLASSES = 64


@dataclass(frozen=True)
class Labels:
    """Labels `(task[i], worker[i], label[i])`, sorted by task, as indices into the names.

    Shapes: `task`, `worker`, `label` are `(labels,)`; the names are `(tasks,)`, `(workers,)`, `(classes,)`.
    """

    task: Ints
    worker: Ints
    label: Ints
    task_names: NDArray[Any]
    worker_names: NDArray[Any]
    class_names: NDArray[Any]

    @classmethod
    def of(
        cls,
        tasks: Names,
        workers: Names,
        labels: Names,
        *,
        classes: Sequence[Any] = (),
    ) -> Labels:
        """Index three columns. Exact duplicates of a row count once; `classes` adds names nobody gave.

        Raises:
            ValueError: the columns differ in length, or are empty.
        """
        if not len(tasks) == len(workers) == len(labels):
            raise ValueError("tasks, workers and labels differ in length")
        if len(tasks) == 0:
            raise ValueError("there are no labels")
        task_names, task = indexed(np.asarray(tasks))
        worker_names, worker = indexed(np.asarray(workers))
        class_names, label = indexed(np.asarray(labels))
        if len(classes):
            known = class_names
            class_names = np.unique(np.concatenate([known, np.asarray(classes)]))
            label = np.searchsorted(class_names, known)[label]
        key = task * len(worker_names)
        key += worker
        key *= len(class_names)
        key += label
        if not (key[1:] > key[:-1]).all():
            key.sort()
            key = key[np.append(True, key[1:] != key[:-1])]
        pair, label = np.divmod(key, len(class_names))
        task, worker = np.divmod(pair, len(worker_names))
        return cls(
            task.astype(np.int32),
            worker.astype(np.int32),
            label.astype(np.int32),
            task_names,
            worker_names,
            class_names,
        )

    @property
    def tasks(self) -> int:
        return len(self.task_names)

    @property
    def workers(self) -> int:
        return len(self.worker_names)

    @property
    def classes(self) -> int:
        return len(self.class_names)

    @cached_property
    def incidence(self) -> csr_matrix:
        """Sparse `(tasks, workers × classes)`: 1 where that worker gave that label.

        Both steps of EM are products with it.
        """
        columns = self.worker * np.int32(self.classes) + self.label
        starts = np.searchsorted(self.task, np.arange(self.tasks + 1)).astype(np.int32)
        ones = np.ones(len(columns), dtype=np.float32)
        return csr_matrix((ones, columns, starts), shape=(self.tasks, self.workers * self.classes))

    @cached_property
    def votes(self) -> NDArray[np.float32]:
        """`(tasks, classes)` numbers of labels."""
        flat = self.task.astype(np.int64) * self.classes + self.label
        counted = np.bincount(flat, minlength=self.tasks * self.classes)
        return counted.reshape(self.tasks, self.classes).astype(np.float32)

    @cached_property
    def per_worker(self) -> NDArray[np.int64]:
        """`(workers,)` numbers of labels."""
        return np.bincount(self.worker, minlength=self.workers)

    def task_indices(self, names: Names) -> NDArray[np.int64]:
        """Indices of task names; -1 where a name has no label."""
        return _indices(self.task_names, names)

    def class_indices(self, names: Names) -> NDArray[np.int64]:
        """Indices of class names; -1 where nobody gave that class."""
        return _indices(self.class_names, names)


def over_classes(fold: np.ufunc, table: NDArray[Any]) -> NDArray[Any]:
    """`fold.reduce(table, axis=1)`, column by column: with few classes numpy's own takes twice as long."""
    if table.shape[1] > _FEW_CLASSES:
        wide: NDArray[Any] = fold.reduce(table, axis=1)
        return wide
    folded = table[:, 0].copy()
    for column in range(1, table.shape[1]):
        fold(folded, table[:, column], out=folded)
    return folded


def indexed(column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Sorted names and each entry's index among them.

    Small whole numbers are counted and texts looked up, so that only the names are sorted, not the entries.
    """
    if column.dtype.kind == "f" and np.abs(column).max() < 2**53:
        whole = column.astype(np.int64)
        if (whole == column).all():
            names, index = indexed(whole)
            return names.astype(column.dtype), index
    if column.dtype.kind in "iu" and column.min() >= 0 and column.max() < 4 * len(column):
        seen = np.zeros(int(column.max()) + 1, dtype=bool)
        seen[column] = True
        return np.flatnonzero(seen), (np.cumsum(seen) - 1)[column]
    if column.dtype.kind == "U":
        places: dict[str, int] = {}
        met = np.fromiter(
            (places.setdefault(name, len(places)) for name in column.tolist()), np.int64, len(column)
        )
        names = np.array(list(places), dtype=column.dtype)
        order = np.argsort(names)
        rank = np.empty(len(names), dtype=np.int64)
        rank[order] = np.arange(len(names))
        return names[order], rank[met]
    names, index = np.unique(column, return_inverse=True)
    return names, index


def _indices(known: NDArray[Any], names: Names) -> NDArray[np.int64]:
    wanted = np.asarray(names)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1).astype(np.int64)


@dataclass(frozen=True)
class Gold:
    """Tasks whose class is known: indices into a `Labels`, both `(n,)`."""

    task: NDArray[np.int64]
    label: NDArray[np.int64]

    @classmethod
    def of(cls, labels: Labels, tasks: Names, truths: Names) -> Gold:
        """Gold by names; tasks without labels and classes that nobody gave are left out."""
        task, label = labels.task_indices(tasks), labels.class_indices(truths)
        known = (task >= 0) & (label >= 0)
        return cls(task[known], label[known])

    def __len__(self) -> int:
        return len(self.task)

    def put_into(self, posterior: NDArray[Any]) -> None:
        """Write the known classes into a posterior `(tasks, classes)`, in place."""
        posterior[self.task] = 0.0
        posterior[self.task, self.label] = 1.0
