"""Exams in the demonstration: a bank, exams in both centres, attempts passed and failed, a certificate."""

from __future__ import annotations

import copy
import io
import tempfile
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import msgspec
import yaml
from PIL import Image

from beanfield.annotation.document import Box
from beanfield.annotation.schema import parse_schema, schema_to_dict
from beanfield.demo.cast import Cast
from beanfield.demo.making import administrator, take_in
from beanfield.demo.projects import CONTENT
from beanfield.demo.scenes import draw_scene
from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.services import Services
from beanfield.production import guide, projects
from beanfield.production.model import NewGuideVersion, NewProject, Submission, WorkRequest
from beanfield.skills import bank, blueprints, certificates, practical, qualify, sitting
from beanfield.skills.model import (
    AnswerSave,
    Bilingual,
    Blueprint,
    NewBlueprint,
    NewQuestion,
    Practical,
    TopicCount,
)

_PROJECT: Final = "实操题：街景汽车"
#: (written by, approved by) in each centre.
_AUTHORS: Final = (("examiner", "centre"), ("manager2", "centre2"))
_LEAST_SIZE: Final = 30.0


async def hold_exams(services: Services, cast: Cast, now: datetime) -> None:
    """Banks, exams and a few attempts of the last days; nothing where there is an exam already."""
    async with services.database.transaction() as tx:
        if await scalar(tx, "select exists (select from blueprint)"):
            return
    project = await _gold_project(services, cast)
    async with services.database.transaction() as tx:
        for centre in range(len(cast.centres)):
            await _fill_bank(tx, cast, centre, now - timedelta(days=20))
        street = await _exams(tx, cast, project)
    await _attempts(services, cast, street, now)


async def _gold_project(services: Services, cast: Cast) -> int:
    """Pictures of streets whose cars are known; nobody is assigned, so they stay unseen until the exam."""
    admin = administrator(cast)
    schema = parse_schema((CONTENT / "schemas" / "exam_cars.yaml").read_text(encoding="utf-8"))
    rules = (CONTENT / "guides" / "exam_cars.md").read_text(encoding="utf-8")
    async with services.database.transaction() as tx:
        new = NewProject(
            name=_PROJECT,
            media="image",
            centre_id=cast.centres[0],
            description="技能考核的实操题，每张图片都有标准答案。",
            schema=schema_to_dict(schema),
        )
        project_id = (await projects.create(tx, admin, new)).id
        await guide.add(tx, admin.person_id, project_id, NewGuideVersion(rules, "第一版"))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "exam.zip"
        path.write_bytes(_scenes())
        await take_in(services, admin, project_id, path, "gold")
    return project_id


def _scenes() -> bytes:
    """A COCO archive of scenes with some cars that are large enough to be boxed by hand."""
    images: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number in range(100, 130):
            content, scene = draw_scene(number)
            boxes = [o.shape for o in scene.document.objects if isinstance(o.shape, Box)]
            if not 1 <= len(boxes) <= 5 or any(min(box.w, box.h) < _LEAST_SIZE for box in boxes):
                continue
            width, height = Image.open(io.BytesIO(content)).size
            images.append({"id": number, "file_name": scene.name, "width": width, "height": height})
            archive.writestr(scene.name, content)
            for box in boxes:
                row = {"id": len(rows) + 1, "image_id": number, "category_id": 1, "iscrowd": 0}
                rows.append({**row, "bbox": [box.x, box.y, box.w, box.h], "area": box.w * box.h})
        told = {"images": images, "annotations": rows, "categories": [{"id": 1, "name": "car"}]}
        archive.writestr("cars.json", msgspec.json.encode(told))
    return buffer.getvalue()


async def _fill_bank(tx: Tx, cast: Cast, centre: int, at: datetime) -> None:
    author, second = (cast.by_login[login] for login in _AUTHORS[centre])
    told = yaml.safe_load((CONTENT / "exam_questions.yaml").read_text(encoding="utf-8"))
    for number, each in enumerate(told):
        new = msgspec.convert(each, NewQuestion)
        made = await bank.add(tx, cast.centres[centre], new, author)
        if number % 7 != 5:  # one of seven still waits for a second person
            await bank.approve(tx, cast.centres[centre], made.id, second, at)


async def _exams(tx: Tx, cast: Cast, project: int) -> Blueprint:
    """The exams of both centres; returns the one with a practical part."""
    street = NewBlueprint(
        title=Bilingual("街景标注 二级", "Street scenes, level 2"),
        skill="street",
        level=2.0,
        topics=[TopicCount("图像框选", 4), TopicCount("数据安全", 2)],
        minutes=15,
        pass_mark=0.6,
        practical=Practical(project, items=2, minutes=20, least_similarity=0.75),
        valid_days=365,
    )
    security = NewBlueprint(
        title=Bilingual("数据安全上岗", "Data security"),
        skill="security",
        topics=[TopicCount("数据安全", 3)],
        minutes=10,
        pass_mark=1.0,
        valid_days=180,
        wait_hours=1,
    )
    text = NewBlueprint(
        title=Bilingual("文本实体 一级", "Text entities, level 1"),
        skill="entities",
        topics=[TopicCount("文本实体", 3), TopicCount("数据安全", 2)],
        minutes=15,
        valid_days=365,
    )
    author = cast.by_login["examiner"]
    made = await blueprints.add(tx, cast.centres[0], street, author)
    await blueprints.add(tx, cast.centres[0], security, author)
    await blueprints.add(tx, cast.centres[1], text, cast.by_login["manager2"])
    return made


async def _attempts(services: Services, cast: Cast, street: Blueprint, now: datetime) -> None:
    """One passes and is certified, one fails in theory, one draws too loosely."""
    people = [cast.by_login[login] for login in ("annotator", "a103", "a105")]
    for number, (person, wrong, shift) in enumerate(zip(people, (1, 4, 0), (0.0, 0.0, 200.0), strict=True)):
        at = now - timedelta(days=4 - number)
        async with services.database.transaction() as tx:
            actor = _actor(person, street.centre_id)
            attempt = await qualify.begin(tx, actor, street.id, at, seed=11 + number)
            await _answer(tx, attempt, actor, wrong, at + timedelta(minutes=6))
            await _work(tx, services, attempt, actor, (shift, at + timedelta(minutes=15)))
        if number == 0:
            async with services.database.transaction() as tx:
                examiner = cast.by_login["examiner"]
                await certificates.issue(
                    tx, services, street.centre_id, attempt, examiner, now - timedelta(days=2)
                )


def _actor(person: int, centre: int) -> Actor:
    return Actor(person_id=person, name="", locale="zh-CN", centre_id=centre, customer_id=None, grants=())


async def _answer(tx: Tx, attempt: int, actor: Actor, wrong: int, at: datetime) -> None:
    """Answer all questions, the first `wrong` of them wrongly, and hand in."""
    paper = (await sitting.hold(tx, attempt, actor.person_id, at)).paper
    answers = {}
    for place, question in enumerate(paper.questions):
        others = [n for n in range(len(question.options)) if n not in question.key]
        answers[str(place)] = others[:1] if place < wrong else question.key
    await sitting.save_answers(tx, attempt, actor.person_id, AnswerSave(answers, 1), at)
    await sitting.submit_theory(tx, attempt, actor.person_id, at)


async def _work(tx: Tx, services: Services, attempt: int, actor: Actor, how: tuple[float, datetime]) -> None:
    """Hand in every practical task, its boxes as far to the right of gold as `how` says."""
    shift, at = how
    tasks = await dicts(tx, "select id, gold from attempt_task where attempt_id = %s order by id", [attempt])
    for task in tasks:
        document = copy.deepcopy(task["gold"])
        for thing in document["objects"]:
            box = thing["shape"]
            box["x"], box["w"] = box["x"] + min(shift, box["w"] / 2), box["w"] - min(shift, box["w"] / 2)
        request = WorkRequest(submit=[Submission(uuid4(), task["id"], document)], want=0)
        await practical.work(tx, services, actor, attempt, request, at)
