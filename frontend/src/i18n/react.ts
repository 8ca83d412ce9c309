import { useCallback, useSyncExternalStore } from "react";
import { type Catalogue, format, type Locale, type Params } from "./core";
import { currentLocale, onLocaleChange } from "./locale";

export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, currentLocale);
}

/** Reads one catalogue in the current language: `const t = useText(home); t("start")`. */
export function useText<Key extends string>(catalogue: Catalogue<Key>) {
  const locale = useLocale();
  return useCallback(
    (key: Key, params?: Params) => format(catalogue[key], locale, params),
    [catalogue, locale],
  );
}
