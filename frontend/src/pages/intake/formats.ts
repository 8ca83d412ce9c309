import type { FormatRow } from "@/api/types";
import { type Entry, format, type Locale } from "@/i18n/core";
import { intake } from "@/i18n/intake";
import { fieldWords, mediaWords, shapeWords } from "@/i18n/words";
import type { Chosen } from "./chosenFiles";

const pictures = /\.(jpe?g|png|webp|bmp|gif|tiff?)$/i;

/** What the chosen files look like by their names; null when that tells nothing. The server looks inside. */
export function guessFormat(chosen: Chosen[], formats: FormatRow[]): FormatRow | null {
  const readable = formats.filter(({ reads }) => reads);
  const all = (pattern: RegExp) => chosen.length > 0 && chosen.every(({ name }) => pattern.test(name));
  const called = (part: string) => readable.find(({ name }) => name.includes(part)) ?? null;
  if (all(pictures)) return called("image") ?? called("folder");
  if (all(/\.csv$/i)) return called("csv");
  if (all(/\.txt$/i)) return called("text");
  if (all(/\.jsonl$/i)) return called("jsonl");
  return null;
}

const words: Record<string, Entry> = { ...fieldWords, ...shapeWords, ...mediaWords, points: intake.points };

/** What a format can hold, in the reader's words. */
export function holdsText(holds: string[], locale: Locale): string {
  const named = holds.map((one) => {
    const word = words[one];
    return word ? format(word, locale) : one;
  });
  return named.join(locale === "en" ? ", " : "、");
}

export function formatOptions(formats: FormatRow[]) {
  return formats.map(({ name, title }) => ({ value: name, label: title || name }));
}
