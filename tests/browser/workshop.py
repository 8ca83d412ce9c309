"""Projects made for the browser tests, the workbench as somebody uses it, and the answers looked up."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from bench.serving import client_of
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from beanfield.client import Client
from beanfield.production.model import AnnotationRow, MediaKind, Pipeline, Task

SIZE = (800, 600)
_numbers = count(1)


def _title(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


STREET: dict[str, Any] = {
    "media": "image",
    "classes": [
        {
            "name": "car",
            "title": _title("汽车", "Car"),
            "shape": "box",
            "hotkey": "1",
            "help": _title("只框看得见的部分", "The visible part only"),
            "attributes": [
                {"name": "hidden", "type": "boolean", "title": _title("被遮挡", "Hidden"), "default": False},
                {
                    "name": "kind",
                    "type": "choice",
                    "title": _title("类型", "Kind"),
                    "options": ["small", "van"],
                    "when": {"name": "hidden", "equals": False},
                },
            ],
        },
        {"name": "sign", "title": _title("路牌", "Sign"), "shape": "rotated_box", "hotkey": "2"},
        {"name": "house", "title": _title("房屋", "House"), "shape": "polygon", "hotkey": "3"},
        {"name": "lane", "title": _title("车道线", "Lane"), "shape": "polyline", "hotkey": "4"},
        {"name": "spot", "title": _title("点", "Spot"), "shape": "point", "hotkey": "5"},
        {"name": "wheel", "title": _title("车轮", "Wheel"), "shape": "ellipse", "hotkey": "6"},
        {
            "name": "person",
            "title": _title("行人", "Person"),
            "shape": "skeleton",
            "hotkey": "7",
            "skeleton": {"keypoints": ["head", "hip", "foot"], "edges": [[0, 1], [1, 2]]},
        },
        {"name": "grass", "title": _title("草地", "Grass"), "shape": "mask", "hotkey": "8"},
    ],
    "relations": [
        {
            "name": "before",
            "title": _title("在前", "before"),
            "from": ["car"],
            "to": ["car", "house"],
            "directed": True,
        }
    ],
    "fields": [
        {
            "name": "weather",
            "type": "choice",
            "of": "item",
            "title": _title("天气", "Weather"),
            "options": [
                {"name": "sun", "title": _title("晴", "Sun")},
                {"name": "rain", "title": _title("雨", "Rain")},
            ],
            "default": "sun",
        }
    ],
}


def picture(number: int) -> bytes:
    """A grey field with a bright frame and its number, so that it is plain which one is shown."""
    image = Image.new("RGB", SIZE, (90, 110, 100))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), outline=(250, 220, 60), width=4)
    drawing.text((20, 20), f"picture {number}", fill=(255, 255, 255))
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


def pictures(folder: Path, number: int) -> Path:
    """A zip of so many pictures."""
    path = folder / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in range(number):
            archive.writestr(f"p{each:03d}.png", picture(each))
    return path


def lines(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    """Rows as a file of JSON lines."""
    path = folder / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@dataclass
class Workshop:
    """A running project."""

    manager: Client
    project_id: int

    @classmethod
    def open(
        cls,
        manager: Client,
        data: Path,
        schema: dict[str, Any],
        *,
        people: dict[Task, int],
        pipeline: Pipeline | None = None,
    ) -> Workshop:
        """Makes the project, brings its data in, gives it to the people and starts it."""
        media: MediaKind = schema["media"]
        centre = manager.me().centre_id
        assert centre is not None
        made = manager.create_project(
            f"试验 {next(_numbers)}",
            media=media,
            centre_id=centre,
            schema=schema,
            pipeline=pipeline or Pipeline(review="none", prefetch=3),
        )
        run = manager.import_files(made.id, [data])
        assert run.state == "done", run.faults
        for task, person in people.items():
            manager.assign(made.id, task, person_id=person)
        manager.set_state(made.id, "running")
        return cls(manager, made.id)

    def answers(self, item: str) -> list[AnnotationRow]:
        """What was handed in for the item of this name."""
        (row,) = [each for each in self.manager.items(self.project_id, q=item) if each.name == item]
        return self.manager.item(self.project_id, row.id).annotations

    def document(self, item: str) -> dict[str, Any]:
        """The last answer to the item."""
        plain: dict[str, Any] = msgspec.json.decode(self.answers(item)[-1].document)
        return plain


@contextmanager
def workshop_of(address: str, data: Path, schema: dict[str, Any], *, prefetch: int = 3) -> Iterator[Workshop]:
    """A running project of these data, annotated by the demonstration's annotator and checked by nobody."""
    with client_of(address, "manager") as manager, client_of(address, "annotator") as annotator:
        people: dict[Task, int] = {"annotate": annotator.me().person_id}
        pipeline = Pipeline(review="none", prefetch=prefetch)
        yield Workshop.open(manager, data, schema, people=people, pipeline=pipeline)


class Bench:
    """The workbench on a page, as somebody uses it. `size`: of the pictures, in pixels."""

    size = SIZE

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator(".topbar .item").wait_for()

    @property
    def item(self) -> str:
        return self.page.locator(".topbar .item").inner_text()

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the picture is on the screen while the picture fits the stage."""
        box = self.page.locator(".stage").bounding_box()
        assert box is not None
        width, height = self.size
        scale = min((box["width"] - 24) / width, (box["height"] - 24) / height)
        left = box["x"] + (box["width"] - width * scale) / 2
        top = box["y"] + (box["height"] - height * scale) / 2
        return left + x * scale, top + y * scale

    def click(self, x: float, y: float, *held: str) -> None:
        for key in held:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.place(x, y))
        for key in held:
            self.page.keyboard.up(key)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*self.place(*start))
        mouse.down()
        mouse.move(*self.place(*end), steps=5)
        mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def hand_in(self) -> str:
        """Submits by key, waits for the next item or the end, and for the server; returns the item's name."""
        name = self.item
        self.press("s")
        self.page.wait_for_function(
            "name => document.querySelector('.topbar .item')?.textContent !== name", arg=name
        )
        self.page.wait_for_function(
            "() => !/待上传|to be sent/.test(document.querySelector('.saved').textContent)"
        )
        return name
