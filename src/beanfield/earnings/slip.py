"""A statement as a PDF, in the reader's language."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from typing import Any

from beanfield.earnings import rules
from beanfield.earnings.model import Line, Statement
from beanfield.platform.messages import text
from beanfield.platform.typesetting import set_pdf


def yuan(fen: int) -> str:
    """`1,234.50`."""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def hours(ms: int) -> str:
    """`12:05`, hours and minutes, rounded down."""
    minutes = ms // 60_000
    return f"{minutes // 60}:{minutes % 60:02d}"


def reckoning(line: Line, locale: str) -> str:
    """How a line came about, in words and figures."""
    if line.kind == "top_up":
        return text("slip_top_up", locale)
    if line.corrects is not None:
        return text("slip_corrects", locale, id=line.corrects) + (f" · {line.note}" if line.note else "")
    unit = text("slip_objects" if line.unit == "object" else "slip_items", locale, count=line.units)
    factor = (line.coefficient_permille or 0) / 1000
    version = text("slip_rate", locale, version=line.rate_version)
    return f"{unit} × {yuan(line.rate_fen or 0)} × {factor:.3f} · {version}"


async def slip(statement: Statement, lines: list[Line], locale: str) -> bytes:
    """The PDF of a statement with all its lines."""
    template = (files("beanfield.earnings") / "statement.typ").read_text(encoding="utf-8")
    return await set_pdf(template, _content(statement, lines, locale))


def _content(statement: Statement, lines: list[Line], locale: str) -> dict[str, Any]:
    row, wage = statement.row, statement.minimum_wage
    words = ("title", "number", "summary", "gross", "lines", "foot")
    english = locale == "en" and statement.centre_en
    return {
        "lang": "en" if locale == "en" else "zh",
        "words": {word: text(f"slip_{word}", locale) for word in words},
        "centre": statement.centre_en if english else statement.centre_zh,
        "month": row.month,
        "number": str(row.id),
        "facts": [
            {"label": text("slip_person", locale), "value": row.person_name},
            {"label": text("slip_gross", locale), "value": "¥" + yuan(row.gross_fen)},
            {"label": text("slip_worked", locale), "value": hours(row.worked_ms)},
            {"label": text("slip_minimum", locale), "value": "¥" + yuan(row.floor_fen)},
        ],
        "minimum": text(
            "slip_minimum_note",
            locale,
            county=wage.county,
            monthly=yuan(wage.monthly_fen),
            from_date=wage.from_date.isoformat(),
            source=wage.source,
            hours=rules.FULL_MONTH_HOURS,
        ),
        "summary_head": [text(f"slip_{word}", locale) for word in ("work", "count", "units", "amount")],
        "summary": _summary(lines, locale),
        "gross": "¥" + yuan(row.gross_fen),
        "lines_head": [text(f"slip_{word}", locale) for word in ("at", "work", "item", "how", "amount")],
        "lines": [
            [
                f"{line.at.astimezone(rules.ZONE):%m-%d %H:%M}",
                _work(line, locale),
                line.item_name or "–",
                reckoning(line, locale),
                yuan(line.amount_fen),
            ]
            for line in lines
        ],
    }


def _work(line: Line, locale: str) -> str:
    kind = text(f"entry_kind_{line.kind}", locale)
    return kind if line.project_name is None else f"{kind} · {line.project_name}"


def _summary(lines: list[Line], locale: str) -> list[list[str]]:
    """A row for each kind of work and project, in the order in which they first stand."""
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[_work(line, locale)].append(line)
    return [
        [
            work,
            f"{len(found):,}",
            f"{sum(line.units or 0 for line in found):,}",
            yuan(sum(line.amount_fen for line in found)),
        ]
        for work, found in groups.items()
    ]
