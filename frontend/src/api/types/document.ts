/** The annotation document, and the content that it speaks of. */

export type Shape =
  | { type: "box"; x: number; y: number; w: number; h: number }
  | { type: "rotated_box"; cx: number; cy: number; w: number; h: number; angle: number }
  | { type: "polygon"; points: number[]; holes?: number[][] }
  | { type: "polyline"; points: number[] }
  | { type: "point"; x: number; y: number }
  | { type: "skeleton"; points: number[] }
  | { type: "ellipse"; cx: number; cy: number; rx: number; ry: number; angle: number }
  | { type: "mask"; x: number; y: number; w: number; h: number; counts: number[] }
  | { type: "span"; start: number; end: number; part?: string | null }
  | { type: "interval"; start: number; end: number };

export interface AnnotatedObject {
  id: string;
  class: string;
  shape: Shape;
  attributes?: Record<string, unknown>;
  frame?: number | null;
  track?: string | null;
  score?: number | null;
  group?: string | null;
}

export interface Relation {
  from: string;
  to: string;
  class: string;
  attributes?: Record<string, unknown>;
}

export interface Document {
  objects: AnnotatedObject[];
  relations: Relation[];
  answers: Record<string, unknown>;
}

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
  url: string | null;
  shown_width: number | null;
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
  url: string | null;
}

export type Content = ImageContent | TextContent | ChatContent | AudioContent;
