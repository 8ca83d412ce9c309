/** Data in and out, lots, deliveries, questions and webhooks, as they cross the wire. */

import type { Counts, ItemState } from "./projects";

export interface Lot {
  id: number;
  name: string;
  state: "open" | "delivered" | "accepted" | "rejected";
  due_at: string | null;
  counts: Counts;
  verdict_reason: string | null;
}

export interface NewLot {
  name: string;
  items?: number[] | null;
  size?: number | null;
  due_at?: string | null;
}

export interface LotVerdict {
  verdict: "accepted" | "rejected";
  reason?: string;
  items?: number[];
}

export interface Delivery {
  id: number;
  lot_id: number;
  lot_name: string;
  format: string;
  state: "building" | "ready" | "failed";
  sha256: string | null;
  bytes: number | null;
  manifest: Record<string, unknown>;
  created_at: string;
  problem: { title?: string; detail?: string } | null;
}

export interface NewDelivery {
  format?: string;
  media?: boolean;
}

export interface Post {
  id: number;
  person_id: number;
  person_name: string;
  text: string;
  at: string;
}

export interface Thread {
  id: number;
  item_id: number | null;
  item_name: string | null;
  rule: string | null;
  pin: Record<string, unknown> | null;
  state: "open" | "answered" | "closed";
  opened_by: string;
  opened_at: string;
  posts: Post[];
}

export interface NewThread {
  text: string;
  item_id?: number | null;
  rule?: string | null;
  pin?: Record<string, unknown> | null;
}

export interface NewPost {
  text: string;
  close?: boolean;
}

export interface NewUpload {
  name: string;
  bytes: number;
}

export interface Upload {
  id: string;
  name: string;
  bytes: number;
  received: number;
}

export interface Fault {
  message: string;
  file?: string | null;
  line?: number | null;
  path?: string | null;
  /** Worth knowing, but no reason to fail. */
  note?: boolean;
}

export interface FormatRow {
  name: string;
  /** In the reader's language. */
  title: string;
  reads: boolean;
  writes: boolean;
  holds: string[];
}

export interface NewImport {
  uploads: string[];
  format?: string | null;
  annotations?: "prelabel" | "gold" | "ignore";
  skip_faulty?: boolean;
  lot_id?: number | null;
}

export interface ImportRun {
  id: number;
  source: string;
  format: string;
  state: "waiting" | "running" | "done" | "failed";
  items: number;
  annotations: number;
  faults: Fault[];
  fault_count: number;
  created_at: string;
  ended_at: string | null;
}

export interface NewExport {
  format: string;
  states?: ItemState[] | null;
  lot_id?: number | null;
  drop?: boolean;
  media?: boolean;
}

export interface ExportRun {
  id: number;
  format: string;
  state: "waiting" | "running" | "done" | "failed";
  items: number;
  /** What the format could not hold, counted by what it is. */
  dropped: Record<string, number>;
  sha256: string | null;
  bytes: number | null;
  created_at: string;
  ended_at: string | null;
  problem: { title?: string; detail?: string } | null;
}

export type WebhookEvent =
  | "item.accepted"
  | "item.returned"
  | "lot.delivered"
  | "lot.accepted"
  | "lot.rejected"
  | "project.state"
  | "import.done"
  | "export.done";

export interface Webhook {
  id: number;
  url: string;
  events: WebhookEvent[];
  active: boolean;
  created_at: string;
}

export interface NewWebhook {
  url: string;
  events: WebhookEvent[];
}

export interface MadeWebhook {
  id: number;
  secret: string;
}

export interface WebhookCall {
  id: number;
  event: WebhookEvent;
  body: Record<string, unknown>;
  attempts: number;
  status: number | null;
  error: string;
  created_at: string;
  tried_at: string | null;
  delivered_at: string | null;
}
