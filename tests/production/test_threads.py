"""Questions about items and rules."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from beanfield.people.actor import Actor
from beanfield.platform.database import Database
from beanfield.platform.errors import Forbidden, Invalid, NotFound
from beanfield.production import threads
from beanfield.production.model import NewPost, NewThread
from beanfield.production.store_threads import Filter
from tests.production.office import Office, open_office


class Room(Office):
    """A project with two annotators, who have a lease on nothing yet."""

    manager: Actor
    asker: Actor
    other: Actor
    project_id: int
    item_id: int

    async def seen(self, actor: Actor, **wanted: object) -> list[int]:
        page = await threads.page(
            self.tx, actor, Filter(project_id=self.project_id, **wanted), cursor=None, limit=50  # type: ignore[arg-type]  # keywords
        )  # fmt: skip
        return [thread.id for thread in page.rows]

    async def post(self, actor: Actor, thread_id: int, text: str, *, close: bool = False) -> str:
        after = await threads.post(self.tx, actor, self.project_id, thread_id, NewPost(text, close))
        assert after.posts[-1].text == text
        return after.state


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Room]:
    async with database.transaction() as tx:
        room = Room(tx)
        room.__dict__.update((await open_office(tx)).__dict__)
        room.manager = await room.person("project_manager")
        room.project_id = (await room.project(room.manager)).id
        tasks = {room.project_id: frozenset({"annotate"})}
        room.asker = await room.person("annotator", tasks=tasks)  # type: ignore[arg-type]  # a task
        room.other = await room.person("annotator", tasks=tasks)  # type: ignore[arg-type]  # a task
        room.item_id = (await room.items(room.project_id, ["a"]))[0]
        yield room


async def test_an_answer_about_a_rule_is_seen_by_all_who_meet_the_rule(room: Room) -> None:
    asked = await threads.ask(room.tx, room.asker, room.project_id, NewThread("算车吗？", rule="car"))
    assert (asked.state, asked.opened_by, asked.posts[0].text) == ("open", "annotator", "算车吗？")
    assert await room.post(room.manager, asked.id, "算") == "answered"
    assert await room.seen(room.other, rule="car") == [asked.id]
    assert await room.seen(room.other, rule="bus") == []


async def test_a_question_about_an_item_is_seen_by_those_who_had_the_item(room: Room) -> None:
    asked = await threads.ask(room.tx, room.asker, room.project_id, NewThread("?", item_id=room.item_id))
    assert asked.item_name == "a"
    assert await room.seen(room.asker) == await room.seen(room.manager) == [asked.id]
    assert await room.seen(room.other) == []
    with pytest.raises(NotFound):
        await room.post(room.other, asked.id, "I know")
    await room.tx.execute(
        "insert into lease (item_id, project_id, person_id, until, schema_version, guide_version)"
        " values (%s, %s, %s, now(), 1, 0)",
        [room.item_id, room.project_id, room.other.person_id],
    )
    assert await room.seen(room.other) == [asked.id]


async def test_a_question_is_open_answered_open_again_and_closed(room: Room) -> None:
    asked = await threads.ask(room.tx, room.asker, room.project_id, NewThread("?", rule="car"))
    assert await room.post(room.manager, asked.id, "yes") == "answered"
    assert await room.post(room.asker, asked.id, "and this?") == "open"
    assert await room.seen(room.manager, state="open") == [asked.id]
    assert await room.post(room.asker, asked.id, "thanks", close=True) == "closed"
    assert await room.seen(room.manager, state="open") == []


async def test_who_neither_asked_nor_answers_for_the_project_only_reads(room: Room) -> None:
    asked = await threads.ask(room.tx, room.asker, room.project_id, NewThread("?", rule="car"))
    with pytest.raises(Forbidden):
        await room.post(room.other, asked.id, "me too")


async def test_a_question_is_about_an_item_of_its_project(room: Room) -> None:
    other = (await room.project(room.manager)).id
    with pytest.raises(Invalid):
        await threads.ask(room.tx, room.manager, other, NewThread("?", item_id=room.item_id))
    asked = await threads.ask(room.tx, room.asker, room.project_id, NewThread("?", rule="car"))
    with pytest.raises(NotFound):
        await threads.post(room.tx, room.manager, other, asked.id, NewPost("!"))


async def test_questions_come_page_by_page_the_newest_first(room: Room) -> None:
    asked = [
        (await threads.ask(room.tx, room.asker, room.project_id, NewThread(str(n), rule="car"))).id
        for n in range(5)
    ]
    first = await threads.page(room.tx, room.other, Filter(project_id=room.project_id), cursor=None, limit=3)
    rest = await threads.page(
        room.tx, room.other, Filter(project_id=room.project_id), cursor=first.next, limit=3
    )
    assert [each.id for each in first.rows + rest.rows] == asked[::-1]
    assert rest.next is None
