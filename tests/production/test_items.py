"""One item whole, and changes to many at once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec import UNSET

from beanfield.platform.database import Database, dicts, jsonb, scalar
from beanfield.platform.errors import Invalid, NotFound
from beanfield.platform.services import Services
from beanfield.production import items, store_counts
from beanfield.production.model import ItemChanges, ItemFilter
from tests.production.floor import NOON
from tests.production.office import Office, open_office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.transaction() as tx:
        yield await open_office(tx)


async def states(office: Office) -> dict[str, str]:
    found = await dicts(office.tx, "select name, state from item order by name")
    return {row["name"]: row["state"] for row in found}


async def test_items_are_changed_by_id_and_the_change_is_audited(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    ids = await office.items(project, ["a", "b", "c"])
    changed = await items.change(office.tx, manager, project, ItemChanges(items=ids[:2], priority=7))
    assert changed.changed == 2
    found = await dicts(office.tx, "select priority from item order by name")
    assert [row["priority"] for row in found] == [7, 7, 0]
    told = await scalar(office.tx, "select details from audit where action = 'items.changed'")
    assert told == {"changed": 2, "items": ids[:2], "priority": 7}


async def test_a_filter_is_called_until_nothing_is_left_to_change(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST_CHANGED", 2)
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    await office.items(project, ["cat 1", "cat 2", "CAT 3", "dog"])
    wanted = ItemChanges(matching=ItemFilter(q="cat"), priority=3)
    told = [(await items.change(office.tx, manager, project, wanted)).changed for _ in range(3)]
    assert told == [2, 1, 0]


async def test_another_projects_items_are_out_of_reach(office: Office) -> None:
    manager = await office.person("project_manager")
    mine, other = (await office.project(manager)).id, (await office.project(manager)).id
    foreign = await office.items(other, ["a"])
    assert (await items.change(office.tx, manager, mine, ItemChanges(items=foreign, priority=1))).changed == 0
    with pytest.raises(NotFound):
        await items.detail(office.tx, None, mine, foreign[0], now=NOON, with_gold=True)  # type: ignore[arg-type]  # not reached


async def test_an_excluded_item_goes_back_to_where_it_was(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    for state in ("open", "returned", "adjudication", "review", "accepted"):
        await office.items(project, [state], state=state)
    everything = ItemFilter()
    out = ItemChanges(matching=everything, excluded=True)
    assert (await items.change(office.tx, manager, project, out)).changed == 5
    assert set((await states(office)).values()) == {"excluded"}
    back = ItemChanges(matching=everything, excluded=False)
    assert (await items.change(office.tx, manager, project, back)).changed == 5
    assert all(name == state for name, state in (await states(office)).items())
    counts = (await store_counts.of_projects(office.tx, [project]))[project]
    assert (counts.excluded, counts.total, counts.open) == (0, 5, 1)


async def test_an_item_answered_while_it_was_excluded_comes_back_to_be_looked_at(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    one, two = await office.items(project, ["one", "two"], slots=0)
    answer = await office.annotation(project, one, manager.person_id)
    await office.tx.execute("update item set overlap = 2 where id = %s", [two])
    await items.change(office.tx, manager, project, ItemChanges(items=[one, two], excluded=True))
    await office.tx.execute("update item set answered = overlap")
    await items.change(office.tx, manager, project, ItemChanges(items=[one, two], excluded=False))
    assert await states(office) == {"one": "review", "two": "open"}
    assert await scalar(office.tx, "select result from item where id = %s", [one]) == answer


async def test_delivered_items_stay_as_they_are(office: Office) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    ids = await office.items(project, ["a"], state="delivered")
    assert (
        await items.change(office.tx, manager, project, ItemChanges(items=ids, excluded=True))
    ).changed == 0


async def test_items_go_into_open_lots_of_their_project_and_out_again(office: Office) -> None:
    manager = await office.person("project_manager")
    project, other = (await office.project(manager)).id, (await office.project(manager)).id
    ids = await office.items(project, ["a", "b"])
    lots = [
        await scalar(
            office.tx,
            "insert into lot (project_id, name, state) values (%s, 'L', %s) returning id",
            [of, state],
        )
        for of, state in ((project, "open"), (project, "delivered"), (other, "open"))
    ]
    assert (
        await items.change(office.tx, manager, project, ItemChanges(items=ids, lot_id=lots[0]))
    ).changed == 2
    assert (await store_counts.of_lots(office.tx, project, lots[:1]))[lots[0]].total == 2
    with pytest.raises(items.LotClosed):
        await items.change(office.tx, manager, project, ItemChanges(items=ids, lot_id=lots[1]))
    with pytest.raises(Invalid):
        await items.change(office.tx, manager, project, ItemChanges(items=ids, lot_id=lots[2]))
    assert (await items.change(office.tx, manager, project, ItemChanges(items=ids, lot_id=None))).changed == 2
    assert await scalar(office.tx, "select count(lot_id) from item") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ItemChanges(priority=1),
        ItemChanges(items=[1], matching=ItemFilter(), priority=1),
        ItemChanges(items=[1], lot_id=UNSET),
    ],
)
async def test_a_change_says_which_items_and_what(office: Office, wrong: ItemChanges) -> None:
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    with pytest.raises(Invalid):
        await items.change(office.tx, manager, project, wrong)


async def test_an_item_is_shown_with_its_answers_reviews_and_for_managers_its_gold(
    office: Office, services: Services
) -> None:
    manager = await office.person("project_manager")
    reviewer = await office.person("reviewer")
    project = (await office.project(manager)).id
    item = (await office.items(project, ["a"]))[0]
    content = {"kind": "image", "sha256": "a" * 64, "width": 10, "height": 10}
    await office.tx.execute(
        "insert into item_content (item_id, content) values (%s, %s)", [item, jsonb(content)]
    )
    answer = await office.annotation(project, item, manager.person_id)
    review = await scalar(
        office.tx,
        "insert into review (id, item_id, project_id, reviewer_id, annotation_id, verdict, comment)"
        " values (gen_random_uuid(), %s, %s, %s, %s, 'return', 'loose') returning id",
        [item, project, reviewer.person_id, answer],
    )
    await office.tx.execute(
        "insert into defect (review_id, class, severity, object_id) values (%s, 'loose', 'minor', 'o1')",
        [review],
    )
    await office.tx.execute(
        "insert into gold_answer (item_id, source, document) values (%s, 'x', '{\"objects\": []}')", [item]
    )
    shown = await items.detail(office.tx, services, project, item, now=NOON, with_gold=True)
    assert b"/media/" in bytes(shown.content)
    assert [each.id for each in shown.annotations] == [answer]
    assert shown.annotations[0].active_seconds == 10.0
    assert [(each.verdict, each.defects[0].class_) for each in shown.reviews] == [("return", "loose")]
    assert shown.gold is not None
    hidden = await items.detail(office.tx, services, project, item, now=NOON, with_gold=False)
    assert hidden.gold is None
