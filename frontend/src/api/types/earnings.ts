/** Pay: rates, lines, statements, appeals. Amounts are whole fen. */

import type { Schemas, Whole } from "./wire";

export type Rate = Whole<Schemas["Rate"]>;
export type NewRate = Schemas["NewRate"];
export type Expected = Whole<Schemas["Expected"]>;
export type PayLine = Whole<Schemas["Line"]>;
export type MyPay = Whole<Schemas["MyPay"]>;
