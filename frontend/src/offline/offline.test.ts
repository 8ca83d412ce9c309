import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { emptyDocument } from "../workbench/core/model";
import type { Lease } from "../workbench/core/wire";
import { BrowserLocal } from "../workbench/sync/local";
import { forgetHere } from "./forget";
import { contentOf, isExpired, UNTIL } from "./names";
import { partOf } from "./ranges";

const SHA = "a".repeat(64);

test("media are known by their content, small versions are not kept", () => {
  const of = (path: string) => contentOf(new URL(path, "http://localhost"));
  expect(of(`/media/${SHA}?exp=1&sig=x`)).toBe(SHA);
  expect(of(`/media/${SHA}?exp=1&sig=x&size=thumb`)).toBeNull();
  expect(of("/api/me")).toBeNull();
});

test("a copy ends with its lease", () => {
  const copy = new Response("", { headers: { [UNTIL]: "1000" } });
  expect([isExpired(copy, 999), isExpired(copy, 1000), isExpired(new Response(""), 0)]).toEqual([
    false,
    true,
    true,
  ]);
});

test.each([
  ["bytes=2-4", 206, "234", "bytes 2-4/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
  ["bytes=20-", 416, "", "bytes */10"],
  [null, 200, "0123456789", null],
])("of a kept recording a player gets the part %s", async (range, status, text, content) => {
  const part = await partOf(new Response("0123456789"), range);
  expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
    status,
    text,
    content,
  ]);
});

test("signing out takes away items and projects, and leaves unsent work and journals", async () => {
  const local = await BrowserLocal.open(4711);
  const lease = { id: 1, content: { kind: "text", text: "secret" } } as Lease;
  await local.keepLease("annotate/1", lease);
  await local.keepStart(1, emptyDocument());
  await local.keepJournal(1, { entries: [], position: 0, undone: 0 }, 3);
  await forgetHere();
  expect(await local.leases("annotate/1")).toEqual([]);
  expect((await local.journal(1))?.revision).toBe(3);
});
