/** Drawing a place to the borders of neighbours, so that areas meet without gaps. */

import { at, type Position } from "../core/geometry";
import type { PictureShape } from "../core/model";
import type { Kind } from "../shapes/kind";
import { isPictureShape, kindOf } from "../shapes/registry";
import { distance, type Editing } from "./tool";

/** Screen pixels within which a vertex, and within which a border, draws the place to itself. */
const VERTEX_REACH = 10;
const BORDER_REACH = 7;

/** The place, or the vertex or the border of another object near it; `except` is the one being edited. */
export function snapped(editing: Editing, place: Position, except: string | null = null): Position {
  if (!editing.settings.snap) return place;
  const reach = VERTEX_REACH / editing.view.scale;
  const { x, y } = place;
  const near = editing.hits.touching({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach });
  let vertex: Position | null = null;
  let border: Position | null = null;
  for (const id of near) {
    const shape = editing.store.objects.get(id)?.shape;
    if (id === except || editing.selection.isHidden(id) || !shape || !isPictureShape(shape)) continue;
    for (const { points, closed } of (kindOf(shape) as Kind<PictureShape>).lines(shape)) {
      const count = points.length / 2;
      for (let i = 0; i < count; i++) {
        const corner = { x: at(points, 2 * i), y: at(points, 2 * i + 1) };
        if (distance(corner, place) < (vertex ? distance(vertex, place) : reach)) vertex = corner;
        if (!closed && i === count - 1) continue;
        const j = (i + 1) % count;
        const foot = footOn(place, corner, { x: at(points, 2 * j), y: at(points, 2 * j + 1) });
        const limit = border ? distance(border, place) : BORDER_REACH / editing.view.scale;
        if (distance(foot, place) < limit) border = foot;
      }
    }
  }
  return vertex ?? border ?? place;
}

/** The place on the segment a–b that is nearest. */
function footOn(place: Position, a: Position, b: Position): Position {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((place.x - a.x) * dx + (place.y - a.y) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return { x: a.x + share * dx, y: a.y + share * dy };
}
