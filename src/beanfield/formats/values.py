"""Which type of attribute or field a set of values belongs to."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

_MOST_OPTIONS = 200
_LONGEST_OPTION = 60
_MOST_PATHS = 5000


class Values(Struct):
    """The values seen of one attribute or field, as far as they matter for its type."""

    kinds: set[str] = field(default_factory=set)
    distinct: dict[str, None] = field(default_factory=dict)
    paths: set[tuple[str, ...]] = field(default_factory=set)
    least: float | None = None
    most: float | None = None
    longest: int = 0
    odd: bool = False

    def add(self, value: Any) -> None:
        """Take in one value."""
        if isinstance(value, bool):
            self.kinds.add("boolean")
        elif isinstance(value, int | float):
            self.kinds.add("number")
            self.least = value if self.least is None else min(self.least, value)
            self.most = value if self.most is None else max(self.most, value)
        elif isinstance(value, str):
            self.kinds.add("text")
            self._add_option(value)
        elif isinstance(value, list):
            self.kinds.add("list")
            if len(self.paths) < _MOST_PATHS:
                self.paths.add(tuple(one for one in value if isinstance(one, str)))
            for one in value:
                for name in one if isinstance(one, list) else [one]:
                    self._add_option(str(name))
        elif isinstance(value, dict) and value:
            self.kinds.add("preference" if "better" in value else "object")
            if isinstance(strength := value.get("strength"), int):
                self.most = max(self.most or 0, strength)
            for name in value:
                self._add_option(str(name))

    def _add_option(self, name: str) -> None:
        self.longest = max(self.longest, len(name))
        self.odd = self.odd or not name or name != name.strip() or not name.isprintable()
        if len(self.distinct) <= _MOST_OPTIONS:
            self.distinct[name] = None

    def type(self) -> str:
        """The narrowest type that fits all values seen."""
        if self.kinds == {"boolean"}:
            return "boolean"
        if self.kinds == {"number"}:
            return "number"
        if self.kinds == {"preference"}:
            return "preference"
        if self.kinds == {"object"}:
            return "rubric"
        few = len(self.distinct) <= _MOST_OPTIONS and self.longest <= _LONGEST_OPTION and not self.odd
        if self.kinds == {"list"} and few:
            return "choices"
        return "choice" if self.kinds == {"text"} and few else "text"

    def described(self, type_: str | None = None) -> dict[str, Any]:
        """The type and what belongs to it, as in a schema."""
        kind = type_ or self.type()
        made: dict[str, Any] = {"type": kind}
        if kind in {"choice", "choices"}:
            made["options"] = [{"name": name} for name in self.distinct]
        elif kind == "rating":
            made["max"] = max(5, int(self.most or 0))
        elif kind == "preference":
            made["strength"] = max(1, int(self.most or 1))
        elif kind == "rubric":
            made["criteria"] = [{"name": name, "max": 5} for name in self.distinct]
        return made


def as_tree(paths: set[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Paths from the root as nested options."""
    below: dict[str, set[tuple[str, ...]]] = {}
    for path in sorted(paths):
        if path:
            below.setdefault(path[0], set()).add(path[1:])
    made = []
    for name, rest in below.items():
        option: dict[str, Any] = {"name": name}
        if children := as_tree(rest):
            option["children"] = children
        made.append(option)
    return made
