"""A centre with a bank, an exam, and people who take it: what the tests of exams stand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from beanfield.people.actor import Actor
from beanfield.platform.database import Tx, jsonb
from beanfield.production.model import Pipeline
from beanfield.skills import bank, blueprints, qualify, sitting
from beanfield.skills.model import (
    AnswerSave,
    Bilingual,
    Blueprint,
    NewBlueprint,
    NewQuestion,
    Paper,
    Practical,
    TopicCount,
)
from beanfield.skills.sitting import Sitting
from tests.production.office import Office, box, open_office

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def words(text: str) -> Bilingual:
    return Bilingual(f"{text}（中）", text)


def question(topic: str = "boxes", number: int = 1, **changes: Any) -> NewQuestion:
    """A question of four options whose first is right."""
    given: dict[str, Any] = {
        "topic": topic,
        "kind": "single",
        "stem": words(f"question {number} of {topic}"),
        "options": [words("right"), words("wrong"), words("false"), words("no")],
        "key": [0],
        "explanation": words("because"),
    }
    return NewQuestion(**given | changes)


def exam(**changes: Any) -> NewBlueprint:
    given: dict[str, Any] = {
        "title": words("Street"),
        "skill": "street",
        "level": 2.0,
        "topics": [TopicCount("boxes", 3), TopicCount("security", 2)],
        "minutes": 20,
        "pass_mark": 0.6,
        "valid_days": 100,
        "attempts": 2,
        "wait_hours": 24,
    }
    return NewBlueprint(**given | changes)


class Academy:
    """`now` moves only when a test moves it."""

    def __init__(self, tx: Tx, office: Office, examiner: Actor, second: Actor, person: Actor) -> None:
        self.tx = tx
        self.office = office
        self.examiner = examiner
        self.second = second
        self.person = person
        self.now = NOON
        self.project_id = 0

    @property
    def centre(self) -> int:
        return self.office.home

    def pass_time(self, **time: float) -> None:
        self.now += timedelta(**time)

    async def fill_bank(self, topics: Sequence[str] = ("boxes", "security"), count: int = 6) -> None:
        for topic in topics:
            for number in range(count):
                made = await bank.add(self.tx, self.centre, question(topic, number), self.examiner.person_id)
                await bank.approve(self.tx, self.centre, made.id, self.second.person_id, self.now)

    async def exam(self, **changes: Any) -> Blueprint:
        return await blueprints.add(self.tx, self.centre, exam(**changes), self.examiner.person_id)

    async def begin(self, blueprint: Blueprint, person: Actor | None = None, seed: int = 7) -> int:
        return await qualify.begin(self.tx, person or self.person, blueprint.id, self.now, seed)

    async def sitting(self, attempt: int, person: Actor | None = None) -> Sitting:
        return await sitting.hold(self.tx, attempt, (person or self.person).person_id, self.now)

    async def answer(self, attempt: int, right: int, *, revision: int = 1) -> None:
        """Save answers of which the first `right` are right."""
        paper = (await self.sitting(attempt)).paper
        answers = {
            str(place): _answer(paper, place, good=place < right) for place in range(len(paper.questions))
        }
        await sitting.save_answers(
            self.tx, attempt, self.person.person_id, AnswerSave(answers, revision), self.now
        )

    async def submit(self, attempt: int) -> Sitting:
        return await sitting.submit_theory(self.tx, attempt, self.person.person_id, self.now)

    async def gold_project(self, count: int = 4) -> Practical:
        """A project of pictures with a gold answer each: one car in the corner, in the rain."""
        project = await self.office.project(
            await self.office.person("project_manager"), pipeline=Pipeline(), name="Gold"
        )
        self.project_id = project.id
        for item in await self.office.items(project.id, [f"gold-{n}.png" for n in range(count)]):
            await self.tx.execute(
                "insert into item_content (item_id, content) values (%s, %s)",
                [item, jsonb({"kind": "image", "sha256": "a" * 64, "width": 640, "height": 480})],
            )
            await self.tx.execute(
                "insert into gold_answer (item_id, source, document) values (%s, 'test', %s)",
                [item, jsonb(GOLD)],
            )
        return Practical(project.id, items=2, minutes=30, least_similarity=0.8)


GOLD: dict[str, Any] = {"objects": [box()], "relations": [], "answers": {"weather": "rain"}}


def _answer(paper: Paper, place: int, *, good: bool) -> list[int]:
    key = paper.questions[place].key
    return key if good else [next(n for n in range(len(paper.questions[place].options)) if n not in key)]


async def open_academy(tx: Tx) -> Academy:
    """Two examiners and an annotator at home, an empty bank."""
    office = await open_office(tx)
    people = [await office.person(role) for role in ("examiner", "centre_manager", "annotator")]
    return Academy(tx, office, *people)
