"""The load of work_loop.py: annotators on kept connections, by hand-written HTTP so that it costs little.

work_loop_load.py PORT PROJECT SECONDS THINK OUT TOKEN…

Each person thinks for THINK seconds before the next answer; 0: as fast as it goes.
"""

from __future__ import annotations

import asyncio
import math
import random
import sys
import time
import uuid
from functools import partial
from pathlib import Path
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

#: What the client waits before it counts: connections are made, statements prepared, caches filled.
WARM_UP = 2.0

#: Seconds from one person's arrival to the next: each is looked up in the database once.
ARRIVAL = 0.01


class Lease(Struct):
    id: int


class Outcome(Struct):
    status: str


class Reply(Struct):
    outcomes: list[Outcome]
    leases: list[Lease]


_decode = msgspec.json.Decoder(Reply).decode

#: Twenty boxes: about 2 KB.
DOCUMENT = msgspec.json.encode(
    {
        "objects": [
            {
                "id": f"object-{n}",
                "class": ("car", "person", "sign")[n % 3],
                "shape": {"type": "box", "x": 12.25 + 40 * n, "y": 40.5 + n, "w": 80.75, "h": 52.125},
            }
            for n in range(20)
        ],
        "relations": [],
        "answers": {},
    }
).decode()


class Annotator(asyncio.Protocol):
    """One person on one connection."""

    def __init__(self, head: str, load: Load) -> None:
        self._head = head
        self._load = load
        self._received = b""
        self._sent_at = 0.0
        self._answer = ""
        self._gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send('{"want":1}')

    def _send(self, body: str) -> None:
        self._sent_at = asyncio.get_running_loop().time()
        self._transport.write(f"{self._head}Content-Length: {len(body)}\r\n\r\n{body}".encode())

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._received[:end].lower()
        start = head.find(b"content-length:") + 15
        length = int(head[start:].split(b"\r\n", 1)[0])
        if len(self._received) < end + 4 + length:
            return
        body, self._received = self._received[end + 4 : end + 4 + length], b""
        self._replied(head, body)

    def _replied(self, head: bytes, body: bytes) -> None:
        now = asyncio.get_running_loop().time()
        if not head.startswith(b"http/1.1 200"):
            self._load.fail(body)
            self._transport.close()
            return
        reply = _decode(body)
        if self._answer:
            self._load.count(self._answer, reply.outcomes[0].status, self._sent_at, now)
        if now >= self._load.ends or not reply.leases:
            self._transport.close()
        elif self._load.think:
            # The first answers come spread over the time that a person thinks.
            pause = self._load.think * (random.random() if not self._answer else 1.0)
            asyncio.get_running_loop().call_later(pause, self._hand_in, reply.leases[0].id)
        else:
            self._hand_in(reply.leases[0].id)

    def _hand_in(self, lease: int) -> None:
        if self._gone:
            self._load.fail(b"the server closed the connection")
            return
        self._answer = str(uuid.uuid4())
        self._send(
            f'{{"submit":[{{"id":"{self._answer}","lease_id":{lease},"document":{DOCUMENT}}}],"want":1}}'
        )

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio calls it so
        self._gone = True
        self._load.left()


class Load:
    """All annotators of a run, and what they saw."""

    def __init__(self, seconds: float, think: float, people: int) -> None:
        self.think = think
        self.begins = self.ends = math.inf  # until everyone has arrived
        self._seconds = seconds
        self.acknowledged: list[str] = []
        self.latencies: list[float] = []
        self.errors = 0
        self._there = people
        self.done = asyncio.Event()

    def begin(self) -> None:
        """Everyone is there: measure soon, once all have begun to work."""
        self.begins = asyncio.get_running_loop().time() + WARM_UP + self.think
        self.ends = self.begins + self._seconds

    def count(self, answer: str, status: str, sent: float, now: float) -> None:
        if status != "done":
            self.fail(status.encode())
            return
        self.acknowledged.append(answer)
        if self.begins <= now < self.ends:
            self.latencies.append(now - sent)

    def fail(self, what: bytes) -> None:
        self.errors += 1
        print(what[:300], file=sys.stderr)

    def left(self) -> None:
        self._there -= 1
        if not self._there:
            self.done.set()


async def run(port: int, project: int, times: tuple[float, float], tokens: list[str]) -> Load:
    """Everyone works until the time is over. `times`: how long, and how long a person thinks."""
    load = Load(*times, len(tokens))
    loop = asyncio.get_running_loop()
    for token in tokens:
        head = (
            f"POST /api/projects/{project}/work HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        )
        await loop.create_connection(partial(Annotator, head, load), "127.0.0.1", port)
        await asyncio.sleep(ARRIVAL)
    load.begin()
    await load.done.wait()
    return load


def main() -> None:
    port, project, seconds, think, out, *tokens = sys.argv[1:]
    load = uvloop.run(run(int(port), int(project), (float(seconds), float(think)), tokens))
    seen = {
        "acknowledged": load.acknowledged,
        "latencies": load.latencies,
        "errors": load.errors,
        "seconds": float(seconds),
        "cpu": time.process_time(),
    }
    Path(out).write_bytes(msgspec.json.encode(seen))


if __name__ == "__main__":
    main()
