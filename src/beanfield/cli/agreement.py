"""`beanfield agreement`: how far people agree beyond chance, from a file of labels."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click
import numpy as np
from numpy.typing import NDArray

from beanfield.cli.language import translated
from beanfield.cli.tables import read_columns
from beanfield.platform.errors import Invalid
from beanfield.quality.agreement import METRICS
from beanfield.quality.agreement.alpha import Level, alpha_interval
from beanfield.quality.labels import Labels


@translated
@click.command("agreement", help="cli_agreement_help")
@click.argument("labels", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--metric",
    type=click.Choice(list(METRICS)),
    default="krippendorff-alpha",
    show_default=True,
    help="cli_metric_help",
)
@click.option(
    "--level", type=click.Choice(get_args(Level)), default="nominal", show_default=True, help="cli_level_help"
)
@click.option("--interval", is_flag=True, help="cli_interval_help")
def command(labels: Path, metric: str, level: Level, interval: bool) -> None:
    """Print the figure, and its bootstrap interval when asked."""
    tasks, workers, given = read_columns(labels, ("task", "worker", "label"))
    values = _numbers(labels, given) if level != "nominal" else given
    read = Labels.of(tasks, workers, values)
    click.echo(f"{metric} {METRICS[metric](read, level):.6f}")
    if interval and metric == "krippendorff-alpha":
        low, high = alpha_interval(read.votes, level=level, values=_columns(read, level))
        click.echo(f"low {low:.6f}")
        click.echo(f"high {high:.6f}")


def _columns(labels: Labels, level: Level) -> NDArray[np.float64] | None:
    return labels.class_names.astype(np.float64) if level in {"interval", "ratio"} else None


def _numbers(path: Path, values: list[str]) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except ValueError as error:
        raise Invalid("table_numbers", file=path) from error
    if not np.isfinite(numbers).all():
        raise Invalid("table_numbers", file=path)
    return numbers
