import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { auditWords } from "@/i18n/audit";

const server = join(import.meta.dirname, "../../src/beanfield");
const recorded = /\b_?record\(\s*[^)]*?"([a-z_]+\.[a-z_]+)"/g;

it("every action that the server records has words", () => {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" });
  const actions = files
    .filter((file) => file.endsWith(".py"))
    .map((file) => readFileSync(join(server, file), "utf8"))
    .filter((text) => text.includes("import audit") || text.includes("audit.record"))
    .flatMap((text) => [...text.matchAll(recorded)].map((match) => match[1]));
  expect(new Set(actions).size).toBeGreaterThan(20);
  expect(actions.filter((action) => !(String(action) in auditWords))).toEqual([]);
});
