"""The projects of the demonstration: their data, schema, guide, pipeline and people."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from beanfield.annotation.document import Box, Document
from beanfield.annotation.schema import LabelSchema, parse_schema, schema_to_dict
from beanfield.demo.answers import truth_of_entities
from beanfield.demo.pictures import PHOTOGRAPHS, coin_crops, picture
from beanfield.demo.recordings import recording
from beanfield.demo.scenes import draw_scene
from beanfield.production.model import MediaKind, Pipeline, ProjectState

CONTENT = files("beanfield.demo") / "content"
TURNS = 4
"""How often the short lists of texts are told again, each time under another name."""


@dataclass
class Plan:
    """A project to be made. `truth` maps names of items to what a careful person would answer."""

    name: str
    schema_name: str
    media: MediaKind
    centre: int
    state: ProjectState
    pipeline: Pipeline
    description: str
    data: bytes
    file_name: str
    truth: dict[str, Document]
    annotations: Literal["prelabel", "ignore"] = "ignore"
    customer: bool = False
    done: float = 0.0
    """Share of the items that people have answered when the demo opens."""
    lots: Sequence[int] = field(default_factory=list)
    """Sizes of lots of accepted items; all but the last are accepted by the customer."""

    @property
    def schema(self) -> LabelSchema:
        return parse_schema((CONTENT / "schemas" / f"{self.schema_name}.yaml").read_text(encoding="utf-8"))

    @property
    def schema_dict(self) -> dict[str, Any]:
        return schema_to_dict(self.schema)

    @property
    def guide(self) -> str:
        return (CONTENT / "guides" / f"{self.schema_name}.md").read_text(encoding="utf-8")


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _lines(rows: Sequence[dict[str, Any]]) -> bytes:
    return b"\n".join(msgspec.json.encode(row) for row in rows) + b"\n"


def _street(title: str) -> Plan:
    members, truth = {}, {}
    for number in range(60):
        content, scene = draw_scene(number)
        members[scene.name] = content
        truth[scene.name] = scene.document
    return Plan(
        name=title,
        schema_name="street",
        media="image",
        centre=0,
        state="running",
        pipeline=Pipeline(review="share", review_share=0.4, skill="street", skill_level=1.0),
        description="北原汽车的街景图片：汽车画框，行人标七个点，建筑描边，车道线描线，路牌画旋转框。",
        data=_zip(members),
        file_name="street.zip",
        truth=truth,
        customer=True,
        done=0.6,
        lots=(8, 6, 5),
    )


def _coins(title: str) -> Plan | None:
    crops = coin_crops(40)
    if not crops:
        return None
    return Plan(
        name=title,
        schema_name="coins",
        media="image",
        centre=0,
        state="running",
        pipeline=Pipeline(overlap=2, agreement=0.75, review="share", review_share=0.25),
        description="博物馆的古币照片，每枚钱币画一个框。预标注由阈值分割得到，请检查后再提交。",
        data=_zip({**{name: content for name, content, _ in crops}, "coins.json": _as_coco(crops)}),
        file_name="coins.zip",
        truth={name: Document(d.objects, [], {"sharp": True}) for name, _, d in crops},
        annotations="prelabel",
        customer=True,
        done=0.5,
    )


def _as_coco(crops: Sequence[tuple[str, bytes, Document]]) -> bytes:
    from PIL import Image

    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, (name, content, document) in enumerate(crops, start=1):
        width, height = Image.open(io.BytesIO(content)).size
        images.append({"id": number, "file_name": name, "width": width, "height": height})
        for thing in document.objects:
            if isinstance(box := thing.shape, Box):
                row = {"id": len(annotations) + 1, "image_id": number, "category_id": 1, "iscrowd": 0}
                annotations.append({**row, "bbox": [box.x, box.y, box.w, box.h], "area": box.w * box.h})
    categories = [{"id": 1, "name": "coin"}]
    return msgspec.json.encode({"images": images, "annotations": annotations, "categories": categories})


def _photographs(title: str) -> Plan | None:
    found = {name: content for name in PHOTOGRAPHS if (content := picture(name)) is not None}
    if not found:
        return None
    return Plan(
        name=title,
        schema_name="photographs",
        media="image",
        centre=0,
        state="running",
        pipeline=Pipeline(review="all"),
        description="真实照片：给车辆、建筑、动物、植物描边，给物品画框，写一句话描述。",
        data=_zip(found),
        file_name="photographs.zip",
        truth={},
    )


def _entities(title: str) -> Plan:
    marked = (CONTENT / "entities_zh.txt").read_text(encoding="utf-8").splitlines()
    rows, truth = [], {}
    for turn in range(TURNS):
        for number, line in enumerate(marked, start=1):
            text, document = truth_of_entities(line)
            name = f"text-{turn + 1}-{number:03d}"
            rows.append({"id": name, "text": text})
            truth[name] = document
    return Plan(
        name=title,
        schema_name="entities_zh",
        media="text",
        centre=1,
        state="running",
        pipeline=Pipeline(overlap=2, agreement=0.85, review="risk", review_share=0.3),
        description="中文短文里的人名、地点、机构。两个人独立标注，不一致时仲裁。",
        data=_lines(rows),
        file_name="entities.jsonl",
        truth=truth,
        done=0.6,
        lots=(20,),
    )


def _chats(title: str) -> Plan:
    told = yaml.safe_load((CONTENT / "chats.yaml").read_text(encoding="utf-8"))
    rows, truth = [], {}
    for turn in range(TURNS):
        for number, chat in enumerate(told, start=1):
            name = f"chat-{turn + 1}-{number:03d}"
            responses = [
                {"id": each, "messages": [{"role": "assistant", "content": chat[each]}]}
                for each in ("a", "b")
            ]
            rows.append(
                {
                    "id": name,
                    "messages": [{"role": "user", "content": chat["prompt"]}],
                    "responses": responses,
                }
            )
            truth[name] = Document([], [], _preference(chat))
    return Plan(
        name=title,
        schema_name="chats",
        media="chat",
        centre=1,
        state="running",
        pipeline=Pipeline(overlap=3, agreement=0.7, review="share", review_share=0.2),
        description="两个回答哪个更好、好多少，并给真实和有用各打一个分。",
        data=_lines(rows),
        file_name="chats.jsonl",
        truth=truth,
        done=0.4,
    )


def _preference(chat: dict[str, Any]) -> dict[str, Any]:
    better = chat["better"]
    preference: dict[str, Any] = {"better": better}
    if better != "tie":
        preference["strength"] = chat["strength"]
    scores = {each: 5 if better in {each, "tie"} else 5 - chat["strength"] for each in ("a", "b")}
    return {"preference": preference, "honest": scores, "helpful": scores}


def _reviews(title: str) -> Plan:
    told = yaml.safe_load((CONTENT / "reviews_en.yaml").read_text(encoding="utf-8"))
    rows, truth = [], {}
    for number, review in enumerate(told, start=1):
        name = f"review-{number:03d}"
        rows.append({"id": name, "text": review["text"]})
        answers = {key: review[key] for key in ("sentiment", "topics", "stars")}
        truth[name] = Document([], [], answers)
    return Plan(
        name=title,
        schema_name="reviews_en",
        media="text",
        centre=1,
        state="done",
        pipeline=Pipeline(overlap=1, review="all"),
        description="英文商品评论：情感、涉及的方面、估计的星级。已完成并交付。",
        data=_lines(rows),
        file_name="reviews.jsonl",
        truth=truth,
        done=1.0,
        lots=(12, 12),
    )


def _sounds(title: str) -> Plan:
    made = [recording(number) for number in range(24)]
    return Plan(
        name=title,
        schema_name="sounds",
        media="audio",
        centre=0,
        state="running",
        pipeline=Pipeline(review="share", review_share=0.3),
        description="电话线上的声音：标出拨号音、元音和杂音，写出号码。录音由程序合成。",
        data=_zip({name: content for name, content, _ in made}),
        file_name="sounds.zip",
        truth={name: document for name, _, document in made},
        done=0.4,
    )


#: Name of the project → what makes its plan; None where its data are not there. Drawing and cutting pictures
#: takes seconds, so a plan is made only for a project that is missing.
PLANS: dict[str, Callable[[str], Plan | None]] = {
    "街景：车、人、路": _street,
    "古币框选": _coins,
    "照片物体描边": _photographs,
    "中文实体与关系": _entities,
    "对话回答比较": _chats,
    "英文评论情感": _reviews,
    "电话声音标注": _sounds,
}


def write_data(plan: Plan, folder: Path) -> Path:
    """The plan's data as a file."""
    path = folder / plan.file_name
    path.write_bytes(plan.data)
    return path
