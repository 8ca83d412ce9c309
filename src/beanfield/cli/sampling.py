"""`beanfield sampling plan`: how many items of a lot to look at, and how many faults are allowed."""

from __future__ import annotations

from typing import get_args

import click

from beanfield.cli.language import translated
from beanfield.platform.errors import Invalid
from beanfield.quality.sampling import Inspection, Level, Plan, aql_plan, zero_acceptance

_CHANCES = (0.95, 0.5, 0.1)


@translated
@click.group("sampling", help="cli_sampling_help")
def command() -> None:
    """Commands of sampling plans."""


@translated
@command.command("plan", help="cli_sampling_plan_help")
@click.option("--lot", type=click.IntRange(2), help="cli_lot_help")
@click.option("--aql", type=float, help="cli_aql_help")
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    default="II",
    show_default=True,
    help="cli_inspection_level_help",
)
@click.option(
    "--inspection",
    type=click.Choice(get_args(Inspection)),
    default="normal",
    show_default=True,
    help="cli_inspection_help",
)
@click.option("--error", type=click.FloatRange(0, 1, min_open=True, max_open=True), help="cli_error_help")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="cli_confidence_help",
)
def plan(
    lot: int | None,
    aql: float | None,
    level: Level,
    inspection: Inspection,
    error: float | None,
    confidence: float,
) -> None:
    """Print the plan, and which share of faulty items passes 95, 50 and 10 times in a hundred."""
    found = _plan(lot, aql, level, inspection, error, confidence)
    if found.letter is not None:
        click.echo(f"letter {found.letter}")
    click.echo(f"sample {found.size}")
    click.echo(f"accept {found.accept}")
    click.echo(f"reject {found.reject}")
    for chance in _CHANCES:
        click.echo(f"passes-{chance * 100:.0f}-percent-at {found.share_passing(chance):.4f}")


def _plan(
    lot: int | None,
    aql: float | None,
    level: Level,
    inspection: Inspection,
    error: float | None,
    confidence: float,
) -> Plan:
    if (aql is None) == (error is None):
        raise Invalid("sampling_one_of")
    if error is not None:
        return zero_acceptance(error, confidence, lot)
    if lot is None or aql is None:
        raise Invalid("sampling_needs_lot")
    try:
        return aql_plan(lot, aql, level, inspection)
    except ValueError:
        raise Invalid("sampling_unknown_aql", aql=aql) from None
