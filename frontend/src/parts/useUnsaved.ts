import { useBlocker } from "@tanstack/react-router";
import { common } from "@/i18n/common";
import { useText } from "@/i18n/react";

/** Asks before the person leaves a page, or closes it, while something on it is not saved. */
export function useUnsaved(unsaved: boolean): void {
  const t = useText(common);
  useBlocker({
    disabled: !unsaved,
    enableBeforeUnload: unsaved,
    shouldBlockFn: () => !window.confirm(t("leave")),
  });
}
