import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { added } from "../core/commands";
import { emptyDocument } from "../core/model";
import { DocumentStore } from "../core/store";
import type { Lease } from "../core/wire";
import { Keeper } from "./keeper";
import { BrowserLocal, type Local } from "./local";

const PLACE = "annotate/1";
let local: Local;
let person = 1000;

const lease = (id: number): Lease => ({
  id,
  item_id: 70 + id,
  name: `item ${id}`,
  task: "annotate",
  until: "2026-01-01T00:00:00Z",
  content: { kind: "text", text: "…" },
  schema_version: 1,
  guide_version: 1,
});

async function begun(id: number): Promise<void> {
  const store = new DocumentStore(emptyDocument());
  const object = { id: "o1", class: "car", shape: { type: "point" as const, x: 1, y: 2 } };
  store.apply("add", added(store, [object]));
  await local.keepLease(PLACE, lease(id));
  await local.keepStart(id, emptyDocument());
  await local.keepJournal(id, store.journal(), 1);
}

beforeEach(async () => {
  local = await BrowserLocal.open(++person);
});

test("work of a lease that ended while nobody was here is put aside and offered with its item", async () => {
  await begun(1);
  await begun(2);
  const keeper = new Keeper(local, PLACE, () => 5);
  await keeper.start([lease(2)]);
  expect(keeper.works.map((one) => [one.lease_id, one.why, one.document.objects.length])).toEqual([
    [1, "lost", 1],
  ]);
  expect(keeper.of({ ...lease(9), item_id: 71 })?.name).toBe("item 1");
  expect(await local.journal(1)).toBeNull();
  expect(await local.journal(2)).not.toBeNull();
  expect((await local.leases(PLACE)).map((one) => one.id)).toEqual([2]);
});

test("what was put aside outlives the page, until it is taken or given up", async () => {
  await begun(1);
  await new Keeper(local, PLACE).start([]);
  const again = new Keeper(local, PLACE);
  await again.start([]);
  const [work] = again.works;
  if (work) again.drop(work);
  expect(again.works).toEqual([]);
  expect(await local.works(PLACE)).toEqual([]);
});

test("an item that was only looked at leaves nothing", async () => {
  await local.keepLease(PLACE, lease(3));
  const keeper = new Keeper(local, PLACE);
  await keeper.start([]);
  expect(keeper.works).toEqual([]);
  expect(await local.leases(PLACE)).toEqual([]);
});
