/** The SVG layer over the scene: chosen shapes with their handles, what is being drawn, names, pins. */

import { at, type Position, type Rect } from "../core/geometry";
import type { AnnotatedObject, PictureShape } from "../core/model";
import type { ObjectClass } from "../core/schema";
import type { View } from "../render/view";
import type { Handle, Kind, Line } from "../shapes/kind";
import { kindOf } from "../shapes/registry";
import type { Draft } from "../tools/tool";
import { h, type VNode } from "../ui/dom";

export interface Active {
  object: AnnotatedObject;
  shape: PictureShape;
  cls: ObjectClass | undefined;
  color: string;
  handles: boolean;
  dashed: boolean;
}

export interface Label {
  text: string;
  color: string;
  at: Position;
}

export interface PinShown {
  label: string;
  title: string;
  rect: Rect;
  severity: string;
}

/** Middles of sides shorter than this many screen pixels are left out: they would cover the vertices. */
const LEAST_SIDE = 26;

const kind = (shape: PictureShape): Kind<PictureShape> => kindOf(shape);

export function path(lines: readonly Line[], view: View): string {
  let d = "";
  for (const { points, closed } of lines) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = at(points, i) * view.scale + view.x;
      const y = at(points, i + 1) * view.scale + view.y;
      d += `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }
    if (closed) d += "Z";
  }
  return d;
}

export function activeNode({ object, shape, cls, color, handles, dashed }: Active, view: View): VNode {
  const own = kind(shape);
  const outline = path(own.lines(shape, cls), view);
  const filled = own.area(shape) !== null;
  const dots = handles ? [] : pairs(own.dots(shape));
  return h(
    "g",
    { key: object.id, class: "active" },
    h("path", { class: "halo", d: outline }),
    h("path", {
      d: outline,
      stroke: color,
      fill: filled ? color : "none",
      "fill-opacity": 0.22,
      "fill-rule": "evenodd",
      "stroke-dasharray": dashed ? "6 4" : null,
    }),
    dots.map(([x, y]) => dot({ x, y }, view, color)),
    handles && handleNodes(shape, view, color),
  );
}

function handleNodes(shape: PictureShape, view: View, color: string): VNode[] {
  const all = kind(shape).handles(shape);
  return all
    .filter((handle, index) => hasRoom(handle, all[index - 1], view))
    .map((one) => handleNode(one, view, color));
}

function hasRoom(handle: Handle, before: Handle | undefined, view: View): boolean {
  if (handle.kind !== "middle" || !before) return true;
  return Math.hypot(handle.x - before.x, handle.y - before.y) * 2 * view.scale >= LEAST_SIDE;
}

function handleNode(handle: Handle, view: View, color: string): VNode {
  const { x, y } = view.toScreen(handle);
  if (handle.kind === "middle") return h("circle", { class: "handle middle", cx: x, cy: y, r: 3 });
  if (handle.kind === "turn") return h("circle", { class: "handle turn", cx: x, cy: y, r: 6 });
  if (handle.kind === "joint") {
    return h("circle", {
      class: handle.hidden ? "handle joint hidden" : "handle joint",
      cx: x,
      cy: y,
      r: 5,
      stroke: color,
    });
  }
  if (handle.kind === "vertex") return h("circle", { class: "handle", cx: x, cy: y, r: 4.5 });
  const side = handle.kind === "edge" ? 6 : 8;
  return h("rect", { class: "handle", x: x - side / 2, y: y - side / 2, width: side, height: side });
}

function dot(place: Position, view: View, color: string): VNode {
  const { x, y } = view.toScreen(place);
  return h("circle", { class: "dot", cx: x, cy: y, r: 5, fill: color });
}

function pairs(flat: readonly number[]): [number, number][] {
  const list: [number, number][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) list.push([at(flat, i), at(flat, i + 1)]);
  return list;
}

export function draftNode(draft: Draft, view: View, color: string): VNode {
  const lines = [
    ...(draft.lines ?? []),
    ...(draft.shape ? kind(draft.shape).lines(draft.shape, draft.cls) : []),
  ];
  const outline = path(lines, view);
  const filled = draft.shape && kind(draft.shape).area(draft.shape);
  const circle = draft.circle && { ...view.toScreen(draft.circle), r: draft.circle.radius * view.scale };
  return h(
    "g",
    { key: "draft", class: "draft" },
    h("path", { class: "halo", d: outline }),
    h("path", { d: outline, stroke: color, fill: filled ? color : "none", "fill-opacity": 0.15 }),
    pairs(draft.dots ?? []).map(([x, y], index) => {
      const place = view.toScreen({ x, y });
      return h("circle", {
        class: index ? "handle" : "handle first",
        cx: place.x,
        cy: place.y,
        r: index ? 3.5 : 5,
      });
    }),
    draft.words && labelNode({ text: draft.words.text, color: "#1f2937", at: draft.words }, view),
    circle && h("circle", { class: "brush", cx: circle.x, cy: circle.y, r: circle.r }),
  );
}

export function labelNode({ text, color, at: place }: Label, view: View): VNode {
  const { x, y } = view.toScreen(place);
  const width = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 12 : 6.8), 10);
  const left = Math.max(2, Math.min(view.width - width - 2, x));
  const top = Math.max(16, Math.min(view.height - 4, y - 4));
  return h(
    "g",
    { class: "label" },
    h("rect", { x: left, y: top - 14, width, height: 17, rx: 3, fill: color }),
    h("text", { x: left + 5, y: top - 1 }, text),
  );
}

export function pinNode({ label, title, rect, severity }: PinShown, view: View): VNode {
  const from = view.toScreen({ x: rect.minX, y: rect.minY });
  const to = view.toScreen({ x: rect.maxX, y: rect.maxY });
  const width = Math.max(2, to.x - from.x);
  return h(
    "g",
    { class: `pin ${severity}` },
    h("title", null, title),
    h("rect", { x: from.x, y: from.y, width, height: Math.max(2, to.y - from.y) }),
    h("circle", { cx: from.x + width, cy: from.y, r: 10 }),
    h("text", { x: from.x + width, y: from.y + 4, "text-anchor": "middle" }, label),
  );
}

export function crosshairNode(pointer: Position, view: View): VNode {
  return h(
    "g",
    { key: "crosshair", class: "crosshair" },
    h("path", { d: `M0 ${pointer.y}H${view.width}M${pointer.x} 0V${view.height}` }),
  );
}
