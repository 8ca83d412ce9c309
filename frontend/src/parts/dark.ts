import { useSyncExternalStore } from "react";

const dark = matchMedia("(prefers-color-scheme: dark)");

function watch(listener: () => void): () => void {
  dark.addEventListener("change", listener);
  return () => dark.removeEventListener("change", listener);
}

/** Whether the system asks for a dark screen. */
export function useDark(): boolean {
  return useSyncExternalStore(watch, () => dark.matches);
}
