import { expect, it } from "vitest";
import { seatOf } from "./exam_server";
import type { Method, Server } from "./server";

class Recording implements Server {
  readonly asked: string[] = [];
  async call<T>(method: Method, path: string): Promise<T> {
    this.asked.push(`${method} ${path}`);
    return {} as T;
  }
  forget(): void {}
}

it("sends the calls of an exam to the attempt", async () => {
  const server = new Recording();
  const seat = seatOf(server, "exam", 7).server;
  await seat.call("GET", "/api/me");
  await seat.call("GET", "/api/projects/7/workplace?task=annotate");
  await seat.call("POST", "/api/projects/3/work", {});
  await seat.call("POST", "/api/projects/3/beat", {});
  await seat.call("PUT", "/api/leases/12/draft", {});
  expect(await seat.call("GET", "/api/projects/3/threads?item_id=4")).toEqual({ rows: [], next: null });
  expect(server.asked).toEqual([
    "GET /api/me",
    "GET /api/attempts/7/workplace",
    "POST /api/attempts/7/work",
    "POST /api/attempts/7/beat",
    "PUT /api/attempts/7/tasks/12/draft",
  ]);
});

it("leaves all else as it is", () => {
  const server = new Recording();
  expect(seatOf(server, "work", 7)).toEqual({ server, id: 7, exam: false });
});
