"""Migrations only go forward: from empty, from any earlier version with data, and never over a newer one."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from beanfield.platform.errors import Conflict
from beanfield.platform.migrate import current_version, migrate, migrations

NUMBERS = [number for number, _, _ in migrations()]


@pytest.fixture
def empty(postgres_url: str) -> Iterator[str]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("drop database if exists migrating")
        connection.execute("create database migrating template template0")
    yield postgres_url.replace("/postgres?", "/migrating?", 1)


def version_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        return current_version(connection)


def test_numbers_are_unique_and_rise() -> None:
    assert sorted(set(NUMBERS)) == NUMBERS


def test_an_empty_database_gets_everything_once(empty: str) -> None:
    assert version_of(empty) == 0
    assert len(migrate(empty)) == len(NUMBERS)
    assert version_of(empty) == NUMBERS[-1]
    assert migrate(empty) == []


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_an_earlier_version_with_data_is_brought_up(empty: str, number: int) -> None:
    migrate(empty, upto=number)
    with psycopg.connect(empty) as connection:
        connection.execute("insert into centre (name_zh) values ('清河')")
        if number >= 2:
            connection.execute("insert into project (centre_id, name, media) values (1, '街景', 'image')")
            connection.execute("insert into item (project_id, name, open_slots) values (1, 'a.jpg', 1)")
    assert len(migrate(empty)) == len(NUMBERS) - NUMBERS.index(number) - 1
    with psycopg.connect(empty) as connection:
        assert connection.execute("select name_zh from centre").fetchall() == [("清河",)]
        if number >= 2:
            assert connection.execute("select name, state from item").fetchall() == [("a.jpg", "open")]


def test_a_database_of_a_newer_program_is_left_alone(empty: str) -> None:
    migrate(empty)
    with psycopg.connect(empty) as connection:
        connection.execute("insert into migration (number, name) values (9999, 'from the future')")
    with pytest.raises(Conflict, match="9999"):
        migrate(empty)


def test_a_migration_that_fails_leaves_nothing(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (9000, "9000_broken.sql", "create table half (id int); select 1 / 0")
    monkeypatch.setattr("beanfield.platform.migrate.migrations", lambda: [*migrations(), broken])
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty)
    with psycopg.connect(empty) as connection:
        assert connection.execute("select to_regclass('half')").fetchone() == (None,)
    assert version_of(empty) == NUMBERS[-1]
