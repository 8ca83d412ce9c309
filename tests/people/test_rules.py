"""Decisions about people, on values alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.people import passwords, rules
from beanfield.people.access import (
    BEFORE_PASSWORD_CHANGE,
    GRANT_SCOPE,
    INCLUDES,
    MAY_GRANT,
    TABLE,
    allows,
    holds,
    reached,
)
from beanfield.people.actor import Actor, Place
from beanfield.people.model import Grant
from beanfield.people.names import sort_key

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def grants() -> st.SearchStrategy[Grant]:
    ids = st.one_of(st.none(), st.integers(1, 3))
    return st.builds(Grant, role=st.sampled_from(sorted(GRANT_SCOPE)), centre_id=ids, customer_id=ids)


def actor(*held: Grant, **more: object) -> Actor:
    facts = {"person_id": 1, "name": "x", "locale": "en", "centre_id": 1, "customer_id": None}
    return Actor(**{**facts, "grants": held, **more})  # type: ignore[arg-type]  # a test may set any of them


def test_the_first_failures_cost_nothing_and_each_further_one_at_least_as_much() -> None:
    waits = [rules.wait_for_login(n, NOW, NOW) for n in range(40)]
    assert waits[:5] == [0] * 5
    assert waits[5:9] == [5, 10, 20, 40]
    assert all(before <= after for before, after in pairwise(waits))
    assert waits[-1] == 15 * 60


@given(st.integers(0, 200), st.integers(0, 3600))
def test_waiting_as_long_as_told_is_enough(failures: int, seconds: int) -> None:
    later = NOW + timedelta(seconds=seconds)
    wait = rules.wait_for_login(failures, NOW, later)
    assert rules.wait_for_login(failures, NOW, later + timedelta(seconds=wait)) == 0


def test_an_address_waits_until_its_fiftieth_failure_is_a_quarter_of_an_hour_old() -> None:
    assert rules.wait_for_address(None, NOW) == 0
    assert rules.wait_for_address(NOW - timedelta(minutes=14), NOW) == 60
    assert rules.wait_for_address(NOW - timedelta(minutes=16), NOW) == 0


@given(st.lists(grants(), max_size=3), grants())
def test_only_administrators_and_the_manager_of_that_centre_grant(held: list[Grant], wanted: Grant) -> None:
    if rules.may_grant(held, wanted):
        assert any(
            g.role == "administrator" or (g.role == "centre_manager" and g.centre_id == wanted.centre_id)
            for g in held
        )


@given(st.lists(grants().filter(lambda g: g.role != "administrator"), max_size=3))
def test_nobody_but_an_administrator_makes_managers_sponsors_customers_or_administrators(
    held: list[Grant],
) -> None:
    for role in ("administrator", "centre_manager", "sponsor", "customer"):
        for centre in (None, 1, 2, 3):
            assert not rules.may_grant(held, Grant(role, centre))


def test_every_role_has_a_scope_and_someone_to_grant_it() -> None:
    grantable = set().union(*MAY_GRANT.values())
    assert grantable == set(GRANT_SCOPE)


@pytest.mark.parametrize(
    ("grant", "fits"),
    [
        (Grant("annotator", 1), True),
        (Grant("annotator"), False),
        (Grant("annotator", 1, 2), False),
        (Grant("customer", None, 2), True),
        (Grant("customer", 1, 2), False),
        (Grant("sponsor"), True),
        (Grant("administrator", 1), False),
    ],
)
def test_a_role_is_granted_in_its_own_kind_of_scope(grant: Grant, fits: bool) -> None:
    assert rules.fits_scope(grant) is fits


@given(st.lists(grants(), max_size=4), st.sampled_from(sorted(TABLE)))
def test_what_is_reached_somewhere_is_held(held: list[Grant], permission: str) -> None:
    who = actor(*held, tasks={5: frozenset({"annotate"})}, leads=frozenset({7}), led_projects=frozenset({6}))
    if reached(who, permission):
        assert holds(who, permission)
    for project in reached(who, permission).projects:
        assert allows(who, permission, Place(project_id=project, centre_id=99))
    for centre in reached(who, permission).centres:
        assert allows(who, permission, Place(centre_id=centre))


@given(st.lists(grants(), max_size=4), st.sampled_from(sorted(TABLE)))
def test_what_another_person_owns_is_out_of_everyones_reach(held: list[Grant], permission: str) -> None:
    assert not allows(actor(*held), permission, Place(owner_id=2, centre_id=1, project_id=5))


def test_the_page_on_access_shows_the_table_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "access.md").read_text(encoding="utf-8")
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines()]
    heading = next(cells for cells in lines if cells[0] == "permission")
    roles = [cell.split()[0] for cell in heading[2:]]
    shown = {cells[0].strip("`"): cells[1:] for cells in lines if cells[0].startswith("`")}
    assert set(roles) == set(GRANT_SCOPE)
    assert shown == {
        permission: [
            rule.scope or "–",
            *("all" if rule.anyone else rule.roles.get(role, "") for role in roles),  # type: ignore[call-overload]
        ]
        for permission, rule in TABLE.items()
    }


def test_permissions_that_a_one_time_password_opens_exist() -> None:
    assert set(TABLE) >= BEFORE_PASSWORD_CHANGE


def test_every_scope_includes_reading_and_none_but_admin_includes_admin() -> None:
    assert all("read" in included for included in INCLUDES.values())
    assert [scope for scope, included in INCLUDES.items() if "admin" in included] == ["admin"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张三", "zhang san  zs"),
        ("曾国藩", "zeng guo fan  zgf"),
        ("单雄信", "shan xiong xin  sxx"),
        ("尉迟恭", "yu chi gong  ycg"),
        ("Ada Lovelace", "ada lovelace  al"),
        ("", "  "),
    ],
)
def test_a_sort_key_is_how_the_name_is_read(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_a_shorter_name_sorts_before_a_longer_one_that_begins_alike() -> None:
    names = ["张三丰", "张三", "章鱼", "李四"]
    assert sorted(names, key=sort_key) == ["李四", "张三", "张三丰", "章鱼"]


@given(st.text(max_size=50))
def test_any_name_has_a_sort_key(name: str) -> None:
    assert sort_key(name) == sort_key(name).lower() or not name.isascii()


async def test_a_hash_holds_for_its_password_only_and_an_unknown_account_for_none() -> None:
    stored = await passwords.hash_password("春小麦 33")
    assert stored.startswith("$argon2id$")
    assert await passwords.verify(stored, "春小麦 33")
    assert not await passwords.verify(stored, "春小麦 34")
    assert not await passwords.verify(None, "春小麦 33")
    assert not await passwords.verify("no hash at all", "春小麦 33")
    assert not passwords.is_outdated(stored)


def test_one_time_passwords_differ_and_can_be_read_out() -> None:
    drawn = {passwords.one_time_password() for _ in range(500)}
    assert len(drawn) == 500
    assert all(len(p) == 14 and not set(p) & set("01ilo") for p in drawn)


def test_the_one_time_password_is_not_itself_called_weak() -> None:
    assert not any(passwords.is_weak(passwords.one_time_password(), "admin") for _ in range(200))
