import type { FormatRow } from "@/api/types";
import type { Chosen } from "./chosenFiles";

const pictures = /\.(jpe?g|png|webp|bmp|gif|tiff?)$/i;

/** What the chosen files look like by their names; null when that tells nothing. The server looks inside. */
export function guessFormat(chosen: Chosen[], formats: FormatRow[]): FormatRow | null {
  const readable = formats.filter((format) => format.reads);
  const all = (pattern: RegExp) => chosen.length > 0 && chosen.every(({ name }) => pattern.test(name));
  const called = (part: string) => readable.find(({ name }) => name.includes(part)) ?? null;
  if (all(pictures)) return called("image") ?? called("folder");
  if (all(/\.csv$/i)) return called("csv");
  if (all(/\.txt$/i)) return called("text");
  if (all(/\.jsonl$/i)) return called("jsonl");
  return null;
}

export function formatOptions(formats: FormatRow[]) {
  return formats.map(({ name, title }) => ({ value: name, label: title || name }));
}
