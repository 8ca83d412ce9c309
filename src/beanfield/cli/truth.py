"""`beanfield truth`: the class of each task and the accuracy of each worker, from a file of labels."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from beanfield.cli.language import translated, words
from beanfield.cli.tables import read_columns, write_table
from beanfield.platform.errors import Invalid
from beanfield.quality.labels import Gold, Labels
from beanfield.quality.people.skill import beta_interval
from beanfield.quality.truth import METHODS, Truth, infer
from beanfield.quality.truth.auto import Auto
from beanfield.quality.truth.partitions import PartitionedDawidSkene, on_ray
from beanfield.quality.truth.scores import accuracy, calibration_error

_FILE = click.Path(path_type=Path, dir_okay=False)


@translated
@click.command("truth", help="cli_truth_help")
@click.argument("labels", type=_FILE)
@click.option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="auto",
    show_default=True,
    help="cli_truth_method_help",
)
@click.option("--gold", type=_FILE, help="cli_truth_gold_help")
@click.option("--truth", type=_FILE, help="cli_truth_truth_help")
@click.option("-o", "--output", type=_FILE, help="cli_truth_output_help")
@click.option("--workers", type=_FILE, help="cli_truth_workers_help")
@click.option("--ray", is_flag=True, help="cli_truth_ray_help")
def command(
    labels: Path,
    method: str,
    gold: Path | None,
    truth: Path | None,
    output: Path | None,
    workers: Path | None,
    ray: bool,
) -> None:
    """Infer, write what is asked for, print one figure a line."""
    read = Labels.of(*read_columns(labels, ("task", "worker", "label")))
    known = Gold.of(read, *read_columns(gold, ("task", "label"))) if gold else None
    result = _on_ray(read, known) if ray else infer(read, method=method, gold=known)
    method = "dawid-skene" if ray else method
    _print_summary(read, result, method)
    if truth is not None:
        _print_scores(read, result, truth)
    if output is not None:
        _write_consensus(output, read, result)
    if workers is not None:
        _write_workers(workers, read, result)


def _on_ray(labels: Labels, gold: Gold | None) -> Truth:
    """Dawid–Skene on the running Ray cluster, or on one started here, a partition for each processor."""
    if find_spec("ray") is None:
        raise Invalid("ray_missing")
    return PartitionedDawidSkene(partitions=os.cpu_count() or 1, start=on_ray).fit(labels, gold)


def _print_summary(labels: Labels, result: Truth, method: str) -> None:
    for name, value in (
        ("tasks", labels.tasks),
        ("workers", labels.workers),
        ("labels", len(labels.task)),
        ("classes", labels.classes),
        ("method", method),
    ):
        click.echo(f"{name} {value}")
    if isinstance(result, Auto):
        for name, weight in result.weights_.items():
            click.echo(f"weight {name} {weight:.3f}")
        for key, params in result.reasons_:
            click.echo(f"reason {words(key, **params)}")


def _print_scores(labels: Labels, result: Truth, path: Path) -> None:
    tasks, classes = read_columns(path, ("task", "label"))
    known = labels.task_indices(tasks)
    labelled = [(task, name) for task, name, at in zip(tasks, classes, known, strict=True) if at >= 0]
    if not labelled:
        return
    tasks, classes = (list(column) for column in zip(*labelled, strict=True))
    click.echo(f"truth-tasks {len(tasks)}")
    click.echo(f"accuracy {accuracy(labels, result.posterior_, tasks, classes):.4f}")
    click.echo(f"calibration-error {calibration_error(labels, result.posterior_, tasks, classes):.4f}")


def _write_consensus(path: Path, labels: Labels, result: Truth) -> None:
    rows = zip(labels.task_names, result.classes_, result.confidence_, strict=True)
    write_table(path, ("task", "label", "confidence"), ((t, c, f"{p:.6f}") for t, c, p in rows))


def _write_workers(path: Path, labels: Labels, result: Truth) -> None:
    counts = labels.per_worker
    low, high = beta_interval(result.accuracy_ * counts, counts)
    columns: list[Any] = [labels.worker_names, result.accuracy_, low, high, counts]
    rows = (
        (w, f"{a:.4f}", f"{lo:.4f}", f"{hi:.4f}", int(n)) for w, a, lo, hi, n in zip(*columns, strict=True)
    )
    write_table(path, ("worker", "accuracy", "low", "high", "labels"), rows)
