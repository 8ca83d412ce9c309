import { common } from "@/i18n/common";
import { format, type Locale } from "@/i18n/core";

/** A span of time in words: seconds under a minute, minutes under an hour, hours and minutes above. */
export function duration(seconds: number | null | undefined, locale: Locale): string {
  if (seconds === null || seconds === undefined) return format(common.noTime, locale);
  if (seconds < 60) return format(common.seconds, locale, { count: Math.round(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return format(common.minutes, locale, { count: minutes });
  return format(common.hours, locale, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

// English readers do not agree on the order of day and month; the Swedish way of writing is the ISO order.
const orderOf = (locale: Locale) => (locale === "en" ? "sv-SE" : locale);

/** A point in time on the reader's clock. */
export function moment(at: string | null | undefined, locale: Locale): string {
  if (!at) return format(common.noTime, locale);
  const date = new Date(at);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleString(orderOf(locale), {
    year: thisYear ? undefined : "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

export function day(at: string | null | undefined, locale: Locale): string {
  if (!at) return format(common.noTime, locale);
  return new Date(at).toLocaleDateString(orderOf(locale), {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
}

export function number(value: number, locale: Locale, digits = 0): string {
  return value.toLocaleString(locale, { maximumFractionDigits: digits });
}

export function percent(value: number | null | undefined, locale: Locale, digits = 0): string {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString(locale, { style: "percent", maximumFractionDigits: digits });
}

const units = ["B", "KB", "MB", "GB", "TB"];

export function bytes(value: number | null | undefined, locale: Locale): string {
  if (value === null || value === undefined) return "–";
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${number(value / 1024 ** power, locale, power ? 1 : 0)} ${units[power]}`;
}
