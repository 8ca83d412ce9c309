"""The audit log cannot be changed unnoticed."""

import psycopg
import pytest

from beanfield.platform import audit
from beanfield.platform.database import Tx, execute


async def test_a_chain_of_rows_is_intact(tx: Tx) -> None:
    for n in range(7):
        await audit.record(tx, None, "project.create", f"project:{n}", details={"n": n, "名": "硬币"})
    verdict = await audit.verify(tx, batch=3)
    assert (verdict.rows, verdict.intact, verdict.broken_at) == (7, True, None)


async def test_rows_cannot_be_changed_or_deleted(tx: Tx) -> None:
    await audit.record(tx, None, "a", "b:1")
    for statement in ("update audit set action = 'x'", "delete from audit", "truncate audit"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            async with tx.transaction():
                await execute(tx, statement)


async def test_a_change_behind_the_trigger_is_found(tx: Tx) -> None:
    for n in range(5):
        await audit.record(tx, None, "a", f"b:{n}")
    await execute(tx, "alter table audit disable trigger all")
    await execute(tx, "update audit set details = '{\"forged\": true}' where seq = 3")
    assert (await audit.verify(tx)).broken_at == 3


async def test_a_removed_row_is_found(tx: Tx) -> None:
    for n in range(5):
        await audit.record(tx, None, "a", f"b:{n}")
    await execute(tx, "alter table audit disable trigger all")
    await execute(tx, "delete from audit where seq = 2")
    assert (await audit.verify(tx)).broken_at == 3
