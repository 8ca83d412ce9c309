/** The bridge to the generated types. */

import type { components } from "../schema";

export type Schemas = components["schemas"];

/** A reply comes whole: what the server has a default for is always written out. */
export type Whole<T> = T extends (infer One)[]
  ? Whole<One>[]
  : T extends object
    ? { [Name in keyof T]-?: Whole<Exclude<T[Name], undefined>> }
    : T;

/** `T` with some members told more exactly: those that travel as raw JSON, of which the generator knows nothing. */
export type With<T, Exact> = Omit<T, keyof Exact> & Exact;
