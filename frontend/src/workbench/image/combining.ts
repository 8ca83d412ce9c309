/** Union and difference of the areas that are chosen, and the change between masks and polygons. */

import { removed, reshaped } from "../core/commands";
import { ringArea, rounded } from "../core/geometry";
import type { Job } from "../core/job";
import type { AnnotatedObject, Mask, Polygon, Shape } from "../core/model";
import type { ObjectClass } from "../core/schema";
import type { Delta } from "../core/store";
import { Bitmap } from "../shapes/bitmap";
import { polygonsOf } from "../shapes/tracing";

export type Way = "union" | "subtract";

/** The objects chosen, in the order in which they were, where all are of this shape and may be changed. */
export function chosenAreas(job: Job): AnnotatedObject[] {
  const objects = job.selection.ids.flatMap((id) => job.store.objects.get(id) ?? []);
  const free = objects.length === job.selection.size && !objects.some(({ id }) => job.selection.isLocked(id));
  const type = objects[0]?.shape.type;
  const alike = (type === "mask" || type === "polygon") && objects.every(({ shape }) => shape.type === type);
  return free && alike ? objects : [];
}

/**
 * Joins the others to the first one chosen, and they go; or cuts them out of it, and they stay. What falls
 * into pieces becomes several objects. False when nothing would be left.
 */
export async function combine(job: Job, way: Way): Promise<boolean> {
  const [first, ...others] = chosenAreas(job);
  if (!first || others.length === 0) return true;
  const shapes = others.map(({ shape }) => shape);
  const pieces =
    first.shape.type === "mask"
      ? combinedMasks(job, first.shape, shapes as Mask[], way)
      : await combinedPolygons(first.shape as Polygon, shapes as Polygon[], way);
  const [largest, ...rest] = pieces;
  if (!largest) return false;
  const gone =
    way === "union"
      ? removed(
          job.store,
          others.map(({ id }) => id),
        )
      : [];
  const cls = job.classes.get(first.class);
  const extra = cls ? rest.map((shape): Piece => ({ cls, shape, attributes: first.attributes })) : [];
  job.apply(way, [...reshaped(job.store, new Map([[first.id, largest]])), ...pieced(job, extra, gone)]);
  job.selection.set([first.id]);
  return true;
}

/** New objects like `like`, one for each shape, behind those that stay once others have gone. */
function pieced(job: Job, pieces: readonly Piece[], gone: readonly Delta[]): Delta[] {
  const fewer = gone.filter((delta) => delta.op === "object").length;
  const made = pieces.map(({ cls, shape, attributes }) => {
    const object = job.fresh(cls, shape);
    return { ...object, attributes: { ...object.attributes, ...attributes } };
  });
  return [
    ...gone,
    ...made.map(
      (value, index): Delta => ({
        op: "object",
        id: value.id,
        before: null,
        after: { at: job.store.objects.size - fewer + index, value },
      }),
    ),
  ];
}

interface Piece {
  cls: ObjectClass;
  shape: Shape;
  attributes?: Record<string, unknown>;
}

function combinedMasks(job: Job, first: Mask, others: readonly Mask[], way: Way): Shape[] {
  const { width, height } = job.facts.size ?? { width: 0, height: 0 };
  const bitmap = Bitmap.of(first, width, height);
  for (const other of others) bitmap.combine(Bitmap.of(other, width, height), way === "union");
  const mask = bitmap.mask();
  return mask ? [mask] : [];
}

type Ring = [number, number][];

async function combinedPolygons(first: Polygon, others: readonly Polygon[], way: Way): Promise<Shape[]> {
  const { default: clipping } = await import("polygon-clipping");
  const [one, ...rest] = [first, ...others].map((shape): Ring[] =>
    [shape.points, ...(shape.holes ?? [])].map(pairs),
  );
  const result =
    way === "union" ? clipping.union(one as Ring[], ...rest) : clipping.difference(one as Ring[], ...rest);
  return result
    .map((rings): Polygon => {
      const [points = [], ...holes] = rings.map(flat).filter((ring, at) => at === 0 || ring.length >= 6);
      return { type: "polygon", points, ...(holes.length ? { holes } : {}) };
    })
    .filter((polygon) => ringArea(polygon.points) >= 1)
    .sort((a, b) => ringArea(b.points) - ringArea(a.points));
}

function pairs(points: readonly number[]): Ring {
  const ring: Ring = [];
  for (let i = 0; i + 1 < points.length; i += 2) ring.push([points[i] as number, points[i + 1] as number]);
  return ring;
}

/** The library closes rings with their first point; documents do not. */
const flat = (ring: Ring): number[] => ring.slice(0, -1).flatMap(([x, y]) => [rounded(x), rounded(y)]);

/** Makes polygons of the masks chosen, or masks of the polygons; `cls` has the other shape. */
export function convert(job: Job, cls: ObjectClass): void {
  const objects = chosenAreas(job);
  const { width, height } = job.facts.size ?? { width: 0, height: 0 };
  const pieces = objects.flatMap((object): Shape[] => {
    if (object.shape.type === "mask") return polygonsOf(object.shape);
    const { points, holes } = object.shape as Polygon;
    const bitmap = new Bitmap(width, height);
    bitmap.fill([points, ...(holes ?? [])], true);
    const mask = bitmap.mask();
    return mask ? [mask] : [];
  });
  if (pieces.length === 0) return;
  const gone = removed(
    job.store,
    objects.map(({ id }) => id),
  );
  const deltas = pieced(
    job,
    pieces.map((shape) => ({ cls, shape })),
    gone,
  );
  job.apply("convert", deltas);
  job.selection.set(deltas.flatMap((delta) => (delta.op === "object" && delta.after ? [delta.id] : [])));
}
