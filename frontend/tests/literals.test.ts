import { parseSync } from "vite";
import { describe, expect, it } from "vitest";

const sources = import.meta.glob<string>("../src/{app,pages,parts,workbench}/**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});

/** Attributes whose text a person sees or hears. */
const spoken = new Set([
  "title",
  "label",
  "placeholder",
  "alt",
  "aria-label",
  "extra",
  "help",
  "okText",
  "description",
]);

interface Node {
  type: string;
  [member: string]: unknown;
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (typeof value === "object" && value !== null) {
    if (typeof (value as Node).type === "string") yield value as Node;
    for (const part of Object.values(value)) yield* nodesOf(part);
  }
}

function literalsIn(path: string, source: string): string[] {
  const { program } = parseSync(path, source);
  const found: string[] = [];
  for (const node of nodesOf(program)) {
    const text = typeof node.value === "string" ? node.value : "";
    const quasi = (node.value as { cooked?: string } | undefined)?.cooked ?? "";
    if (node.type === "JSXText" && /\p{Letter}{2,}/u.test(text)) found.push(text.trim());
    if (node.type === "JSXAttribute") {
      const name = (node.name as { name?: string }).name ?? "";
      const value = node.value as { type?: string; value?: unknown } | null;
      const words = value?.type === "Literal" && typeof value.value === "string" ? value.value : "";
      if (spoken.has(name) && /\p{Letter}/u.test(words)) found.push(words);
    }
    if (/Literal$/.test(node.type) && /\p{Script=Han}/u.test(text)) found.push(text);
    if (node.type === "TemplateElement" && /\p{Script=Han}/u.test(quasi)) found.push(quasi);
  }
  return found;
}

describe("a page", () => {
  it("holds no text of its own: all that a person sees comes from the catalogues", () => {
    const literal = Object.entries(sources)
      .filter(([path]) => !/\.test\.tsx?$|\/workbench\/(i18n|messages)/.test(path))
      .flatMap(([path, source]) => literalsIn(path, source).map((text) => `${path}: ${text}`));
    expect(literal).toEqual([]);
  });

  it("is caught when it does", () => {
    expect(literalsIn("x.tsx", "const X = () => <b title='Save'>保存 now</b>;")).toEqual([
      "Save",
      "保存 now",
    ]);
    expect(literalsIn("x.tsx", "const X = () => <b title={t('save')}>{a}·</b>;")).toEqual([]);
  });
});
