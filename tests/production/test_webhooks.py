"""Webhooks: signed, tried again, logged, and never a way into the own network."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from msgspec import structs

from beanfield.platform import jobs
from beanfield.platform.database import scalar
from beanfield.platform.errors import Invalid, NotFound
from beanfield.platform.services import Services
from beanfield.production import webhook_send, webhooks
from beanfield.production.model import NewWebhook, WebhookCall
from beanfield.production.webhook_send import NotDelivered, is_public, send
from tests.production.intake_setting import Setting, a_setting, count


class Receiver:
    """A small HTTP server that answers with the statuses given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = list(statuses)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = head.split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:] if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        self.got.append(({"": lines[0], **headers}, body))
        status = self._statuses.pop(0) if self._statuses else 200
        writer.write(
            f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nok".encode()
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def a_receiver(*statuses: int) -> AsyncIterator[Receiver]:
    receiver = Receiver(*statuses)
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0)
    receiver.url = f"http://localhost:{server.sockets[0].getsockname()[1]}/hook?x=1"
    async with server:
        yield receiver


@pytest.fixture
def inside(services: Services) -> Services:
    """Services that may call the own network."""
    settings = structs.replace(services.settings, webhooks_private=True)
    return Services(settings, services.database, services.objects, services.secret)


async def a_webhook(services: Services, at: Setting, url: str, *events: str) -> tuple[int, str]:
    new = msgspec.convert({"url": url, "events": list(events or ("lot.delivered",))}, NewWebhook)
    async with services.database.transaction() as tx:
        made = await webhooks.add(tx, at.manager, at.project, new)
    return made.id, made.secret


async def announced(services: Services, at: Setting, event: Any = "lot.delivered", n: int = 1) -> None:
    async with services.database.transaction() as tx:
        await webhooks.announce(tx, at.project, event, [{"lot_id": i} for i in range(n)])


async def log_of(services: Services, at: Setting, webhook: int) -> list[WebhookCall]:
    async with services.database.transaction() as tx:
        return (await webhooks.calls(tx, at.project, webhook, None, 50)).rows


async def test_a_notice_arrives_signed(inside: Services) -> None:
    at = await a_setting(inside, "text")
    async with a_receiver() as receiver:
        webhook, secret = await a_webhook(inside, at, receiver.url)
        await announced(inside, at)
        await jobs.run_waiting(inside)
    ((headers, body),) = receiver.got
    assert headers[""] == "POST /hook?x=1 HTTP/1.1"
    assert headers["host"] == receiver.url.split("/")[2]
    assert headers["beanfield-event"] == "lot.delivered"
    stamp, signature = (part.split("=")[1] for part in headers["beanfield-signature"].split(","))
    expected = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(signature, expected)
    notice = msgspec.json.decode(body)
    assert (notice["event"], notice["project_id"], notice["data"]) == (
        "lot.delivered",
        at.project,
        {"lot_id": 0},
    )
    (call,) = await log_of(inside, at, webhook)
    assert (call.attempts, call.status, call.delivered_at is not None) == (1, 200, True)
    assert headers["beanfield-delivery"] == str(call.id)


async def test_only_those_who_asked_for_an_event_hear_of_it(inside: Services) -> None:
    at = await a_setting(inside, "text")
    other = await a_setting(inside, "text")
    await a_webhook(inside, at, "http://localhost:1/", "lot.accepted", "item.accepted")
    await a_webhook(inside, other, "http://localhost:1/", "lot.delivered")
    await announced(inside, at)
    assert await count(inside, "select count(*) from webhook_call") == 0
    await announced(inside, at, "item.accepted", 3)
    assert await count(inside, "select count(*) from webhook_call") == 3
    assert await count(inside, "select count(*) from procrastinate_jobs") == 3


async def test_nothing_is_sent_of_what_was_undone(inside: Services) -> None:
    at = await a_setting(inside, "text")
    await a_webhook(inside, at, "http://localhost:1/")
    with pytest.raises(RuntimeError):
        async with inside.database.transaction() as tx:
            await webhooks.announce(tx, at.project, "lot.delivered", [{"lot_id": 1}])
            raise RuntimeError("undone")
    assert await count(inside, "select count(*) from procrastinate_jobs") == 0


@pytest.mark.parametrize("status", [500, 404, 302])
async def test_a_notice_that_is_not_taken_is_tried_again_and_then_arrives(
    inside: Services, status: int
) -> None:
    at = await a_setting(inside, "text")
    async with a_receiver(status, status) as receiver:
        webhook, _ = await a_webhook(inside, at, receiver.url)
        await announced(inside, at)
        (waiting,) = await log_of(inside, at, webhook)
        for attempt in (1, 2):
            with pytest.raises(NotDelivered):
                await send(inside, waiting.id)
            (call,) = await log_of(inside, at, webhook)
            assert (call.attempts, call.status, call.delivered_at) == (attempt, status, None)
        await send(inside, waiting.id)
        await send(inside, waiting.id)
    assert len(receiver.got) == 3
    assert len({body for _, body in receiver.got}) == 1
    (call,) = await log_of(inside, at, webhook)
    assert (call.attempts, call.status) == (3, 200)


async def test_a_failed_notice_waits_for_its_next_try_in_the_queue(inside: Services) -> None:
    at = await a_setting(inside, "text")
    async with a_receiver(503) as receiver:
        await a_webhook(inside, at, receiver.url)
        await announced(inside, at)
        await jobs.run_waiting(inside)
        assert len(receiver.got) == 1
    async with inside.database.transaction() as tx:
        assert await scalar(tx, "select scheduled_at > now() from procrastinate_jobs where status = 'todo'")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://0.0.0.0:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
    ],
)
async def test_an_address_inside_is_never_called(services: Services, url: str) -> None:
    at = await a_setting(services, "text")
    async with a_receiver() as receiver:
        port = receiver.url.split(":")[2].split("/")[0]
        webhook, _ = await a_webhook(services, at, url.replace("{port}", port))
        await announced(services, at)
        (waiting,) = await log_of(services, at, webhook)
        with pytest.raises(NotDelivered):
            await send(services, waiting.id)
    assert receiver.got == []
    (call,) = await log_of(services, at, webhook)
    assert (call.status, call.error != "") == (None, True)


async def test_the_address_that_was_checked_is_the_one_that_is_called(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that resolves to a public address first and to the own machine afterwards gains nothing."""
    at = await a_setting(services, "text")
    webhook, _ = await a_webhook(services, at, "http://rebinding.example:81/x")
    await announced(services, at)
    asked = []

    async def resolve(_url: str, *, private: bool) -> str:
        asked.append(private)
        return "192.0.2.1"

    targets = []

    def aimed(url: str, address: str) -> tuple[str, dict[str, str], dict[str, Any]]:
        targets.append((url, address))
        target, headers, extensions = original(url, address)
        assert target == "http://192.0.2.1:81/x"
        assert headers["Host"] == "rebinding.example:81"
        return target.replace("192.0.2.1", "127.0.0.1").replace(":81", ":1"), headers, extensions

    original = webhook_send._aimed
    monkeypatch.setattr(webhook_send, "_resolve", resolve)
    monkeypatch.setattr(webhook_send, "_aimed", aimed)
    (waiting,) = await log_of(services, at, webhook)
    with pytest.raises(NotDelivered):
        await send(services, waiting.id)
    assert (asked, targets) == ([False], [("http://rebinding.example:81/x", "192.0.2.1")])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:0a00:0001::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "a.example",
        "http://u:p@a.example/",
        "http://a:x/",
    ],
)
async def test_a_bad_address_is_refused_at_once(services: Services, url: str) -> None:
    at = await a_setting(services, "text")
    with pytest.raises(Invalid):
        await a_webhook(services, at, url)


async def test_a_removed_webhook_is_not_called_and_keeps_its_log(inside: Services) -> None:
    at = await a_setting(inside, "text")
    async with a_receiver() as receiver:
        webhook, _ = await a_webhook(inside, at, receiver.url)
        await announced(inside, at)
        async with inside.database.transaction() as tx:
            await webhooks.remove(tx, at.manager, at.project, webhook)
            assert await webhooks.all_of(tx, at.project) == []
            with pytest.raises(NotFound):
                await webhooks.remove(tx, at.manager, at.project, webhook)
        await jobs.run_waiting(inside)
    assert receiver.got == []
    assert len(await log_of(inside, at, webhook)) == 1


async def test_the_log_is_paged(inside: Services) -> None:
    at = await a_setting(inside, "text")
    webhook, _ = await a_webhook(inside, at, "http://localhost:1/")
    await announced(inside, at, n=5)
    seen: list[int] = []
    cursor = None
    async with inside.database.transaction() as tx:
        while True:
            page = await webhooks.calls(tx, at.project, webhook, cursor, 2)
            seen += [call.id for call in page.rows]
            if (cursor := page.next) is None:
                break
        with pytest.raises(NotFound):
            await webhooks.calls(tx, at.project + 1, webhook, None, 2)
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5
