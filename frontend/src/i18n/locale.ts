/** The language of the screens: chosen once, remembered in this browser, and taken from the account after log-in. */

import type { Locale } from "./core";

const storageKey = "beanfield.locale";
const listeners = new Set<() => void>();

function remembered(): Locale | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "zh-CN" || stored === "en" ? stored : null;
  } catch {
    return null; // a browser that forbids storage still works, it only forgets
  }
}

function preferred(): Locale {
  for (const language of navigator.languages) {
    if (language.startsWith("zh")) return "zh-CN";
    if (language.startsWith("en")) return "en";
  }
  return "zh-CN";
}

let locale: Locale = remembered() ?? preferred();
document.documentElement.lang = locale;

export function currentLocale(): Locale {
  return locale;
}

export function chooseLocale(next: Locale): void {
  if (next === locale) return;
  locale = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // see remembered()
  }
  for (const listener of listeners) listener();
}

/** Calls `listener` after each change of language; returns the way to stop. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
