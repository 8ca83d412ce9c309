"""Which type a column of values is."""

from __future__ import annotations

from typing import Any

import pytest

from beanfield.formats.values import Values


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, False], "boolean"),
        ([1, 2.5], "number"),
        (["a", "b"], "choice"),
        ([["a"], ["a", "b"]], "choices"),
        ([{"better": "a"}], "preference"),
        ([{"facts": {"score": 3}}], "rubric"),
        ([{}], "text"),
        ([True, "a"], "text"),
    ],
)
def test_the_narrowest_type_that_fits_is_found(values: list[Any], kind: str) -> None:
    seen = Values()
    for value in values:
        seen.add(value)
    assert seen.type() == kind
