import { describe, expect, it } from "vitest";
import type { Catalogue, Entry } from "@/i18n/core";

const modules = import.meta.glob<Record<string, unknown>>(["../src/i18n/*.ts", "!../src/i18n/*.test.ts"], {
  eager: true,
});

function isCatalogue(value: unknown): value is Catalogue {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).length > 0 &&
    Object.values(value).every(
      (entry) => typeof entry === "object" && entry !== null && "zh" in entry && "en" in entry,
    )
  );
}

const catalogues = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(module).flatMap(([name, value]) =>
    isCatalogue(value) ? [[`${path} ${name}`, value] as const] : [],
  ),
);

const entries = catalogues.flatMap(([name, catalogue]) =>
  Object.entries(catalogue).map(([key, entry]) => [`${name}.${key}`, entry] as const),
);

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].sort();
}

describe("the catalogues", () => {
  it("are found", () => {
    expect(catalogues.length).toBeGreaterThan(20);
  });

  it("say everything in both languages", () => {
    const silent = entries.filter(([, { zh, en }]: readonly [string, Entry]) => !zh.trim() || !en.trim());
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it("fill the same places in both languages", () => {
    const uneven = entries.filter(([, { zh, en }]) => placesOf(zh).join() !== placesOf(en).join());
    expect(uneven.map(([name]) => name)).toEqual([]);
  });

  it("hold no Chinese in the English texts, but for the names of languages", () => {
    const mixed = entries.filter(([, { en }]) => /\p{Script=Han}/u.test(en) && en !== "中文");
    expect(mixed.map(([name]) => name)).toEqual([]);
  });
});
