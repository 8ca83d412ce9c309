"""What dynamic overlap saves on labelled public sets, against fixed overlap that is as right.

Run as `BEANFIELD_REAL_DATA=… python bench/quality_collection.py [--target 0.99] [--draws 3]`. The arrival
of labels is replayed in random orders. Saved is 1 − (labels asked for) / (labels of the least fixed
overlap, read off the line between overlaps, at which the same model or the majority vote is as right); a
`+` says that not even all labels are, the saving then being that against all of them. "Chance" asks the
next worker by chance, "choice" the one who tells most; "promised" is the mean confidence at which tasks
were finished, with 20 gold tasks to cool it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np

from beanfield.quality.collection.replay import Collected, dynamic, fixed, saved
from beanfield.quality.collection.rules import StopRule
from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth import infer
from beanfield.quality.truth.scores import accuracy
from bench.crowd_sets import LabelledSet, load

SETS = ("rte", "tweet", "sp_amt", "cf_amt", "dog", "zc_all")
OVERLAPS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20)


def right(data: LabelledSet, labels: Labels, method: str) -> float:
    """Accuracy of a method on some of the labels."""
    return accuracy(labels, infer(labels, method=method).posterior_, data.tasks, data.truth)


def curve(data: LabelledSet, most: int, method: str, draws: int) -> dict[int, tuple[float, float]]:
    """Overlap → (labels, accuracy) of fixed overlap."""
    points = {}
    for overlap in (each for each in OVERLAPS if each <= most):
        some = [fixed(data.labels, overlap, np.random.default_rng(draw)) for draw in range(draws)]
        found = float(np.mean([right(data, each, method) for each in some]))
        points[overlap] = (float(np.mean([len(each.task) for each in some])), found)
    return points


def replay(data: LabelledSet, rule: StopRule, seed: int, *, choose: bool, golden: int) -> Collected:
    """One replay; `golden` tasks of the truth serve to cool the confidence."""
    rng = np.random.default_rng(seed)
    gold = None
    if golden:
        chosen = rng.permutation(len(data.tasks))[:golden]
        gold = Gold.of(data.labels, data.tasks[chosen], data.truth[chosen])
    return dynamic(data.labels, rule, rng, choose=choose, gold=gold)


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--target", type=float, default=0.99)
    parser.add_argument("--draws", type=int, default=3)
    options = parser.parse_args()
    folder = Path(os.environ["BEANFIELD_REAL_DATA"])
    print("| set | asks | gold | labels a task | accuracy | promised | saved, same model | saved, majority |")
    print("|---" * 8 + "|")
    savings: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for name in SETS:
        data = load(folder, name)
        most = int(np.median(data.labels.votes.sum(axis=1)))
        curves = [curve(data, most, method, options.draws) for method in ("one-coin", "majority")]
        for asks, golden in (("chance", 0), ("choice", 0), ("chance", 20), ("choice", 20)):
            rule = StopRule(options.target, most=most)
            runs = [
                replay(data, rule, seed, choose=asks == "choice", golden=golden)
                for seed in range(options.draws)
            ]
            used = float(np.mean([len(run.rows) for run in runs]))
            reached = float(np.mean([right(data, run.labels(data.labels), "one-coin") for run in runs]))
            promised = float(np.mean([run.confidence.mean() for run in runs]))
            shares = [saved(used, reached, each) for each in curves]
            savings.setdefault((asks, golden), []).append((shares[0][0], shares[1][0]))
            cells = [f"{share:.0%}{'' if matched else '+'}" for share, matched in shares]
            figures = [f"{used / data.labels.tasks:.2f}", f"{reached:.4f}", f"{promised:.3f}", *cells]
            print(f"| {name} | {asks} | {golden} | {' | '.join(figures)} |", flush=True)
    for (asks, golden), each in savings.items():
        same, vote = np.mean(each, axis=0)
        print(f"| **mean** | {asks} | {golden} | | | | {same:.0%} | {vote:.0%} |")


if __name__ == "__main__":
    main()
