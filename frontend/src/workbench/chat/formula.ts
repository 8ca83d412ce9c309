/** Formulas as MathML, by a library that comes when the first formula is seen; until then as they are written. */

import { h, type VNode } from "../ui/dom";

type Renderer = (source: string, element: HTMLElement, whole: boolean) => void;
let renderer: Promise<Renderer> | null = null;

function load(): Promise<Renderer> {
  renderer ??= import("katex").then(
    ({ default: katex }) =>
      (source, element, displayMode) =>
        katex.render(source, element, { displayMode, output: "mathml", throwOnError: false, trust: false }),
  );
  return renderer;
}

/** `whole`: on a line of its own. */
export function formula(source: string, whole: boolean): VNode {
  return h("span", {
    key: `formula ${whole} ${source}`,
    class: "formula",
    foreign: true,
    mounted: (element: HTMLElement) => {
      element.textContent = source;
      // Without the network the source stays: it can be read too.
      load()
        .then((write) => write(source, element, whole))
        .catch(() => {
          renderer = null;
        });
    },
  });
}
