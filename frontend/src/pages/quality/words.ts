import type { Estimate, QualityReport } from "@/api/types";
import { quality } from "@/i18n/checks";
import { format, type Locale, titleIn } from "@/i18n/core";
import { number, percent } from "@/parts/figures";

/** The title of a class or question, or of an option of one. */
export function titleOf(report: QualityReport, locale: Locale, name: string, of = ""): string {
  if (of && (name === "true" || name === "false")) return format(quality[name], locale);
  return titleIn(report.titles[of ? `${of}.${name}` : name], locale, name);
}

/** A figure of agreement with its interval: 0.81 (0.74 … 0.88). */
export function ranged(value: number | null, low: number | null, high: number | null, locale: Locale) {
  if (value === null) return "–";
  const known = low !== null && high !== null;
  const two = (one: number) => number(one, locale, 2);
  return known ? `${two(value)} (${two(low)} … ${two(high)})` : two(value);
}

/** A share with its interval: 92 % (85–97 %). */
export function shareOf(figure: Estimate, locale: Locale): string {
  const low = Math.round(figure.low * 100);
  return `${percent(figure.value, locale)} (${low}–${percent(figure.high, locale)})`;
}
