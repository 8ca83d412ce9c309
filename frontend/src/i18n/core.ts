/** Message catalogues: every text a person can see, in both languages, side by side. Free of any framework. */

export type Locale = "zh-CN" | "en";

export interface Entry {
  zh: string;
  en: string;
}

export type Catalogue<Key extends string = string> = Readonly<Record<Key, Entry>>;
export type Params = Readonly<Record<string, string | number>>;

/** Declares a catalogue and keeps its keys as a type, so that a misspelt key does not compile. */
export function catalogue<Key extends string>(entries: Record<Key, Entry>): Catalogue<Key> {
  return entries;
}

const place = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;
const plural = new Intl.PluralRules("en");

/**
 * The text of an entry with its places filled in. `{count}` shows a value; `{count|item|items}` shows the first
 * word when the count is one and the second otherwise.
 */
export function format(entry: Entry, locale: Locale, params: Params = {}): string {
  const template = locale === "en" ? entry.en : entry.zh;
  return template.replace(place, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) {
      return typeof value === "number" ? value.toLocaleString(locale) : value;
    }
    return plural.select(Number(value)) === "one" ? one : many;
  });
}

/** A title from data, such as a class of a label schema, with the other language or the name as a fallback. */
export function titleIn(
  title: Partial<Entry> | string | null | undefined,
  locale: Locale,
  name = "",
): string {
  if (typeof title === "string") return title || name;
  const [first, second] = locale === "en" ? [title?.en, title?.zh] : [title?.zh, title?.en];
  return first || second || name;
}
