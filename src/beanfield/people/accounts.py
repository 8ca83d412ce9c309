"""Accounts: how a person logs in. One's own password, and what an administrator does for others."""

from __future__ import annotations

from msgspec import Struct
from psycopg.errors import UniqueViolation

from beanfield.people import passwords
from beanfield.people.model import OneTimePassword
from beanfield.people.problems import LoginTaken, NoAccount, Unknown, WeakPassword, WrongOldPassword
from beanfield.people.sign_in import end_sessions, plain_login
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, row, scalar


class Account(Struct):
    """What is stored of a log-in."""

    login: str
    password_hash: str
    must_change: bool


async def account_of(tx: Tx, person_id: int) -> Account:
    """The person's account, locked until the transaction ends.

    Raises:
        NoAccount: they have none.
    """
    found = await row(
        tx,
        Account,
        "select login, password_hash, must_change from account where person_id = %s for update",
        [person_id],
    )
    if found is None:
        raise NoAccount
    return found


async def add_account(
    tx: Tx, person_id: int, login: str, password: str | None = None, *, must_change: bool = True
) -> OneTimePassword:
    """Give a person an account; without `password` one is drawn.

    Raises:
        LoginTaken: someone else logs in with that name.
    """
    login = plain_login(login)
    password = password or passwords.one_time_password()
    made = await execute(
        tx,
        "insert into account (person_id, login, password_hash, must_change) values (%s, %s, %s, %s)"
        " on conflict (login) do nothing",
        [person_id, login, await passwords.hash_password(password), must_change],
    )
    if not made:
        raise LoginTaken(login)
    return OneTimePassword(login=login, password=password)


async def set_login(tx: Tx, person_id: int, login: str) -> None:
    """Change the name that a person logs in with, or give them an account whose password is to be reset.

    Locks the person until the transaction ends.

    Raises:
        LoginTaken: someone else logs in with that name.
    """
    login = plain_login(login)
    await tx.execute("select 1 from person where id = %s for update", [person_id])
    if await scalar(tx, "select 1 from account where person_id = %s", [person_id]) is None:
        await add_account(tx, person_id, login)
        return
    try:
        async with tx.transaction():
            await execute(
                tx,
                "update account set login = %s, changed_at = now() where person_id = %s",
                [login, person_id],
            )
    except UniqueViolation as error:
        raise LoginTaken(login) from error


async def change_password(tx: Tx, person_id: int, held: bool, new: str, session: bytes | None) -> None:
    """Choose a new password; `held`: the old one was right. All other sessions end.

    Raises:
        WrongOldPassword: the old one was not.
        WeakPassword: the new one is easy to guess, or the old one.
    """
    if not held:
        raise WrongOldPassword
    account = await account_of(tx, person_id)
    if passwords.is_weak(new, account.login):
        raise WeakPassword
    if await passwords.verify(account.password_hash, new):
        raise WeakPassword("same_password")
    await _store_password(tx, person_id, new, must_change=False)
    await end_sessions(tx, person_id, person_id, keep=session)
    await audit.record(tx, person_id, "account.password", f"person:{person_id}")


async def reset_password(tx: Tx, person_id: int, by: int | None) -> OneTimePassword:
    """Draw a one-time password for someone; their sessions and API tokens end.

    Raises:
        NoAccount: they have none.
    """
    account = await account_of(tx, person_id)
    password = passwords.one_time_password()
    await _store_password(tx, person_id, password, must_change=True)
    await shut_out(tx, person_id, by)
    await audit.record(
        tx, by, "account.reset", f"person:{person_id}", centre_id=await centre_of(tx, person_id)
    )
    return OneTimePassword(login=account.login, password=password)


async def _store_password(tx: Tx, person_id: int, password: str, *, must_change: bool) -> None:
    await execute(
        tx,
        "update account set password_hash = %s, must_change = %s, changed_at = now() where person_id = %s",
        [await passwords.hash_password(password), must_change, person_id],
    )


async def shut_out(tx: Tx, person_id: int, by: int | None) -> None:
    """End all sessions and API tokens of a person."""
    await end_sessions(tx, person_id, by)
    await execute(
        tx,
        "update api_token set revoked_at = now() where person_id = %s and revoked_at is null",
        [person_id],
    )


async def set_disabled(tx: Tx, person_id: int, *, disabled: bool, by: int | None) -> None:
    """Close a person's account, or open it again.

    Raises:
        NoAccount: they have none.
    """
    await account_of(tx, person_id)
    await execute(
        tx,
        "update account set disabled_at = case when %s then coalesce(disabled_at, now()) end"
        " where person_id = %s",
        [disabled, person_id],
    )
    if disabled:
        await shut_out(tx, person_id, by)


async def centre_of(tx: Tx, person_id: int) -> int | None:
    """The person's centre.

    Raises:
        Unknown: there is no such person.
    """
    found = await row(tx, _Centre, "select centre_id from person where id = %s", [person_id])
    if found is None:
        raise Unknown
    return found.centre_id


class _Centre(Struct):
    centre_id: int | None
