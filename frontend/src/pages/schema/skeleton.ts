/** A skeleton as two texts: its keypoints, one a line, and its edges as pairs of places counted from 1. */

import type { LabelClass } from "@/api/types";
import { linesOf, optionsOf } from "./options";

type Skeleton = NonNullable<LabelClass["skeleton"]>;

export interface SkeletonText {
  keypoints?: string;
  edges?: string;
}

export function textOf(skeleton: LabelClass["skeleton"]): SkeletonText {
  if (!skeleton) return {};
  return {
    keypoints: linesOf(skeleton.keypoints),
    edges: skeleton.edges.map(([a, b]) => `${a + 1}-${b + 1}`).join(", "),
  };
}

export function skeletonOf({ keypoints, edges }: SkeletonText): Skeleton | undefined {
  const points = optionsOf(keypoints ?? "");
  if (points.length === 0) return undefined;
  const pairs = [...(edges ?? "").matchAll(/(\d+)\s*[-–—]\s*(\d+)/g)];
  return {
    keypoints: points as Skeleton["keypoints"],
    edges: pairs.map(([, a, b]) => [Number(a) - 1, Number(b) - 1]),
  };
}
