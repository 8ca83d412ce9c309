/** Calls of the server, with their failures told apart. */

import type { Problem } from "../core/wire";

/** The server answered that it will not. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail || problem.title || `HTTP ${status}`);
  }
}

/** No answer came: the network is cut, or the server is down. */
export class Unreachable extends Error {}

/** The session ended; what is kept here waits for the person to sign in again. */
export class SignedOut extends Error {}

export type Method = "GET" | "POST" | "PUT" | "PATCH";

export interface Server {
  call<T>(method: Method, path: string, body?: unknown): Promise<T>;
  /** What was known of the session may be old: somebody signed in again. */
  forget(): void;
}

const TIMEOUT_MS = 30_000;

export class HttpServer implements Server {
  private csrf: string | null = null;

  constructor(private readonly locale: string) {}

  async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    if (method !== "GET" && this.csrf === null) await this.readToken();
    let response = await this.fetch(method, path, body);
    if (response.status === 403 && method !== "GET" && (await isTokenStale(response))) {
      await this.readToken();
      response = await this.fetch(method, path, body);
    }
    if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
    if (response.status === 401) throw new SignedOut();
    if (response.status >= 502) throw new Unreachable(`HTTP ${response.status}`);
    throw new Refused(response.status, await problemOf(response));
  }

  forget(): void {
    this.csrf = null;
  }

  private async readToken(): Promise<void> {
    const response = await this.fetch("GET", "/api/me");
    if (response.status === 401) throw new SignedOut();
    if (!response.ok) throw new Unreachable(`HTTP ${response.status}`);
    this.csrf = ((await response.json()) as { csrf?: string | null }).csrf ?? "";
  }

  private async fetch(method: Method, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": this.locale };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (method !== "GET" && this.csrf) headers["X-CSRF-Token"] = this.csrf;
    try {
      return await fetch(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "same-origin",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new Unreachable(String(error));
    }
  }
}

async function isTokenStale(response: Response): Promise<boolean> {
  const problem = await problemOf(response.clone());
  return /csrf/.test(problem.type ?? "");
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, title: `HTTP ${response.status}` };
  }
}
