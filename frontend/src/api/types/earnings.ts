/** Pay: rates, lines, statements, appeals. Amounts are whole fen. */

import type { Schemas, Whole } from "./wire";

export type Rate = Whole<Schemas["Rate"]>;
export type NewRate = Schemas["NewRate"];
export type Expected = Whole<Schemas["ExpectedPay"]>;
export type PayLine = Whole<Schemas["Line"]>;
export type MyPay = Whole<Schemas["MyPay"]>;
export type NewAppeal = Schemas["NewAppeal"];
export type Appeal = Whole<Schemas["Appeal"]>;
export type AppealAnswer = Schemas["AppealAnswer"];
export type PayMonth = Whole<Schemas["PayMonth"]>;
export type MonthPerson = PayMonth["people"][number];
export type StatementRow = Whole<Schemas["StatementRow"]>;
export type MinimumWage = Whole<Schemas["MinimumWage"]>;
export type NewMinimumWage = Schemas["NewMinimumWage"];
