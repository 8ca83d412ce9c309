/** Options as lines of text, one an option: name | Chinese | English. */

import type { Option } from "@/api/types";

export function linesOf(options: Option[] | undefined): string {
  return (options ?? [])
    .map((one) =>
      typeof one === "string"
        ? one
        : [one.name, one.title?.zh ?? "", one.title?.en ?? ""].join(" | ").replace(/( \| )+$/, ""),
    )
    .join("\n");
}

export function optionsOf(lines: string): Option[] {
  return lines
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()))
    .flatMap(([name, zh, en]) =>
      name ? [{ name, ...(zh || en ? { title: { ...(zh && { zh }), ...(en && { en }) } } : {}) }] : [],
    );
}
