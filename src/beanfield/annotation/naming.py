"""What every part of a label schema shares: names, titles, hotkeys, colours, options."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from beanfield.annotation.faults import FaultAt, below, duplicates, fault

#: Names that later shapes will bear; a schema may not use them for anything.
RESERVED_NAMES = frozenset({"cuboid_2d", "track"})

#: Keys that the workbench keeps for itself, whatever the schema.
RESERVED_HOTKEYS = frozenset(
    {"enter", "escape", "delete", "backspace", "tab", "space", "ctrl+z", "ctrl+y", "ctrl+shift+z", "ctrl+s"}
)

#: Told apart by people with the common colour blindnesses first; more are made on demand.
PALETTE = (
    "#2f7ed8", "#e8743b", "#19a979", "#945ecf", "#e6b600", "#13a4b4", "#dc3545", "#6c8893",
    "#bf399e", "#5899da", "#8d6e3f", "#4caf50", "#f06292", "#3949ab", "#afb42b", "#00796b",
)  # fmt: skip

_HOTKEY = re.compile(r"^(?:(?:ctrl|alt|shift|meta)\+)*(?:[!-~]|f(?:[1-9]|1[0-2])|[a-z]{3,9})$")
_COLOUR = re.compile(r"^#[0-9a-f]{6}$")


class Title(Struct, frozen=True):
    """A text for people in both languages. A parsed schema has both filled."""

    zh: str = ""
    en: str = ""

    def filled(self, fallback: str) -> Title:
        """Each empty language takes the other one, or else `fallback`."""
        return Title(self.zh or self.en or fallback, self.en or self.zh or fallback)


class Option(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of the values to choose from; `children` make a tree of them."""

    name: str
    title: Title = Title()
    hotkey: str | None = None
    help: Title | None = None
    children: tuple[Option, ...] = ()


def name_faults(path: str, name: str) -> Iterator[FaultAt]:
    """A name is 1 to 100 printable characters, no blank at either end, and not reserved."""
    if not name or len(name) > 100 or name != name.strip() or not name.isprintable():
        yield fault(path, "fault_bad_name", name=name[:100])
    elif name in RESERVED_NAMES:
        yield fault(path, "fault_reserved_name", name=name)


def hotkey_faults(path: str, hotkey: str) -> Iterator[FaultAt]:
    """A hotkey is one key in lower case, with ctrl, alt, shift, meta before it."""
    if hotkey in RESERVED_HOTKEYS:
        yield fault(path, "fault_reserved_hotkey", hotkey=hotkey)
    elif not _HOTKEY.match(hotkey):
        yield fault(path, "fault_bad_hotkey", hotkey=hotkey)


def is_colour(colour: str) -> bool:
    """Whether it reads `#rrggbb` in lower case."""
    return bool(_COLOUR.match(colour))


def fresh_colour(taken: Iterable[str]) -> str:
    """The first colour of the palette, and then of the circle of hues, that nobody has."""
    used = set(taken)
    for colour in PALETTE:
        if colour not in used:
            return colour
    turn = 0
    while True:
        red, green, blue = colorsys.hls_to_rgb(turn * 0.61803398875 % 1, 0.35 + 0.3 * (turn % 7) / 6, 0.6)
        colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
        if colour not in used:
            return colour
        turn += 1


def option_faults(path: str, options: Sequence[Option], *, nested: bool = False) -> Iterator[FaultAt]:
    """Names, doubles and hotkeys of a list of options, and of the lists below where they nest."""
    if not options:
        yield fault(path, "fault_no_options")
    for place, name in duplicates(option.name for option in options):
        yield fault(f"{path}[{place}].name", "fault_double_name", name=name)
    for place, option in enumerate(options):
        here = f"{path}[{place}]"
        yield from name_faults(below(here, "name"), option.name)
        if option.children and not nested:
            yield fault(below(here, "children"), "fault_nested_options")
        elif option.children:
            yield from option_faults(below(here, "children"), option.children, nested=True)


def with_titles(options: Iterable[Option]) -> tuple[Option, ...]:
    """The options with every title filled in."""
    return tuple(
        Option(o.name, o.title.filled(o.name), o.hotkey, o.help, with_titles(o.children)) for o in options
    )


def hotkeys_of(path: str, options: Iterable[Option]) -> Iterator[tuple[str, str]]:
    """Path and key of each option that has a hotkey, however deep."""
    for place, option in enumerate(options):
        if option.hotkey is not None:
            yield f"{path}[{place}].hotkey", option.hotkey
        yield from hotkeys_of(f"{path}[{place}].children", option.children)
