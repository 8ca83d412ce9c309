/** The words of the workbench, in the reader's language. */

import { inLanguage, type Locale, type Title, titled } from "./core/schema";
import { en } from "./messages/en";
import { zh } from "./messages/zh";

export type MessageKey = keyof typeof zh;
export type Params = Record<string, string | number>;

let current: Locale = "zh-CN";

export function setLocale(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale;
}

export const locale = (): Locale => current;

export function t(key: MessageKey, params: Params = {}): string {
  const message: string = (current === "en" ? en : zh)[key];
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The title of something of the schema. */
export const named = (thing: { name: string; title?: Title }): string => titled(thing, current);

export const inWords = (title: Title | null | undefined): string => inLanguage(title, current);

/** Minutes and seconds, with hours where there are some. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function moment(iso: string): string {
  return new Intl.DateTimeFormat(current, { dateStyle: "short", timeStyle: "short" }).format(new Date(iso));
}
