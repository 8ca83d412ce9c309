"""Label Studio's XML labelling configs, to a label schema and back, for the tags that both have.

| Label Studio | here |
| --- | --- |
| RectangleLabels, or Rectangle with Labels | box; rotated_box where `canRotate="true"` is written out |
| PolygonLabels, KeyPointLabels, EllipseLabels, BrushLabels | polygon, point, ellipse, mask |
| Labels on Text, ParagraphLabels; Labels on Audio | span; interval |
| Choices single, multiple; nested Choices, Taxonomy | choice, choices; tree |
| Rating, Number, TextArea | rating, number, text |
| Pairwise, Ranker without buckets | preference without tie, ranking of responses |
| `perRegion` on Choices, Number, TextArea | attribute of the classes |
| `perRegion` on Rating, Taxonomy | field about regions |
| `perRegion` in a Chat, with `whenRole` | field about turns, with roles |
| Relations | relations between all classes |
| `alias`, `value` | name, title (a missing alias is the value) |
| `background`, `hotkey`, `hint`, `maxUsages` | color, hotkey, help, max_count |
| `required`, `visibleWhen="choice-selected"` | required, when |

What does not convert is named: tags and attributes when reading, paths of the schema when writing. What
only concerns looks is left out without mention.
"""

from __future__ import annotations

import re
from typing import Any

from PIL import ImageColor

from beanfield.annotation.labelstudio_reading import read_config
from beanfield.annotation.labelstudio_writing import Language, write_config
from beanfield.annotation.naming import hotkey_faults, is_colour
from beanfield.annotation.schema import LabelSchema, parse_schema

_SEE_THROUGH = re.compile(r"^(rgb|hsl)a\(([^,]+,[^,]+,[^,]+),[^,]+\)$")


def from_label_studio(xml: str | bytes) -> tuple[LabelSchema, list[str]]:
    """The schema of a config, and what in it does not convert.

    Raises:
        SchemaFault: it is no config that can be read, or it declares entities or a document type.
    """
    plain, unconverted = read_config(xml)
    _settle_colours(plain["classes"], unconverted)
    _settle_hotkeys(plain, unconverted)
    return parse_schema(plain), unconverted


def to_label_studio(schema: LabelSchema, *, language: Language = "zh") -> tuple[str, list[str]]:
    """The config of a schema with titles in one language, and the paths of what it cannot say."""
    return write_config(schema, language)


def _settle_colours(classes: list[dict[str, Any]], unconverted: list[str]) -> None:
    """Any CSS colour becomes #rrggbb; one that is unreadable or taken is dropped for one of the palette."""
    taken: set[str] = set()
    for each in classes:
        given = each.pop("color")
        if not given:
            continue
        colour = _hexadecimal(given)
        if is_colour(colour) and colour not in taken:
            each["color"] = colour
            taken.add(colour)
        else:
            unconverted.append(f"Label[{each['name']}] background={given[:60]}")


def _hexadecimal(given: str) -> str:
    if see_through := _SEE_THROUGH.match(given):
        given = f"{see_through[1]}({see_through[2]})"
    try:
        red, green, blue = ImageColor.getrgb(given)[:3]
    except ValueError:
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}"


def _settle_hotkeys(plain: dict[str, Any], unconverted: list[str]) -> None:
    """A hotkey that cannot be one here, or that is taken, is dropped."""
    taken: set[str] = set()
    holders = list(plain["classes"])
    questions = [*plain["fields"], *(a for each in plain["classes"] for a in each.get("attributes", []))]
    pending = [option for question in questions for option in question.get("options", [])]
    while pending:
        option = pending.pop(0)
        holders.append(option)
        pending = [*option.get("children", []), *pending]
    for each in holders:
        hotkey = each.get("hotkey")
        if hotkey is None:
            continue
        if hotkey in taken or any(hotkey_faults("", hotkey)):
            unconverted.append(f"{each['name']} hotkey={each.pop('hotkey')}")
        taken.add(hotkey)
