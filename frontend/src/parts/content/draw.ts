/** Draws the shapes of a document on a canvas: a still picture of what was annotated. */

import type { AnnotatedObject, LabelSchema, Shape } from "@/api/types";

export interface Pen {
  context: CanvasRenderingContext2D;
  /** Screen pixels per pixel of the original image. */
  scale: number;
  edgesOf: (className: string) => [number, number][];
}

const fallbackColours = [
  "#2f7ed8",
  "#d4482f",
  "#3f9b61",
  "#b37feb",
  "#e8a317",
  "#00a3a3",
  "#c2478d",
  "#6b7a1f",
];

/** The colour of a class: the schema's, or a steady one by its place. */
export function colourOf(schema: LabelSchema | undefined, className: string): string {
  const classes = schema?.classes ?? [];
  const place = classes.findIndex((one) => one.name === className);
  return classes[place]?.color ?? fallbackColours[Math.max(0, place) % fallbackColours.length] ?? "#2f7ed8";
}

/** Draws one object: its outline, a thin veil of its colour inside, stronger when it is the chosen one. */
export function drawObject(pen: Pen, object: AnnotatedObject, colour: string, chosen: boolean): void {
  const { context, scale } = pen;
  context.save();
  context.scale(scale, scale);
  context.lineWidth = (chosen ? 3 : 1.75) / scale;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  drawShape(pen, object, chosen ? 0.35 : 0.14);
  context.restore();
}

function drawShape(pen: Pen, object: AnnotatedObject, veil: number): void {
  const { shape } = object;
  switch (shape.type) {
    case "mask":
      drawMask(pen, shape, Math.max(veil, 0.4));
      break;
    case "skeleton":
      drawSkeleton(pen, shape.points, pen.edgesOf(object.class));
      break;
    case "point":
      drawDot(pen, shape.x, shape.y, 5, true);
      break;
    case "polyline":
      pen.context.stroke(outline(shape));
      break;
    case "span":
    case "interval":
      return;
    default: {
      const path = outline(shape);
      pen.context.globalAlpha = veil;
      pen.context.fill(path, "evenodd");
      pen.context.globalAlpha = 1;
      pen.context.stroke(path);
    }
  }
}

function outline(shape: Shape): Path2D {
  const path = new Path2D();
  switch (shape.type) {
    case "box":
      path.rect(shape.x, shape.y, shape.w, shape.h);
      break;
    case "rotated_box": {
      const turn = new DOMMatrix().translate(shape.cx, shape.cy).rotate(shape.angle ?? 0);
      const upright = new Path2D();
      upright.rect(-shape.w / 2, -shape.h / 2, shape.w, shape.h);
      path.addPath(upright, turn);
      break;
    }
    case "ellipse":
      path.ellipse(
        shape.cx,
        shape.cy,
        shape.rx,
        shape.ry,
        ((shape.angle ?? 0) * Math.PI) / 180,
        0,
        2 * Math.PI,
      );
      break;
    case "polygon":
      for (const ring of [shape.points, ...(shape.holes ?? [])]) addLine(path, ring, true);
      break;
    case "polyline":
      addLine(path, shape.points, false);
      break;
  }
  return path;
}

function addLine(path: Path2D, points: number[], closed: boolean): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0];
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  if (closed) path.closePath();
}

function drawDot({ context, scale }: Pen, x: number, y: number, radius: number, filled: boolean): void {
  context.beginPath();
  context.arc(x, y, radius / scale, 0, 2 * Math.PI);
  if (filled) context.fill();
  context.stroke();
}

function drawSkeleton(pen: Pen, points: number[], edges: [number, number][]): void {
  const at = (i: number) => ({ x: points[3 * i] ?? 0, y: points[3 * i + 1] ?? 0, v: points[3 * i + 2] ?? 0 });
  for (const [from, to] of edges) {
    const [a, b] = [at(from), at(to)];
    if (a.v === 0 || b.v === 0) continue;
    pen.context.beginPath();
    pen.context.moveTo(a.x, a.y);
    pen.context.lineTo(b.x, b.y);
    pen.context.stroke();
  }
  for (let i = 0; 3 * i < points.length; i++) {
    const { x, y, v } = at(i);
    if (v > 0) drawDot(pen, x, y, 4, v === 2);
  }
}

function drawMask({ context }: Pen, mask: Shape & { type: "mask" }, veil: number): void {
  const picture = new OffscreenCanvas(mask.w, mask.h);
  const surface = picture.getContext("2d");
  if (!surface) return;
  surface.fillStyle = context.fillStyle;
  let pixel = 0;
  mask.counts.forEach((run, i) => {
    if (i % 2 === 1) fillRun(surface, mask.w, pixel, pixel + run);
    pixel += run;
  });
  context.globalAlpha = veil;
  context.drawImage(picture, mask.x, mask.y);
  context.globalAlpha = 1;
}

/** Fills the pixels `[start, end)`, counted row by row. */
function fillRun(
  surface: OffscreenCanvasRenderingContext2D,
  width: number,
  start: number,
  end: number,
): void {
  let pixel = start;
  while (pixel < end) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const length = Math.min(width - x, end - pixel);
    surface.fillRect(x, y, length, 1);
    pixel += length;
  }
}
