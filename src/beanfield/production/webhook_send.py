"""Send one notice: signed, to a public address only, tried again later when it does not arrive.

The receiver checks `Beanfield-Signature: t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of
`<t>.<body>` under the webhook's secret, and refuses a `t` that is minutes old. `Beanfield-Delivery` is the
notice's number: the same one may come twice.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import socket
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from msgspec import Raw, Struct

from beanfield import __version__
from beanfield.platform.database import execute, row
from beanfield.platform.services import Services

_SECONDS = 10.0
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class NotDelivered(Exception):  # noqa: N818  not a fault of ours: the job is tried again
    """The receiver did not answer with 2xx."""


class _Call(Struct):
    id: int
    body: Raw
    event: str
    url: str
    secret: str
    active: bool


class _Answer(Struct):
    status: int | None
    error: str = ""


def sign(secret: str, body: bytes, at: int) -> str:
    """The value of `Beanfield-Signature`."""
    digest = hmac.digest(secret.encode(), b"%d.%b" % (at, body), "sha256").hex()
    return f"t={at},v1={digest}"


async def send(services: Services, call_id: int) -> None:
    """Send a notice that has not arrived yet, and write down how it went.

    Raises:
        NotDelivered: it did not arrive; try again later.
    """
    async with services.database.transaction() as tx:
        call = await row(
            tx,
            _Call,
            "select c.id, c.body::text as raw_body, c.event, w.url, w.secret, w.active"
            " from webhook_call c join webhook w on w.id = c.webhook_id"
            " where c.id = %s and c.delivered_at is null",
            [call_id],
        )
    if call is None or not call.active:
        return
    answer = await _post(call, private=services.settings.webhooks_private)
    arrived = answer.status is not None and 200 <= answer.status < 300
    async with services.database.transaction() as tx:
        await execute(
            tx,
            "update webhook_call set attempts = attempts + 1, status = %s, error = %s, tried_at = now(),"
            " delivered_at = case when %s then now() end where id = %s",
            [answer.status, answer.error, arrived, call_id],
        )
    if not arrived:
        raise NotDelivered(f"webhook call {call_id}: {answer.error or answer.status}")


async def _post(call: _Call, *, private: bool) -> _Answer:
    try:
        address = await _resolve(call.url, private=private)
    except OSError as error:
        return _Answer(None, f"cannot resolve the host: {error.strerror or error}")
    if address is None:
        return _Answer(None, "the host is not at a public address")
    body = bytes(call.body)
    target, headers, extensions = _aimed(call.url, address)
    headers |= {
        "Content-Type": "application/json",
        "User-Agent": f"beanfield/{__version__}",
        "Beanfield-Event": call.event,
        "Beanfield-Delivery": str(call.id),
        "Beanfield-Signature": sign(call.secret, body, int(datetime.now(UTC).timestamp())),
    }
    try:
        async with (
            asyncio.timeout(_SECONDS * 2),
            httpx.AsyncClient(timeout=_SECONDS, trust_env=False) as client,
            client.stream("POST", target, content=body, headers=headers, extensions=extensions) as reply,
        ):
            return _Answer(reply.status_code)
    except (httpx.HTTPError, TimeoutError, httpx.InvalidURL) as error:
        return _Answer(None, (str(error) or type(error).__name__)[:300])


async def _resolve(url: str, *, private: bool) -> str | None:
    """An address of the host that may be called, or None. Raises `OSError` when there is no such host."""
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(parts.hostname or "", parts.port or 443, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if private:
        return addresses[0]
    return addresses[0] if all(is_public(address) for address in addresses) else None


def is_public(address: str) -> bool:
    """Is this an address of the open internet, also when it is an IPv4 one inside an IPv6 one?"""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def _aimed(url: str, address: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """The URL with the address that was checked in the host's place: no second look-up can differ."""
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    port = f":{parts.port}" if parts.port else ""
    target = urlunsplit((parts.scheme, host + port, parts.path or "/", parts.query, ""))
    name = parts.hostname or ""
    named = f"[{name}]" if ":" in name else name
    extensions = {"sni_hostname": name} if parts.scheme == "https" else {}
    return target, {"Host": named + port}, extensions
