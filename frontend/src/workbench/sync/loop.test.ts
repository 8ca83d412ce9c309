import "fake-indexeddb/auto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { uuid } from "../core/ids";
import { emptyDocument } from "../core/model";
import type { Lease, WorkReply } from "../core/wire";
import { BrowserLocal, type Local } from "./local";
import { WorkLoop } from "./loop";
import type { WorkBody } from "./outbox";
import { Refused, type Server, Unreachable } from "./server";

const lease = (id: number): Lease => ({
  id,
  item_id: id,
  name: `item ${id}`,
  task: "annotate",
  until: "2026-01-01T00:00:00Z",
  content: { kind: "text", text: "…" },
  schema_version: 1,
  guide_version: 1,
});

/** A server that can be cut off before or after it has done its work. */
class FakeServer implements Server {
  done: string[] = [];
  repeated = 0;
  next = 1;
  left = 100;
  weather: ("fine" | "cut" | "reply lost")[] = [];
  refuse = new Set<number>();
  malformed = new Set<number>();
  requests: WorkBody[] = [];
  held: number[] = [];

  async call<T>(_method: string, _path: string, body?: unknown): Promise<T> {
    const weather = this.weather.shift() ?? "fine";
    if (weather === "cut") throw new Unreachable();
    const reply = this.work(body as WorkBody);
    if (weather === "reply lost") throw new Unreachable();
    return reply as T;
  }

  forget(): void {}

  private work(body: WorkBody): WorkReply {
    this.requests.push(structuredClone(body));
    const submits = body.submit as { id: string; lease_id: number }[];
    if (submits.some((one) => this.malformed.has(one.lease_id))) throw new Refused(400, { title: "bad" });
    const outcomes = submits.map(({ id, lease_id }) => {
      if (this.refuse.has(lease_id)) return { id, status: "refused" as const, problem: { title: "no" } };
      if (this.done.includes(id)) {
        this.repeated++;
        return { id, status: "repeated" as const };
      }
      this.done.push(id);
      this.held = this.held.filter((one) => one !== lease_id);
      return { id, status: "done" as const };
    });
    while (this.held.length < body.want && this.left-- > 0) this.held.push(this.next++);
    const leases = this.held.filter((one) => !body.holding.includes(one)).map(lease);
    const nothing = this.held.length ? null : { reason: "done", message: "all done" };
    return {
      outcomes,
      leases,
      nothing,
      today: { items: this.done.length, objects: 0, active_seconds: 0, reviews: 0 },
    };
  }
}

let server: FakeServer;
let local: Local;
let person = 0;
const loops: WorkLoop[] = [];

function loop(want = 3): WorkLoop {
  const made = new WorkLoop({ server, local, project: 1, task: "annotate", place: "annotate/1", want });
  loops.push(made);
  return made;
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  server = new FakeServer();
  local = await BrowserLocal.open(++person);
});
afterEach(() => {
  for (const one of loops.splice(0)) one.stop();
  vi.useRealTimers();
});

function submit(at: WorkLoop): string {
  const current = at.current as Lease;
  const id = uuid();
  at.finish(current, { kind: "submit", body: { id, lease_id: current.id, document: emptyDocument() } });
  return id;
}

async function settled(at: WorkLoop): Promise<void> {
  for (let i = 0; i < 40 && at.unsent > 0; i++) await vi.advanceTimersByTimeAsync(30_000);
  await at.written();
}

test("the next item is there before the server has heard of the last", async () => {
  const work = loop();
  await work.start();
  expect(work.held.map((one) => one.id)).toEqual([1, 2, 3]);
  server.weather = ["cut"];
  submit(work);
  expect(work.current?.id).toBe(2);
  expect(server.done).toHaveLength(0);
});

test("whatever the network does, all arrives once, in order, with the ids it was made with", async () => {
  const weather = fc.array(fc.constantFrom("fine" as const, "cut" as const, "reply lost" as const), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(weather, fc.integer({ min: 1, max: 6 }), async (bad, count) => {
      server = new FakeServer();
      local = await BrowserLocal.open(++person);
      const work = loop(6);
      await work.start();
      server.weather = [...bad];
      const made: string[] = [];
      while (made.length < count && work.current) {
        made.push(submit(work));
        await vi.advanceTimersByTimeAsync(10);
      }
      await settled(work);
      expect(server.done).toEqual(made);
      expect(await local.finished()).toEqual([]);
      work.stop();
    }),
    { numRuns: 40 },
  );
});

test("what was finished without a network is sent after the page was closed and opened again", async () => {
  const work = loop();
  await work.start();
  server.weather = ["cut", "cut", "cut", "cut"];
  const made = [submit(work), submit(work)];
  await vi.advanceTimersByTimeAsync(100);
  await work.written();
  work.stop();
  server.weather = [];
  const again = loop();
  await again.start();
  await settled(again);
  expect(server.done).toEqual(made);
});

test("work goes on while held leases last, then says that the network is missing", async () => {
  const work = loop(2);
  await work.start();
  server.weather = Array(20).fill("cut");
  submit(work);
  submit(work);
  await vi.advanceTimersByTimeAsync(100);
  expect(work.current).toBeNull();
  expect(work.network).toBe("cut");
  expect(work.unsent).toBe(2);
});

test("what the server refuses is kept with its reason and can be opened again", async () => {
  const work = loop();
  await work.start();
  server.refuse.add(1);
  submit(work);
  submit(work);
  await settled(work);
  expect(server.done).toHaveLength(1);
  const [refused] = work.refused;
  expect(refused?.refused?.title).toBe("no");
  if (refused) work.reopen(refused);
  expect(work.current?.id).toBe(1);
  expect(work.refused).toEqual([]);
});

test("one that breaks the whole request does not hold up the others", async () => {
  const work = loop();
  await work.start();
  server.weather = ["cut"];
  server.malformed.add(2);
  const made = [submit(work), submit(work), submit(work)];
  await settled(work);
  expect(server.done).toEqual([made[0], made[2]]);
  expect(work.refused.map((one) => one.id)).toEqual([made[1]]);
});

test("leases that are held are not asked for again, and finished ones do not come back", async () => {
  const work = loop();
  await work.start();
  submit(work);
  await settled(work);
  expect(server.requests.at(-1)?.holding).toEqual([2, 3]);
  expect(work.held.map((one) => one.id)).toEqual([2, 3, 4]);
});

test("why there is no work is told", async () => {
  server.left = 1;
  const work = loop(1);
  await work.start();
  submit(work);
  await settled(work);
  await vi.advanceTimersByTimeAsync(0);
  expect(work.current).toBeNull();
  expect(work.nothing?.reason).toBe("done");
});

test("without a server the leases that were kept here are worked on, in their order", async () => {
  const work = loop();
  await work.start();
  submit(work);
  await settled(work);
  work.stop();
  server.weather = Array(9).fill("cut");
  const again = new WorkLoop({
    server,
    local,
    project: 1,
    task: "annotate",
    place: "annotate/1",
    want: 3,
    now: () => Date.parse("2025-12-31T23:00:00Z"),
  });
  loops.push(again);
  await again.start(true);
  expect(again.held.map((one) => one.id)).toEqual([2, 3, 4]);
  expect(again.network).toBe("cut");
  const made = submit(again);
  server.weather = [];
  await settled(again);
  expect(server.done).toContain(made);
  expect(again.held.map((one) => one.id)).toEqual([3, 4, 5]);
});

test("leases that ended meanwhile are not offered without a server, save those that were begun", async () => {
  const work = loop();
  await work.start();
  await work.written();
  work.stop();
  await local.keepStart(2, emptyDocument());
  await local.keepJournal(2, { entries: [], position: 0, undone: 0 }, 1);
  server.weather = Array(9).fill("cut");
  const again = loop();
  await again.start(true);
  expect(again.held.map((one) => one.id)).toEqual([2]);
});

test("a lease that went on while the network was cut is told, and its place is filled", async () => {
  const work = loop();
  await work.start();
  const lost: number[] = [];
  work.lost.on((leases) => lost.push(...leases.map((one) => one.id)));
  server.weather = ["cut"];
  await work.sync();
  server.held = server.held.filter((one) => one !== 1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(lost).toEqual([1]);
  expect(work.held.map((one) => one.id)).toEqual([2, 3, 4]);
});
