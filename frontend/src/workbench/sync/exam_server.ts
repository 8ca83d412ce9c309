/** The server as an attempt sees it: the workbench's calls go to the attempt's own addresses. */

import type { Method, Server } from "./server";

/** Whose addresses these are; `/exam/7` is the practical part of attempt 7. */
export interface Seat {
  server: Server;
  /** The project of the path, or the attempt. */
  id: number;
  exam: boolean;
}

export function seatOf(server: Server, word: string, id: number): Seat {
  const exam = word === "exam";
  return { server: exam ? new ExamServer(server, id) : server, id, exam };
}

/** The attempt that the server speaks for; null: the work is no exam. */
export const attemptOf = (server: Server): number | null =>
  server instanceof ExamServer ? server.attempt : null;

const PLACES: readonly [RegExp, string][] = [
  [/^\/api\/projects\/\d+\/workplace\?.*$/, "/workplace"],
  [/^\/api\/projects\/\d+\/(work|beat)$/, "/$1"],
  [/^\/api\/leases\/(\d+)\/draft$/, "/tasks/$1/draft"],
];
/** Nobody asks or answers questions in an exam. */
const THREADS = /^\/api\/projects\/\d+\/threads/;

export class ExamServer implements Server {
  constructor(
    private readonly server: Server,
    readonly attempt: number,
  ) {}

  call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    if (method === "GET" && THREADS.test(path)) return Promise.resolve({ rows: [], next: null } as T);
    return this.server.call<T>(method, this.address(path), body);
  }

  forget(): void {
    this.server.forget();
  }

  private address(path: string): string {
    for (const [pattern, place] of PLACES) {
      if (pattern.test(path)) return `/api/attempts/${this.attempt}${path.replace(pattern, place)}`;
    }
    return path;
  }
}
