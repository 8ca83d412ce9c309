"""Practical tasks in the workbench's own terms, graded by likeness to gold."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest

from beanfield.annotation.document import Document
from beanfield.annotation.schema import parse_schema
from beanfield.annotation.similarity import document_similarity
from beanfield.people.skills import skills_of
from beanfield.platform.database import Tx
from beanfield.platform.services import Services
from beanfield.production.drafts import DraftOutrun
from beanfield.production.model import Beat, DraftSave, Submission, WorkReply, WorkRequest
from beanfield.skills import practical, reading
from beanfield.skills.problems import AttemptNotFound, NotPractical
from tests.production.office import CAR_SCHEMA
from tests.skills.academy import GOLD, Academy, open_academy


class Bench:
    """The practical part of one attempt, as the workbench sees it."""

    def __init__(self, academy: Academy, services: Services, attempt: int) -> None:
        self.academy, self.services, self.attempt = academy, services, attempt

    async def work(self, **request: Any) -> WorkReply:
        return await practical.work(
            self.academy.tx,
            self.services,
            self.academy.person,
            self.attempt,
            WorkRequest(**{"want": 5} | request),
            self.academy.now,
        )

    async def answer(self, task: int, document: Any) -> WorkReply:
        return await self.work(submit=[Submission(uuid4(), task, document)])


@pytest.fixture
async def bench(tx: Tx, services: Services) -> Bench:
    academy = await open_academy(tx)
    await academy.fill_bank()
    made = await academy.exam(practical=await academy.gold_project())
    attempt = await academy.begin(made)
    await academy.answer(attempt, right=4)
    assert (await academy.submit(attempt)).state == "practical"
    return Bench(academy, services, attempt)


def shifted(by: float) -> dict[str, Any]:
    """Gold with its box moved to the right."""
    document = deepcopy(GOLD)
    document["objects"][0]["shape"]["x"] += by
    return document


async def test_answers_like_gold_pass_and_give_the_skill(bench: Bench) -> None:
    reply = await bench.work()
    assert len(reply.leases) == 2
    assert b'"url":' in bytes(reply.leases[0].content)
    for lease in reply.leases:
        reply = await bench.answer(lease.id, GOLD)
        assert [outcome.status for outcome in reply.outcomes] == ["done"]
    assert reply.nothing is not None
    ended = await reading.own(
        bench.academy.tx, bench.attempt, bench.academy.person.person_id, bench.academy.now
    )
    assert (ended.state, ended.practical_score) == ("passed", 1.0)
    assert [skill.skill for skill in await skills_of(bench.academy.tx, bench.academy.person.person_id)] == [
        "street"
    ]


async def test_the_score_is_the_production_similarity_and_tells_what_differed(bench: Bench) -> None:
    first, second = (await bench.work()).leases
    given = shifted(2)
    given["answers"]["weather"] = "sun"
    await bench.answer(first.id, given)
    await bench.answer(second.id, {"objects": [], "relations": [], "answers": {"weather": "rain"}})
    person = bench.academy.person.person_id
    ended = await reading.own(bench.academy.tx, bench.attempt, person, bench.academy.now)
    schema = parse_schema(CAR_SCHEMA)
    expected = document_similarity(_document(given), _document(GOLD), schema)
    assert ended.state == "failed"
    assert ended.tasks[0].similarity == pytest.approx(expected, abs=1e-6)
    assert [d.what for d in ended.tasks[0].differences] == ["loose", "answer"]
    assert [d.what for d in ended.tasks[1].differences] == ["missing"]


def _document(given: Any) -> Document:
    import msgspec

    return msgspec.convert(given, Document)


async def test_nothing_of_the_grading_is_told_while_the_part_runs(bench: Bench) -> None:
    first, _ = (await bench.work()).leases
    await bench.answer(first.id, shifted(3))
    person = bench.academy.person.person_id
    running = await reading.own(bench.academy.tx, bench.attempt, person, bench.academy.now)
    assert [(t.answered, t.similarity, t.differences) for t in running.tasks] == [
        (True, None, []),
        (False, None, []),
    ]
    assert running.questions == []


async def test_a_repeat_is_harmless_and_a_second_answer_is_refused(bench: Bench) -> None:
    first, _ = (await bench.work()).leases
    submission = Submission(uuid4(), first.id, GOLD)
    await bench.work(submit=[submission])
    assert [o.status for o in (await bench.work(submit=[submission])).outcomes] == ["repeated"]
    assert [o.status for o in (await bench.answer(first.id, shifted(9))).outcomes] == ["refused"]


async def test_a_faulty_answer_is_refused_with_its_faults(bench: Bench) -> None:
    first, _ = (await bench.work()).leases
    reply = await bench.answer(first.id, {"objects": [{"id": "o1", "class": "ship"}]})
    assert reply.outcomes[0].status == "refused"
    assert reply.outcomes[0].problem is not None
    assert reply.outcomes[0].problem["errors"]


async def test_what_comes_after_the_time_counts_for_nothing(bench: Bench) -> None:
    first, second = (await bench.work()).leases
    await bench.answer(first.id, GOLD)
    bench.academy.pass_time(minutes=31)
    reply = await bench.answer(second.id, GOLD)
    assert (reply.outcomes[0].status, reply.leases) == ("refused", [])
    person = bench.academy.person.person_id
    ended = await reading.own(bench.academy.tx, bench.attempt, person, bench.academy.now)
    assert (ended.state, ended.practical_score) == ("failed", 0.5)
    told = await practical.beat(bench.academy.tx, bench.attempt, person, Beat(second.id), bench.academy.now)
    assert told.withdrawn == [second.id]


async def test_an_unfinished_answer_comes_back(bench: Bench) -> None:
    first, _ = (await bench.work()).leases
    tx, person, now = bench.academy.tx, bench.academy.person.person_id, bench.academy.now
    draft = DraftSave(_document(shifted(1)), 3)
    await practical.save_draft(tx, bench.attempt, person, first.id, draft, now)
    again = (await bench.work()).leases[0]
    assert again.draft_revision == 3
    assert b'"x":2' in bytes(again.draft or b"")
    with pytest.raises(DraftOutrun):
        await practical.save_draft(tx, bench.attempt, person, first.id, draft, now)


async def test_schema_and_guide_are_those_of_the_beginning(bench: Bench) -> None:
    place = await practical.workplace(
        bench.academy.tx, bench.academy.person, bench.attempt, bench.academy.now
    )
    assert (place.project_id, place.schema_version, place.pipeline.prefetch) == (
        bench.academy.project_id,
        1,
        2,
    )
    assert place.name == "Practical exam: Street"
    with pytest.raises(AttemptNotFound):
        await practical.workplace(bench.academy.tx, bench.academy.examiner, bench.attempt, bench.academy.now)


async def test_the_practical_part_opens_after_the_theory_only(tx: Tx) -> None:
    academy = await open_academy(tx)
    await academy.fill_bank()
    attempt = await academy.begin(await academy.exam(practical=await academy.gold_project()))
    with pytest.raises(NotPractical):
        await practical.workplace(tx, academy.person, attempt, academy.now)
    assert (await academy.submit(attempt)).state == "failed"
