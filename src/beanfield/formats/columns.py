"""Which column or key of a table holds the text, and which the item's name."""

from __future__ import annotations

from collections.abc import Iterable

from beanfield.formats.base import ReadOptions
from beanfield.formats.faults import FormatError

TEXT_NAMES = (
    "text", "content", "sentence", "文本", "内容", "正文", "句子", "body", "document", "query", "prompt",
    "question", "review", "comment", "message", "title", "评论", "问题", "标题",
)  # fmt: skip
ID_NAMES = ("id", "name", "item", "uid", "guid", "编号", "名称", "序号")


def text_column(columns: list[str], options: ReadOptions, file: str) -> str:
    """The column that the options name, else the first that is called like a text, else the only one.

    Raises `FormatError` with the columns there are when none is any of these.
    """
    if options.text_column is not None:
        if options.text_column not in columns:
            raise FormatError(
                "format_no_column", file=file, column=options.text_column, columns=_listed(columns)
            )
        return options.text_column
    by_name = {column.strip().lower(): column for column in reversed(columns)}
    for name in TEXT_NAMES:
        if name in by_name:
            return by_name[name]
    if len(columns) == 1:
        return columns[0]
    raise FormatError("format_no_text_column", file=file, columns=_listed(columns))


def name_column(columns: Iterable[str], options: ReadOptions, file: str) -> str | None:
    """The column of the items' names, or None: then rows are numbered."""
    there = list(columns)
    if options.name_column is not None:
        if options.name_column not in there:
            raise FormatError(
                "format_no_column", file=file, column=options.name_column, columns=_listed(there)
            )
        return options.name_column
    by_name = {column.strip().lower(): column for column in reversed(there)}
    return next((by_name[name] for name in ID_NAMES if name in by_name), None)


def _listed(columns: list[str]) -> str:
    return ", ".join(column[:40] for column in columns[:20])
