/** From places in the page to offsets in the text, and back. Pieces carry their offset as `data-at`. */

/** The UTF-16 offset of a place in the page; null outside the text. */
export function unitAt(root: Element, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement?.closest<HTMLElement>("[data-at]");
    return piece ? Number(piece.dataset.at) + offset : null;
  }
  const element = node as Element;
  const child = element.childNodes[offset];
  if (child instanceof HTMLElement && child.dataset.at !== undefined) return Number(child.dataset.at);
  if (child instanceof Element) {
    const first = child.querySelector<HTMLElement>("[data-at]");
    if (first) return Number(first.dataset.at);
  }
  const before = element.childNodes[offset - 1] ?? element;
  const last = lastPiece(before);
  return last ? Number(last.dataset.at) + (last.textContent?.length ?? 0) : null;
}

function lastPiece(node: Node): HTMLElement | null {
  if (!(node instanceof HTMLElement)) return null;
  if (node.dataset.at !== undefined) return node;
  return [...node.querySelectorAll<HTMLElement>("[data-at]")].at(-1) ?? null;
}

/** The offsets of what is marked in the page, in order; null when nothing is, or not wholly in the text. */
export function markedUnits(root: Element): { start: number; end: number } | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = unitAt(root, range.startContainer, range.startOffset);
  const end = unitAt(root, range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  return { start, end };
}

/** The offset under a place on the screen. */
export function unitFromPoint(root: Element, x: number, y: number): number | null {
  // Older Chromium has only the second of the two names of this question.
  const legacy = document as unknown as { caretRangeFromPoint?(x: number, y: number): Range | null };
  if (typeof document.caretPositionFromPoint === "function") {
    const place = document.caretPositionFromPoint(x, y);
    return place ? unitAt(root, place.offsetNode, place.offset) : null;
  }
  const range = legacy.caretRangeFromPoint?.(x, y);
  return range ? unitAt(root, range.startContainer, range.startOffset) : null;
}

/** The place in the page of an offset. */
export function placeOf(root: Element, unit: number): { node: Text; offset: number } | null {
  const pieces = [...root.querySelectorAll<HTMLElement>("[data-at]")];
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Number(pieces[middle]?.dataset.at) <= unit) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  const node = piece?.firstChild;
  if (!piece || !(node instanceof Text)) return null;
  return { node, offset: Math.max(0, Math.min(node.length, unit - Number(piece.dataset.at))) };
}

/** The rectangles that the text between two offsets fills on the screen. */
export function rectsOf(root: Element, start: number, end: number): DOMRect[] {
  const range = rangeOf(root, start, end);
  return range ? [...range.getClientRects()] : [];
}

export function rangeOf(root: Element, start: number, end: number): Range | null {
  const from = placeOf(root, start);
  const to = placeOf(root, Math.max(start, end - 1));
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, Math.min(to.node.length, to.offset + (end > start ? 1 : 0)));
  return range;
}
