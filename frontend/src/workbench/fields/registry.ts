/** Field types by name: the one place that knows them all. */

import type { FieldType } from "../core/schema";
import { boolean } from "./boolean";
import { choice } from "./choice";
import { choices } from "./choices";
import type { FieldKind } from "./kind";
import { number } from "./number";
import { preference } from "./preference";
import { ranking } from "./ranking";
import { rating } from "./rating";
import { rubric } from "./rubric";
import { text } from "./text";
import { tree } from "./tree";

export const FIELDS: Record<FieldType, FieldKind> = {
  choice,
  choices,
  tree,
  rating,
  ranking,
  preference,
  number,
  text,
  boolean,
  rubric,
};
