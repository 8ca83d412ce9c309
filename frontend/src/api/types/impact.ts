/** Impact: the programme's figures, and facts about people. */

import type { Schemas, Whole } from "./wire";

export type Programme = Whole<Schemas["Programme"]>;
export type ProgrammeRow = Programme["rows"][number];
export type Indicator = Programme["indicators"][number];
export type Figure = ProgrammeRow["figures"][string];
export type PersonFact = Whole<Schemas["Fact"]>;
export type NewPersonFact = Schemas["NewFact"];
export type PersonFacts = Whole<Schemas["PersonFacts"]>;
