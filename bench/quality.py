"""How right truth inference is on labelled public sets: every method and set, with gold, and how honest.

Run as `BEANFIELD_REAL_DATA=… python bench/quality.py [--methods auto,majority,…] [--draws 10]`. The folder
holds `crowd/<set>/labels.csv` and `truth.csv` (or `.csv.gz`). Ties count fractionally and exact duplicate
rows once. Speed has a file of its own, `quality_speed.py`, and collection `quality_collection.py`.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.labels import Gold
from beanfield.quality.truth import METHODS, infer
from beanfield.quality.truth.auto import Auto
from beanfield.quality.truth.scores import calibration_error_of, hits
from bench.crowd_sets import EBCC_17, FURTHER, LabelledSet, load


class Line:
    """One method's results so far."""

    def __init__(self) -> None:
        self.accuracy: dict[str, float] = {}
        self.right: list[NDArray[np.float64]] = []
        self.stated: list[NDArray[np.float64]] = []
        self.seconds = 0.0

    def add(self, data: LabelledSet, method: str) -> None:
        """Infer one set."""
        began = time.process_time()
        posterior = infer(data.labels, method=method).posterior_
        self.seconds += time.process_time() - began
        right, stated = hits(data.labels, posterior, data.tasks, data.truth)
        self.accuracy[data.name] = float(right.mean())
        self.right.append(right)
        self.stated.append(stated)

    def mean(self) -> float:
        """Mean accuracy over the seventeen."""
        return float(np.mean([self.accuracy[name] for name in EBCC_17]))

    def calibration(self) -> float:
        """Expected calibration error pooled over all sets."""
        return calibration_error_of(np.concatenate(self.right), np.concatenate(self.stated))


def with_gold(data: LabelledSet, count: int, draws: int) -> float:
    """Mean accuracy of `auto` on the other tasks, so many random ones of the truth being gold."""
    found = []
    fitted = Auto().fit(data.labels)
    for draw in range(draws):
        order = np.random.default_rng(1000 + draw).permutation(len(data.tasks))
        chosen, rest = order[:count], order[count:]
        gold = Gold.of(data.labels, data.tasks[chosen], data.truth[chosen])
        posterior = fitted.reweigh(gold).posterior_
        found.append(hits(data.labels, posterior, data.tasks[rest], data.truth[rest])[0].mean())
    return float(np.mean(found))


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--gold", type=int, default=20)
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args()
    folder = Path(os.environ["BEANFIELD_REAL_DATA"])
    methods = options.methods.split(",")
    lines = {method: Line() for method in methods}
    golden: dict[str, float] = {}
    print(f"| set | {' | '.join(methods)} | auto, {options.gold} gold |")
    print("|---" * (len(methods) + 2) + "|")
    for name in (*EBCC_17, *FURTHER):
        data = load(folder, name)
        for method in methods:
            lines[method].add(data, method)
        row = [f"{lines[method].accuracy[name]:.4f}" for method in methods]
        if options.draws:
            golden[name] = with_gold(data, options.gold, options.draws)
            row.append(f"{golden[name]:.4f}")
        print(f"| {name} | {' | '.join(row)} |", flush=True)
    means = [f"{lines[method].mean():.4f}" for method in methods]
    if golden:
        means.append(f"{np.mean([golden[name] for name in EBCC_17]):.4f}")
    print(f"| **mean of the 17** | {' | '.join(means)} |")
    print(f"| calibration error | {' | '.join(f'{lines[m].calibration():.4f}' for m in methods)} |")
    print(f"| processor seconds | {' | '.join(f'{lines[m].seconds:.1f}' for m in methods)} |")
    if {"auto", "majority"} <= set(methods):
        gaps = {n: lines["auto"].accuracy[n] - lines["majority"].accuracy[n] for n in lines["auto"].accuracy}
        worst = min(gaps, key=lambda name: gaps[name])
        print(f"\nauto against majority, the worst set: {worst} {gaps[worst]:+.4f}")


if __name__ == "__main__":
    main()
