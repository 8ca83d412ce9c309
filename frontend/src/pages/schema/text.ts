/** The schema as text: reading it, finding where a path stands, and changing one part without touching the rest. */

import {
  Document,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { LabelSchema } from "@/api/types";

export interface TextFault {
  /** Path of the fault, such as `classes[2].shape`; empty for the text as a whole. */
  path: string;
  message: string;
  /** Line of the text, the first being 1. */
  line: number;
}

export interface Read {
  schema: LabelSchema | null;
  faults: TextFault[];
}

export type Path = (string | number)[];

/** Parses YAML or JSON; what is not a schema at all comes back as faults with their lines. */
export function readSchema(text: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map((error) => ({
    path: "",
    message: error.message.split("\n")[0] ?? error.code,
    line: lines.linePos(error.pos[0]).line,
  }));
  if (faults.length > 0) return { schema: null, faults };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 1000 });
    return { schema: isSchema(value) ? value : null, faults: [] };
  } catch (error) {
    return { schema: null, faults: [{ path: "", message: String(error), line: 1 }] };
  }
}

function isSchema(value: unknown): value is LabelSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `classes[2].attributes[0].name` as its parts. */
export function pathOf(text: string): Path {
  return [...text.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The line where the thing at `path` stands, or the nearest thing above it. */
export function lineOf(text: string, path: string): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const parts = pathOf(path);
  for (let depth = parts.length; depth > 0; depth--) {
    const node = document.getIn(parts.slice(0, depth), true);
    if (hasRange(node)) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && Array.isArray((node as { range?: unknown }).range);
}

/** The order in which people look for things; what is not named here follows. */
const order = [
  "name",
  "title",
  "zh",
  "en",
  "media",
  "type",
  "of",
  "shape",
  "color",
  "hotkey",
  "required",
  "help",
  "classes",
  "relations",
  "fields",
  "options",
];

function rank(key: string): number {
  const place = order.indexOf(key);
  return place === -1 ? order.length : place;
}

/** A copy whose members stand in the usual order; lists keep theirs. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, ordered(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => rank(a) - rank(b)));
}

const layout = { lineWidth: 110, flowCollectionPadding: false };

/** A schema as YAML; what is small, such as a title in two languages, stands on one line. */
export function writeSchema(schema: LabelSchema): string {
  return compact(new Document(ordered(schema))).toString(layout);
}

function compact<Part extends Document | Node>(part: Part): Part {
  visit(part, {
    Map: (_, map) => {
      map.flow = isSmall(map);
    },
    Seq: (_, list) => {
      list.flow = list.items.every((item) => !isMap(item)) && JSON.stringify(list).length < 80;
    },
  });
  return part;
}

function isSmall(map: YAMLMap): boolean {
  const plain = map.items.every(
    ({ value }) => !isCollection(value) || (isMap(value) && value.items.every(hasPlainValue)),
  );
  return plain && JSON.stringify(map).length < 90;
}

const hasPlainValue = ({ value }: YAMLMap["items"][number]) => isScalar(value);

function changed(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  change(document);
  return document.toString(layout);
}

/** Puts `value` at the end of the list `list`, which is made if it is not there. */
export function appended(text: string, list: string, value: object): string {
  return changed(text, (document) => {
    if (document.has(list)) document.addIn([list], compact(document.createNode(value)));
    else document.set(list, compact(document.createNode([value])));
  });
}

/** Sets the members of the thing at `path`; a member whose value is undefined goes. Others stay as they are. */
export function merged(text: string, path: Path, members: Record<string, unknown>): string {
  return changed(text, (document) => {
    for (const [name, value] of Object.entries(members)) {
      if (value === undefined) document.deleteIn([...path, name]);
      else document.setIn([...path, name], compact(document.createNode(value)));
    }
  });
}

export function removed(text: string, path: Path): string {
  return changed(text, (document) => document.deleteIn(path));
}

/** Moves one entry of a list by one place, up (-1) or down (1). */
export function moved(text: string, list: string, place: number, by: -1 | 1): string {
  return changed(text, (document) => {
    const entries = document.get(list) as { items?: unknown[] } | undefined;
    const [one, other] = [entries?.items?.[place], entries?.items?.[place + by]];
    if (!entries?.items || one === undefined || other === undefined) return;
    entries.items[place] = other;
    entries.items[place + by] = one;
  });
}
