/** Gold, skill, and feedback. */

import type { Content, Document } from "./document";
import type { LabelSchema } from "./schema";
import type { Schemas, Whole } from "./wire";

type Drawn = { document: Document };

export type GoldRow = Whole<Schemas["GoldRow"]>;
export type GoldOverview = Whole<Schemas["GoldOverview"]>;
export type GoldAnswer = Omit<Whole<Schemas["GoldAnswer"]>, "document"> & Drawn;
export type GoldTry = Omit<Whole<Schemas["GoldTry"]>, "document"> & Drawn;
export type GoldVerdict = Schemas["GoldVerdict"];
export type GoldFromWork = Schemas["GoldFromWork"];
export type GoldDetail = Omit<Whole<Schemas["GoldDetail"]>, "answers" | "tries"> & {
  content: Content;
  schema: LabelSchema;
  answers: GoldAnswer[];
  tries: GoldTry[];
};
export type PersonQuality = Whole<Schemas["PersonQuality"]>;
export type LeaderQuality = Whole<Schemas["LeaderQuality"]>;
export type SkillRow = PersonQuality["skills"][number];
export type FeedbackRow = Whole<Schemas["FeedbackRow"]>;
export type Mismatch = Whole<Schemas["Mismatch"]>;
export type Feedback = Omit<Whole<Schemas["Feedback"]>, "mismatches"> & {
  mismatches: Mismatch[];
  content: Content;
  schema: LabelSchema;
  own: Document;
  right: Document | null;
};
