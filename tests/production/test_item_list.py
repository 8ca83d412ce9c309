"""The list of items: every sort and filter, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from beanfield.platform.database import Database, Tx, dicts
from beanfield.platform.errors import Invalid
from beanfield.production import items
from beanfield.production.model import ItemRow
from beanfield.production.store_items import STATES, Listing, Sort
from tests.production.office import Office, open_office

SORTS: tuple[Sort, ...] = get_args(Sort)


@pytest.fixture(params=["roomy", "tight"])
def bounds(request: pytest.FixtureRequest) -> Iterator[None]:
    """As it is, and with bounds so tight that short lists take all the ways to a page."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "tight":
            for name, value in (
                ("FIRST_STEP", 3), ("STEP", 4), ("MOST_WALKED", 8), ("MOST_IN_LOT", 6), ("MOST_MATCHING", 5),
            ):  # fmt: skip
                patch.setattr(items, name, value)
        yield


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.transaction() as tx:
        yield await open_office(tx)


async def everything(tx: Tx, listing: Listing, *, limit: int) -> list[ItemRow]:
    """All rows, page by page."""
    seen: list[ItemRow] = []
    cursor = None
    for _ in range(500):
        page = await items.page(tx, listing, cursor=cursor, limit=limit)
        assert len(page.rows) <= limit
        seen += page.rows
        cursor = page.next
        if cursor is None:
            return seen
    raise AssertionError("the list does not end")


def fitting(rows: list[dict[str, Any]], listing: Listing) -> list[int]:
    """What the list should be, by plain Python."""
    kept = [
        row
        for row in rows
        if (listing.state is None or row["state"] == listing.state)
        and (listing.lot_id is None or row["lot_id"] == listing.lot_id)
        and listing.text.lower() in row["name"].lower()
    ]
    column = listing.column
    kept.sort(key=lambda row: (row[column].encode() if column == "name" else row[column], row["id"]))
    return [row["id"] for row in (kept[::-1] if listing.sort.startswith("-") else kept)]


AN_ITEM = st.tuples(
    st.sampled_from(STATES),
    st.text("abAB_% 图", max_size=4),
    st.integers(0, 2),
    st.integers(0, 3),
    st.sampled_from([None, 0, 1]),
)


@pytest.mark.usefixtures("bounds")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    made=st.lists(AN_ITEM, max_size=30),
    sort=st.sampled_from(SORTS),
    state=st.sampled_from([None, *STATES]),
    lot=st.sampled_from([None, None, 0, 1]),
    text=st.sampled_from(["", "", "a", "B", "_", "%", "图", "ab"]),
    limit=st.integers(1, 7),
)
async def test_paging_visits_every_fitting_row_once_and_in_order(
    office: Office, made: list[Any], sort: Sort, state: Any, lot: int | None, text: str, limit: int
) -> None:
    tx = office.tx
    manager = await office.person("project_manager")
    project = (await office.project(manager)).id
    lots = [
        row["id"]
        for row in await dicts(
            tx, "insert into lot (project_id, name) values (%s, 'A'), (%s, 'B') returning id", [project] * 2
        )
    ]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number, (of_state, name, priority, minute, of_lot) in enumerate(made):
        await tx.execute(
            "insert into item (project_id, name, state, priority, open_slots, changed_at, lot_id)"
            " values (%s, %s, %s, %s, 0, %s, %s)",
            [project, f"{name}{number}", of_state, priority, start + timedelta(minutes=minute),
             None if of_lot is None else lots[of_lot]],
        )  # fmt: skip
    rows = await dicts(tx, "select * from item where project_id = %s", [project])
    listing = Listing(
        project_id=project, state=state, sort=sort, text=text, lot_id=None if lot is None else lots[lot]
    )
    found = await everything(tx, listing, limit=limit)
    assert [row.id for row in found] == fitting(rows, listing)


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("sort", SORTS)
async def test_a_long_list_is_paged_without_gap_whatever_way_leads_to_its_pages(
    office: Office, sort: Sort
) -> None:
    project = (await office.project(await office.person("project_manager"))).id
    names = [f"街景/{number % 7}-{number:03d}" for number in range(120)]
    await office.items(project, names[:60])
    await office.items(project, names[60:], state="accepted", slots=0, priority=2)
    rows = await dicts(office.tx, "select * from item where project_id = %s", [project])
    for text in ("", "街景/3", "11", "nowhere"):
        for state in (None, "open", "returned"):
            listing = Listing(project_id=project, sort=sort, text=text, state=state)
            assert [row.id for row in await everything(office.tx, listing, limit=25)] == fitting(
                rows, listing
            )


async def test_other_projects_items_are_not_listed(office: Office) -> None:
    manager = await office.person("project_manager")
    mine, other = await office.project(manager), await office.project(manager)
    await office.items(mine.id, ["a"])
    await office.items(other.id, ["a", "ab"])
    page = await items.page(office.tx, Listing(project_id=mine.id, text="a"), cursor=None, limit=9)
    assert [row.name for row in page.rows] == ["a"]


async def test_a_cursor_of_another_sort_is_refused(office: Office) -> None:
    project = (await office.project(await office.person("project_manager"))).id
    await office.items(project, ["a", "b", "c"])
    listing = Listing(project_id=project, sort="name")
    cursor = (await items.page(office.tx, listing, cursor=None, limit=1)).next
    for sort in ("-name", "id"):
        with pytest.raises(Invalid):
            await items.page(office.tx, replace(listing, sort=sort), cursor=cursor, limit=1)
    with pytest.raises(Invalid):
        await items.page(office.tx, listing, cursor="nonsense", limit=1)


async def test_a_unit_separator_in_a_name_or_a_search_breaks_nothing(office: Office) -> None:
    project = (await office.project(await office.person("project_manager"))).id
    await office.items(project, ["a\x1fb", "c"])
    page = await items.page(office.tx, Listing(project_id=project, text="a\x1fb"), cursor=None, limit=9)
    assert len(page.rows) <= 1
    page = await items.page(office.tx, Listing(project_id=project, text="c"), cursor=None, limit=9)
    assert [row.name for row in page.rows] == ["c"]
