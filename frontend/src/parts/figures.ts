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

const two = (value: number) => String(value).padStart(2, "0");

// English readers do not agree on the order of day and month, so English dates stand in the ISO order.
function dateOf(date: Date, locale: Locale, withYear: boolean): string {
  const mark = locale === "en" ? "-" : "/";
  const parts = [two(date.getMonth() + 1), two(date.getDate())];
  if (withYear) parts.unshift(String(date.getFullYear()));
  return parts.join(mark);
}

/** A point in time on the reader's clock; the year only where it is another. */
export function moment(at: string | null | undefined, locale: Locale, now = new Date()): string {
  if (!at) return format(common.noTime, locale);
  const date = new Date(at);
  const day = dateOf(date, locale, date.getFullYear() !== now.getFullYear());
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function day(at: string | null | undefined, locale: Locale): string {
  if (!at) return format(common.noTime, locale);
  return dateOf(new Date(at), locale, true);
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
