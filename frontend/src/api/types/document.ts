/** The annotation document, and the content that it speaks of. */

import type { Schemas } from "./wire";

export type AnnotatedObject = Schemas["AnnotatedObject"];
export type Shape = AnnotatedObject["shape"];
export type Relation = Schemas["Relation"];
export type Document = Required<Schemas["Document"]>;

// Content travels as raw JSON, of which the generator knows nothing.

export interface Message {
  role: string;
  content: unknown;
  name?: string | null;
  tool_calls?: Record<string, unknown>[] | null;
  tool_call_id?: string | null;
}

export interface Response {
  id: string;
  messages: Message[];
  model?: string | null;
}

export interface ImageContent {
  kind: "image";
  sha256: string;
  width: number;
  height: number;
  url?: string | null;
  shown_width?: number | null;
  meta?: Record<string, unknown>;
}

export interface TextContent {
  kind: "text";
  text: string;
  meta: Record<string, unknown>;
}

export interface ChatContent {
  kind: "chat";
  messages: Message[];
  responses: Response[];
  meta: Record<string, unknown>;
}

export interface AudioContent {
  kind: "audio";
  sha256: string;
  seconds: number;
  url?: string | null;
  meta?: Record<string, unknown>;
}

export interface VideoContent {
  kind: "video";
  sha256: string;
  width: number;
  height: number;
  seconds: number;
  frames: number;
  url?: string | null;
  frames_url?: string | null;
  meta?: Record<string, unknown>;
}

export type Content = ImageContent | TextContent | ChatContent | AudioContent | VideoContent;
