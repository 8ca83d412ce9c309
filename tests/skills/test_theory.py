"""From the bank to a skill: the thin thread through questions, paper, marks and authorisation."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from beanfield.people.skills import skills_of
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.skills import bank, qualify, reading, sitting
from beanfield.skills.model import AnswerSave
from beanfield.skills.problems import (
    AnswersOutrun,
    AttemptNotFound,
    BlueprintNotFound,
    CannotBegin,
    FaultyQuestion,
    NotADraft,
    OwnQuestion,
    QuestionNotFound,
    TimeOver,
)
from tests.skills.academy import Academy, open_academy, question, words


@pytest.fixture
async def academy(tx: Tx) -> Academy:
    made = await open_academy(tx)
    await made.fill_bank()
    return made


async def test_passing_the_theory_gives_the_skill_until_its_end(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=3)
    assert (await academy.submit(attempt)).state == "passed"
    (skill,) = await skills_of(academy.tx, academy.person.person_id)
    assert (skill.skill, skill.level, skill.source) == ("street", 2.0, f"attempt:{attempt}")
    assert skill.valid_until is not None
    assert (skill.valid_until - academy.now).days == 100


async def test_failing_gives_nothing(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=2)
    assert (await academy.submit(attempt)).state == "failed"
    assert await skills_of(academy.tx, academy.person.person_id) == []


async def test_a_paper_has_the_counts_of_the_blueprint_and_stays_as_it_was(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    first = await academy.sitting(attempt)
    assert [one.topic for one in first.paper.questions] == ["boxes"] * 3 + ["security"] * 2
    drawn = first.paper.questions[0]
    await bank.rewrite(
        academy.tx, academy.centre, drawn.question_id, question(stem=words("new")), academy.examiner.person_id
    )
    assert (await academy.sitting(attempt)).paper == first.paper


async def test_nothing_of_the_key_is_told_before_the_end(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=5)
    running = await reading.own(academy.tx, attempt, academy.person.person_id, academy.now)
    assert all((one.key, one.explanation, one.right) == (None, None, None) for one in running.questions)
    assert (running.theory_score, running.seed, running.topics) == (None, None, [])
    await academy.submit(attempt)
    ended = await reading.own(academy.tx, attempt, academy.person.person_id, academy.now)
    assert all(one.right and one.key == one.chosen for one in ended.questions)
    assert [(line.topic, line.right, line.count) for line in ended.topics] == [
        ("boxes", 3, 3),
        ("security", 2, 2),
    ]


async def test_the_examiner_sees_every_line(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=1)
    await academy.submit(attempt)
    seen = await reading.of_centre(academy.tx, academy.centre, attempt, academy.now)
    assert seen.seed == 7
    assert [one.right for one in seen.questions] == [True, False, False, False, False]
    with pytest.raises(AttemptNotFound):
        await reading.of_centre(academy.tx, academy.office.abroad, attempt, academy.now)


async def test_answers_after_the_end_of_the_time_are_refused(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=3)
    academy.pass_time(minutes=20, seconds=6)
    with pytest.raises(TimeOver):
        await sitting.save_answers(
            academy.tx, attempt, academy.person.person_id, AnswerSave({"0": [1]}, 9), academy.now
        )


async def test_what_was_saved_in_time_is_graded_when_the_time_is_over(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=3)
    academy.pass_time(hours=3)
    assert await sitting.settle_lapsed(academy.tx, academy.now) == 1
    found = await reading.own(academy.tx, attempt, academy.person.person_id, academy.now)
    assert (found.state, found.ended_at) == ("passed", found.ends_at)


async def test_older_answers_do_not_overwrite_newer_ones(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.answer(attempt, right=3, revision=5)
    with pytest.raises(AnswersOutrun):
        await academy.answer(attempt, right=0, revision=5)


async def test_an_attempt_is_its_persons_alone(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    with pytest.raises(AttemptNotFound):
        await academy.sitting(attempt, academy.examiner)


async def test_a_failed_exam_is_taken_again_after_the_waiting_time_and_so_often(academy: Academy) -> None:
    made = await academy.exam()
    for _ in range(2):
        await academy.submit(await academy.begin(made))
        with pytest.raises(CannotBegin):
            await academy.begin(made)
        academy.pass_time(hours=25)
    with pytest.raises(CannotBegin) as refused:
        await academy.begin(made)
    assert refused.value.reason == "attempts"
    academy.pass_time(days=30)
    assert await academy.begin(made)


async def test_only_one_attempt_runs(academy: Academy) -> None:
    made = await academy.exam()
    await academy.begin(made)
    with pytest.raises(CannotBegin) as refused:
        await academy.begin(made)
    assert refused.value.reason == "running"


async def test_a_held_skill_is_renewed_in_its_last_month(academy: Academy) -> None:
    made = await academy.exam()
    attempt = await academy.begin(made)
    await academy.answer(attempt, right=5)
    await academy.submit(attempt)
    with pytest.raises(CannotBegin) as refused:
        await academy.begin(made)
    assert refused.value.reason == "held"
    academy.pass_time(days=71)
    assert await academy.begin(made)


async def test_a_paper_is_drawn_from_approved_questions_only(academy: Academy) -> None:
    for number in range(5):
        await bank.add(academy.tx, academy.centre, question("law", number), academy.examiner.person_id)
    made = await academy.exam(topics=[{"topic": "law", "count": 1}])
    with pytest.raises(CannotBegin) as refused:
        await academy.begin(made)
    assert refused.value.reason == "bank"


async def test_nobody_approves_their_own_question(academy: Academy) -> None:
    made = await bank.add(academy.tx, academy.centre, question(), academy.examiner.person_id)
    with pytest.raises(OwnQuestion):
        await bank.approve(academy.tx, academy.centre, made.id, academy.examiner.person_id, academy.now)
    with pytest.raises(psycopg.errors.CheckViolation):
        await academy.tx.execute(
            "update question set reviewer_id = author_id, reviewed_at = now(), state = 'approved'"
            " where id = %s",
            [made.id],
        )


async def test_a_new_version_must_be_approved_again_and_the_old_one_is_kept(academy: Academy) -> None:
    made = await bank.add(academy.tx, academy.centre, question(), academy.examiner.person_id)
    await bank.approve(academy.tx, academy.centre, made.id, academy.second.person_id, academy.now)
    with pytest.raises(NotADraft):
        await bank.approve(academy.tx, academy.centre, made.id, academy.second.person_id, academy.now)
    again = await bank.rewrite(
        academy.tx, academy.centre, made.id, question(key=[1]), academy.second.person_id
    )
    assert (again.state, again.version, again.reviewer_name) == ("draft", 2, None)
    versions = await dicts(
        academy.tx, "select key from question_version where question_id = %s order by version", [made.id]
    )
    assert [each["key"] for each in versions] == [[0], [1]]


@pytest.mark.parametrize(
    "faulty",
    [
        {"key": [4]},
        {"key": [0, 1]},
        {"kind": "multi", "key": [1, 1]},
        {"kind": "judge"},
    ],
)
async def test_a_key_that_does_not_fit_the_options_is_refused(
    academy: Academy, faulty: dict[str, Any]
) -> None:
    with pytest.raises(FaultyQuestion):
        await bank.add(academy.tx, academy.centre, question(**faulty), academy.examiner.person_id)


async def test_the_bank_is_the_centres_own(academy: Academy) -> None:
    made = await bank.add(academy.tx, academy.centre, question(), academy.examiner.person_id)
    with pytest.raises(QuestionNotFound):
        await bank.one(academy.tx, academy.office.abroad, made.id)
    stranger = await academy.office.person("annotator", centre=academy.office.abroad)
    with pytest.raises(BlueprintNotFound):
        await academy.begin(await academy.exam(), stranger)


async def test_an_ended_attempt_cannot_be_changed(academy: Academy) -> None:
    attempt = await academy.begin(await academy.exam())
    await academy.submit(attempt)
    with pytest.raises(psycopg.errors.RestrictViolation):
        await academy.tx.execute("update attempt set theory_score = 1 where id = %s", [attempt])


async def test_exams_that_open_a_project_of_ones_own_come_first(academy: Academy) -> None:
    from msgspec.structs import replace

    from beanfield.production.model import Pipeline

    await academy.exam(skill="other")
    made = await academy.exam()
    project = await academy.office.project(
        await academy.office.person("project_manager"), pipeline=Pipeline(skill="street", skill_level=1.0)
    )
    await academy.tx.execute("update project set state = 'running' where id = %s", [project.id])
    assigned = replace(academy.person, tasks={project.id: frozenset({"annotate"})})
    offered = await qualify.offered(academy.tx, assigned, academy.now)
    assert offered[0].id == made.id
    assert [opened.id for opened in offered[0].opens] == [project.id]
    assert await scalar(academy.tx, "select count(*) from attempt") == 0
