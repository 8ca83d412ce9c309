// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { needs } from "@/parts/permissions";

const table = readFileSync(new URL("../../src/beanfield/people/access.py", import.meta.url), "utf8");
const known = new Set([...table.matchAll(/^ {4}"([a-z_]+\.[a-z_]+)": _row/gm)].map(([, name]) => name));

describe("the screens", () => {
  it("ask for no permission that the server does not know", () => {
    expect(known.size).toBeGreaterThan(30);
    const unknown = Object.values(needs)
      .flat()
      .filter((permission) => !known.has(permission));
    expect(unknown).toEqual([]);
  });
});
