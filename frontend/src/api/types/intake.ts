/** Data in and out, lots, deliveries, questions and webhooks. */

import type { Schemas, Whole, With } from "./wire";

/** Why a run failed, in the reader's language. */
interface Failure {
  title?: string;
  detail?: string;
}

export type Lot = Whole<Schemas["Lot"]>;
export type NewLot = Schemas["NewLot"];
export type LotVerdict = Schemas["LotVerdict"];
export type NewDelivery = Schemas["NewDelivery"];
export type Delivery = With<Whole<Schemas["Delivery"]>, { problem: Failure | null }>;

export type Post = Whole<Schemas["Post"]>;
export type Thread = Whole<Schemas["Thread"]>;
export type NewThread = Schemas["NewThread"];
export type NewPost = Schemas["NewPost"];

export type NewUpload = Schemas["NewUpload"];
export type Upload = Whole<Schemas["Upload"]>;
export type Fault = Schemas["Fault"];
export type FormatRow = Whole<Schemas["FormatRow"]>;
export type NewImport = Schemas["NewImport"];
export type ImportRun = With<Whole<Schemas["ImportRun"]>, { faults: Fault[] }>;
export type NewExport = Schemas["NewExport"];
export type ExportRun = With<Whole<Schemas["ExportRun"]>, { problem: Failure | null }>;

export type Webhook = Whole<Schemas["Webhook"]>;
export type WebhookEvent = Webhook["events"][number];
export type NewWebhook = Schemas["NewWebhook"];
export type MadeWebhook = Whole<Schemas["MadeWebhook"]>;
export type WebhookCall = Whole<Schemas["WebhookCall"]>;
