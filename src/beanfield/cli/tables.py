"""CSV files of labels, gold and truth, as columns."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from beanfield.platform.errors import Invalid, NotFound


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    if not path.is_file():
        raise NotFound("not_found", what=path)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield file


def read_columns(path: Path, names: Sequence[str]) -> list[list[str]]:
    """The named columns of a CSV file (gzip allowed), in that order.

    Raises:
        NotFound: there is no such file.
        Invalid: a column is missing, a row short, an entry empty, or the file no text; names file and line.
    """
    columns: list[list[str]] = [[] for _ in names]
    try:
        with _opened(path) as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            if missing := [name for name in names if name not in header]:
                raise Invalid("table_columns", file=path, names=", ".join(missing))
            places = [header.index(name) for name in names]
            for row in rows:
                if not row:
                    continue
                if len(row) != len(header) or any(not row[place] for place in places):
                    raise Invalid("table_row", file=path, line=rows.line_num)
                for column, place in zip(columns, places, strict=True):
                    column.append(row[place])
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise Invalid("table_unreadable", file=path, what=error) from error
    if not columns[0]:
        raise Invalid("table_empty", file=path)
    return columns


def write_table(path: Path, header: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Write a CSV file, whole or not at all."""
    unfinished = path.with_name(path.name + ".unfinished")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    unfinished.replace(path)
