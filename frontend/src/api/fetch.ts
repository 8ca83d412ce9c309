/** The one way to the server: JSON in and out, the CSRF header on what changes something, problems as errors. */

import { format } from "@/i18n/core";
import { currentLocale } from "@/i18n/locale";
import { problems } from "@/i18n/problems";

export interface PathFault {
  path: string;
  message: string;
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: PathFault[];
}

/** A request that did not succeed; `message` is a sentence for the person in front of the screen. */
export class ProblemError extends Error {
  readonly type: string;
  readonly status: number;
  readonly faults: PathFault[];
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super([document.title, document.detail].filter(Boolean).join(" "));
    this.name = "ProblemError";
    this.type = document.type;
    this.status = document.status;
    this.faults = document.errors ?? [];
    this.document = document;
  }
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Record<string, string | number | boolean | null | undefined>;

export interface CallOptions {
  query?: Query;
  /** Sent as JSON, or as it is when it is a Blob. */
  body?: unknown;
  signal?: AbortSignal;
}

let csrf: string | null = null;
let signedOut: () => void = () => {};

/** Remembers the token that `Me` carries; every unsafe method sends it. */
export function rememberCsrf(token: string | null | undefined): void {
  csrf = token ?? null;
}

/** `callback` runs when the server says that the session has ended. */
export function onSignedOut(callback: () => void): void {
  signedOut = callback;
}

export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text && `?${text}`}`;
}

/** Asks the server and returns its JSON. Raises `ProblemError`. */
export async function call<Reply>(method: Method, path: string, options: CallOptions = {}): Promise<Reply> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": currentLocale() };
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  let body: BodyInit | undefined;
  if (options.body instanceof Blob) {
    body = options.body;
    headers["Content-Type"] = "application/octet-stream";
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body);
    headers["Content-Type"] = "application/json";
  }
  const response = await send(urlOf(path, options.query), {
    method,
    headers,
    body,
    signal: options.signal,
    credentials: "same-origin",
  });
  if (!response.ok) throw await problemOf(response, path);
  return response.status === 204 || response.headers.get("Content-Length") === "0"
    ? (undefined as Reply)
    : ((await response.json()) as Reply);
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    const title = format(problems.offline, currentLocale());
    throw new ProblemError({ type: "beanfield:offline", title, status: 0 });
  }
}

/** Where "not signed in" is an answer, not the end of a session. */
const askingWho = new Set(["/session", "/me"]);

async function problemOf(response: Response, path: string): Promise<ProblemError> {
  if (response.status === 401 && !askingWho.has(path)) signedOut();
  if (response.headers.get("Content-Type")?.includes("json")) {
    const document = (await response.json()) as Partial<ProblemDocument>;
    if (document.title) {
      return new ProblemError({
        type: "about:blank",
        status: response.status,
        title: document.title,
        ...document,
      });
    }
  }
  const title = format(problems.server, currentLocale(), { status: response.status });
  return new ProblemError({ type: "beanfield:server", title, status: response.status });
}
