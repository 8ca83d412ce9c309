/** Orders, acceptance by sample, and statements. */

import type { Content, Document } from "./document";
import type { Schemas, Whole, With } from "./wire";

export type OrderState = Schemas["OrderRow"]["state"];
export type OrderUnit = Schemas["OrderRow"]["unit"];
export type OrderRow = Whole<Schemas["OrderRow"]>;
export type OrderDetail = Whole<Schemas["OrderDetail"]>;
export type OrderEvent = Whole<Schemas["OrderEvent"]>;
export type OrderLot = Whole<Schemas["OrderLot"]>;
export type OrderProject = Whole<Schemas["OrderProject"]>;
export type Quote = Whole<Schemas["Quote"]>;
export type Gates = Whole<Schemas["Gates"]>;
export type Gate = keyof Gates;
export type OrderConfirmation = Whole<Schemas["Confirmation"]>;
export type NewOrderConfirmation = Schemas["NewConfirmation"];
export type OrderWithdrawal = Schemas["Withdrawal"];
export type NewOrder = Schemas["NewOrder"];
export type NewQuote = Schemas["NewQuote"];
export type NewOrderProject = Schemas["NewOrderProject"];
export type OrderMove = Schemas["Move"];
export type Sample = Whole<Schemas["Sample"]>;
export type SampleItem = Whole<Schemas["SampleItem"]>;
export type SampleLook = With<Whole<Schemas["SampleLook"]>, { content: Content; document: Document | null }>;
export type SampleMark = Schemas["Mark"];
export type OrderStatement = Whole<Schemas["OrderStatement"]>;
export type OrderStatementLine = Whole<Schemas["OrderStatementLine"]>;
