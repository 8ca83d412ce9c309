import { describe, expect, it } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.{ts,tsx}", "!../src/api/schema.d.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** What each part of the page may take from; the workbench knows neither React nor the pages. */
const mayImport: Record<string, string[]> = {
  i18n: ["i18n", "api"],
  api: ["api", "i18n"],
  parts: ["parts", "api", "i18n"],
  pages: ["parts", "api", "i18n", "offline"],
  app: ["app", "pages", "parts", "api", "i18n", "offline"],
  workbench: ["workbench", "api", "i18n", "offline"],
};

/** The only page that is made of others: it lays their tabs side by side, each in its own chunk. */
const assembling = "../src/pages/project/ProjectPage.tsx";

function importsOf(path: string, source: string): string[] {
  const folder = path.split("/").slice(0, -1);
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].flatMap(([, target = ""]) => {
    if (target.startsWith("@/")) return [`../src/${target.slice(2)}`];
    if (!target.startsWith(".")) return [];
    const place = [...folder];
    for (const step of target.split("/")) {
      if (step === "..") place.pop();
      else if (step !== ".") place.push(step);
    }
    return [place.join("/")];
  });
}

const layerOf = (path: string) => path.split("/")[2] ?? "";
const areaOf = (path: string) => path.split("/").slice(0, 4).join("/");

describe("the source", () => {
  it("keeps every file within 300 lines", () => {
    const long = Object.entries(sources).filter(([, source]) => source.split("\n").length > 301);
    expect(long.map(([path]) => path)).toEqual([]);
  });

  it("imports only downwards", () => {
    const upwards = Object.entries(sources).flatMap(([path, source]) =>
      importsOf(path, source)
        .filter((target) => mayImport[layerOf(path)]?.includes(layerOf(target)) === false)
        .filter((target) => !(path === assembling && layerOf(target) === "pages"))
        .filter((target) => layerOf(path) !== "pages" || areaOf(path) !== areaOf(target))
        .map((target) => `${path} → ${target}`),
    );
    expect(upwards).toEqual([]);
  });
});
