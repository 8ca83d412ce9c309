import type { Attribute, Field, LabelClass, Option } from "@/api/types";
import { common } from "@/i18n/common";
import { format, type Locale, titleIn } from "@/i18n/core";
import { parts } from "@/i18n/parts";

/** An answer in words: titles instead of names, and one line for each turn, response or region. */
export function answerText(field: Field | undefined, value: unknown, locale: Locale): string {
  if (field?.of && field.of !== "item" && isRecord(value)) {
    return Object.entries(value)
      .map(([key, one]) => `${key.toUpperCase()}: ${oneAnswer(field, one, locale)}`)
      .join("\n");
  }
  return oneAnswer(field, value, locale);
}

/** The attributes that an object has, in words and in brackets; nothing when it has none. */
export function attributesText(
  of: LabelClass | undefined,
  attributes: Record<string, unknown>,
  locale: Locale,
): string {
  const held = Object.entries(attributes).filter(([, value]) => value !== null && value !== false);
  if (held.length === 0) return "";
  const texts = held.map(([name, value]) => {
    const attribute = of?.attributes?.find((one) => one.name === name);
    const title = titleIn(attribute?.title, locale, name);
    return value === true ? title : `${title}: ${oneAnswer(attribute, value, locale)}`;
  });
  return ` (${texts.join(", ")})`;
}

function oneAnswer(field: Field | Attribute | undefined, value: unknown, locale: Locale): string {
  if (value === true) return format(common.yes, locale);
  if (value === false) return format(common.no, locale);
  if (Array.isArray(value)) {
    const separator = field?.type === "tree" ? " / " : field?.type === "ranking" ? " > " : ", ";
    return value
      .map((one) => (Array.isArray(one) ? one.map(titled).join(" = ") : titled(one)))
      .join(separator);
  }
  if (isRecord(value)) return recordText(field, value, locale);
  return [titled(value), typeof value === "number" && field?.unit ? field.unit : ""]
    .filter(Boolean)
    .join(" ");

  function titled(name: unknown): string {
    const option = typeof name === "string" ? find(field?.options, name) : undefined;
    return option ? titleIn(option.title, locale, option.name) : String(name);
  }
}

function recordText(
  field: Field | Attribute | undefined,
  value: Record<string, unknown>,
  locale: Locale,
): string {
  if ("better" in value) {
    if (value.better === "tie") return format(parts.tie, locale);
    const response = String(value.better).toUpperCase();
    return format(parts.better, locale, { response, strength: Number(value.strength ?? 1) });
  }
  return Object.entries(value)
    .map(([name, one]) => {
      const criteria = field && "criteria" in field ? field.criteria : undefined;
      const criterion = criteria?.find((each) => each.name === name);
      const score = isRecord(one)
        ? [one.score, one.note].filter((part) => part || part === 0).join(" ")
        : String(one);
      return `${titleIn(criterion?.title, locale, name)}: ${score}`;
    })
    .join("\n");
}

function find(options: Option[] | undefined, name: string): Option | undefined {
  for (const option of options ?? []) {
    const found = option.name === name ? option : find(option.children, name);
    if (found) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
