/** Shapes by name: the one place that knows them all. */

import type { PictureShape, Shape } from "../core/model";
import { box } from "./box";
import { ellipse } from "./ellipse";
import type { Kind } from "./kind";
import { mask } from "./mask";
import { point } from "./point";
import { polygon } from "./polygon";
import { polyline } from "./polyline";
import { rotatedBox } from "./rotated_box";
import { skeleton } from "./skeleton";

const KINDS: { [T in PictureShape["type"]]: Kind<Extract<PictureShape, { type: T }>> } = {
  box,
  rotated_box: rotatedBox,
  polygon,
  polyline,
  point,
  skeleton,
  ellipse,
  mask,
};

/** The kind of a shape, to be used with shapes of that type only. */
export function kindOf<S extends PictureShape>(shape: S): Kind<S> {
  return KINDS[shape.type] as unknown as Kind<S>;
}

export function isPictureShape(shape: Shape): shape is PictureShape {
  return shape.type in KINDS;
}
