"""How fast truth inference and agreement are, and in how much memory; beside crowd-kit and krippendorff.

Run as `python -m bench.quality_speed [--peers PYTHON]`, PYTHON being the interpreter of an environment with
`crowd-kit`, `scikit-learn==1.5.2` and `krippendorff`. Labels are simulated: so many tasks, five labels
each, ten classes, 5,000 workers right with 40 to 95 %, errors spread by habits of their own. Every figure
is taken in a process of its own; processor seconds are given beside wall seconds, because neighbours on a
shared machine move the latter. Ours include indexing the raw columns; theirs begin from a data frame.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.agreement.alpha import alpha_of_ratings
from beanfield.quality.labels import Labels
from beanfield.quality.truth import infer
from beanfield.quality.truth.live import LiveDawidSkene

CLASSES, WORKERS, OVERLAP = 10, 5_000, 5
#: A peer that takes more processor seconds is stopped, and its time given as "more than".
PATIENCE = 30

PEER = """
import os, resource, sys, time
os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np, pandas as pd
file, what, patience = sys.argv[1], sys.argv[2], int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_CPU, (patience, patience))
data = np.load(file)
if what == "alpha":
    import krippendorff
    wall, used = time.perf_counter(), time.process_time()
    found = krippendorff.alpha(reliability_data=data["ratings"], level_of_measurement=sys.argv[4])
else:
    from crowdkit.aggregation import GLAD, MACE, DawidSkene
    frame = pd.DataFrame({name: data[name] for name in ("task", "worker", "label")})
    wall, used = time.perf_counter(), time.process_time()
    made = {"dawid-skene": lambda: DawidSkene(n_iter=20), "glad": GLAD, "mace": MACE}[what]()
    answer = made.fit_predict(frame)
    found = (answer.to_numpy() == data["truth"][answer.index.to_numpy()]).mean()
seconds = time.perf_counter() - wall, time.process_time() - used
print(*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)
"""

Taken = tuple[float, float, float, Any]


def simulated(tasks: int) -> dict[str, NDArray[Any]]:
    """Columns task, worker, label, and the truth of each task."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, CLASSES, tasks)
    right = rng.uniform(0.4, 0.95, WORKERS)
    habits = rng.dirichlet(np.ones(CLASSES - 1), (WORKERS, CLASSES))
    table = np.zeros((WORKERS, CLASSES, CLASSES), dtype=np.float32)
    for true in range(CLASSES):
        table[:, true, np.arange(CLASSES) != true] = habits[:, true] * (1 - right)[:, None]
        table[:, true, true] = right
    edges = table.cumsum(axis=2)
    task = np.repeat(np.arange(tasks), OVERLAP)
    worker = rng.integers(0, WORKERS, len(task))
    drawn = rng.random(len(task), dtype=np.float32)
    label = np.zeros(len(task), dtype=np.int64)
    for below in range(CLASSES - 1):
        label += drawn > edges[worker, truth[task], below]
    order = rng.permutation(len(task))
    return {"task": task[order], "worker": worker[order], "label": label[order], "truth": truth}


def save(file: Path, tasks: int) -> None:
    """Write what `simulated` makes, in a process of its own: its memory would count for later ones."""
    columns = simulated(tasks)
    task, worker, label, truth = (columns[name] for name in ("task", "worker", "label", "truth"))
    np.savez(file, task=task, worker=worker, label=label, truth=truth)


def measured(work: Callable[..., Any], *given: Any) -> Taken:
    """(wall seconds, processor seconds, peak MiB, result) of `work` in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (work, *given))


def _measure(work: Callable[..., Any], *given: Any) -> Taken:
    prepared = [np.load(each) if isinstance(each, str) and each.endswith(".npz") else each for each in given]
    loaded = [{k: each[k] for k in each.files} if hasattr(each, "files") else each for each in prepared]
    wall, used = time.perf_counter(), time.process_time()
    found = work(*loaded)
    seconds = time.perf_counter() - wall, time.process_time() - used
    return (*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)


def fit(data: dict[str, NDArray[Any]], method: str) -> float:
    """Index and infer; the accuracy."""
    labels = Labels.of(data["task"], data["worker"], data["label"])
    return float((infer(labels, method=method).indices_ == data["truth"][labels.task_names]).mean())


def agree(data: dict[str, NDArray[Any]], level: Any) -> float:
    """Alpha of a matrix of ratings."""
    return alpha_of_ratings(data["ratings"], level=level)


def live(data: dict[str, NDArray[Any]]) -> float:
    """Milliseconds that one label more takes in a live project, the median of 500."""
    labels = Labels.of(data["task"], data["worker"], data["label"])
    state = LiveDawidSkene(labels.classes).take_over(labels, infer(labels, method="dawid-skene").posterior_)
    taken = []
    for task in range(500):
        began = time.perf_counter()
        state.add(task, task % WORKERS, task % CLASSES)
        taken.append(time.perf_counter() - began)
    return float(np.median(taken)) * 1000


def peer(python: str, file: Path, what: str, *words: str) -> Taken | None:
    """The same by a peer's library; None where it does not finish in time."""
    command = [python, "-c", PEER, str(file), what, str(PATIENCE), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode < 0:
        return None
    done.check_returncode()
    wall, used, peak, found = (float(each) for each in done.stdout.split()[-4:])
    return wall, used, peak, found


def line(name: str, ours: Taken, theirs: Taken | None, *, asked: bool) -> None:
    """One row: ours, theirs, and how many times faster in processor time."""
    wall, used, peak, found = ours
    cells = [f"{wall:.2f} s", f"{used:.2f} s", f"{peak:.0f} MiB", f"{found:.4f}"]
    if theirs is not None:
        cells += [
            f"{theirs[1]:.2f} s",
            f"{theirs[2]:.0f} MiB",
            f"{theirs[3]:.4f}",
            f"{theirs[1] / used:.0f}×",
        ]
    elif asked:
        cells += [f"> {PATIENCE} s", "", "", f"> {PATIENCE / used:.0f}×"]
    else:
        cells += [""] * 4
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", help="interpreter with crowd-kit and krippendorff")
    options = parser.parse_args()
    print(
        "| what | wall | processor | peak | result | peer, processor | peer, peak | peer, result | faster |"
    )
    print("|---" * 9 + "|")
    runs = [
        ("dawid-skene", 100_000, True),
        ("dawid-skene", 1_000_000, False),
        ("glad", 10_000, True),
        ("mace", 10_000, True),
        ("glad", 100_000, False),
        ("mace", 100_000, False),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for method, tasks, beside in runs:
            file = Path(folder) / f"{tasks}.npz"
            if not file.exists():
                measured(save, file, tasks)
            asked = beside and options.peers is not None
            theirs = peer(options.peers, file, method) if asked else None
            line(f"{method}, {tasks:,} tasks", measured(fit, str(file), method), theirs, asked=asked)
        rng = np.random.default_rng(0)
        truth = rng.integers(0, CLASSES, 100_000)
        ratings = np.where(
            rng.random((5, len(truth))) < 0.7, truth, rng.integers(0, CLASSES, (5, len(truth)))
        )
        file = Path(folder) / "ratings.npz"
        np.savez(file, ratings=np.where(rng.random(ratings.shape) < 0.1, np.nan, ratings))
        for level in ("nominal", "ordinal", "interval", "ratio"):
            theirs = peer(options.peers, file, "alpha", level) if options.peers else None
            ours = measured(agree, str(file), level)
            line(f"alpha, {level}, 100,000 units", ours, theirs, asked=bool(options.peers))
        found = measured(live, str(Path(folder) / "100000.npz"))[3]
        print(f"\nOne label more among 100,000 live items: {found:.3f} ms (median of 500)")


if __name__ == "__main__":
    main()
