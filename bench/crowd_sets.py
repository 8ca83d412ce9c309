"""Labelled public sets in a folder of real data, for the benchmarks of quality."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Labels

#: The sets of the usual comparison (Li, Rubinstein, Cohn, ICML 2019), and four more.
EBCC_17 = (
    *("cf", "cf_amt", "music", "sp", "sp_amt", "zc_all", "zc_in", "zc_us", "product"),
    *("tweet", "face", "adult", "bluebird", "dog", "rte", "trec", "web"),
)
FURTHER = ("fact", "relevance", "barzan", "wsd")


@dataclass(frozen=True)
class LabelledSet:
    """`truth[i]` is the class of `tasks[i]`; tasks without labels are left out."""

    name: str
    labels: Labels
    tasks: NDArray[Any]
    truth: NDArray[Any]


def load(folder: Path, name: str) -> LabelledSet:
    """Read `folder/crowd/name`."""
    columns = zip(*_rows(folder / "crowd" / name / "labels.csv"), strict=True)
    labels = Labels.of(*(list(column) for column in columns))
    tasks, truth = (
        np.array(column) for column in zip(*_rows(folder / "crowd" / name / "truth.csv"), strict=True)
    )
    known = labels.task_indices(tasks) >= 0
    return LabelledSet(name, labels, tasks[known], truth[known])


def _rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file or, where that is missing, of its gzip."""
    packed = path.with_suffix(".csv.gz")
    opener, found = (open, path) if path.exists() else (gzip.open, packed)
    with opener(found, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [row for row in rows if row]
