/** Consensus, rules about people's figures, and reports of quality. */

import type { Schemas, Whole } from "./wire";

export type Estimate = Whole<Schemas["Estimate"]>;
export type Behind = Whole<Schemas["Behind"]>;
export type QualityReport = Whole<Schemas["Report"]>;
export type QualityPerson = QualityReport["people"][number];
export type QualityReviewer = QualityReport["reviewers"][number];
export type QualityClass = QualityReport["classes"][number];
export type QualityAgreement = QualityReport["agreement"][number];
export type Confusion = QualityReport["confusion"][number];
export type WeakSpot = QualityReport["weak_spots"][number];
export type Disputed = Whole<Schemas["Disputed"]>;
export type Opinion = Whole<Schemas["Opinion"]>;
export type PersonPart = Opinion["parts"][number];
export type Rule = Whole<Schemas["Rule"]>;
export type QualityRule = Whole<Schemas["QualityRule"]>;
export type NewRule = Schemas["NewRule"];
export type RuleChanges = Schemas["RuleChanges"];
export type RulePreset = Whole<Schemas["Preset"]>;
export type DryRun = Whole<Schemas["DryRun"]>;
export type Firing = Whole<Schemas["Firing"]>;
