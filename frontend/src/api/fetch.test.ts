import { afterEach, describe, expect, it, vi } from "vitest";
import { call, onSignedOut, ProblemError, rememberCsrf } from "./fetch";

const answer = (response: Response | Error) => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => {
    if (response instanceof Error) throw response;
    return response;
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
};

const problem = (document: object, status: number) =>
  new Response(JSON.stringify(document), { status, headers: { "Content-Type": "application/problem+json" } });

afterEach(() => {
  vi.unstubAllGlobals();
  rememberCsrf(null);
});

describe("a call", () => {
  it("carries the token when it changes something, and only then", async () => {
    rememberCsrf("secret");
    const fetched = answer(new Response("{}"));
    await call("GET", "/me");
    answer(new Response("{}"));
    expect(fetched.mock.calls[0]?.[1].headers).not.toHaveProperty("X-CSRF-Token");
    const posted = answer(new Response("{}"));
    await call("POST", "/projects", { body: { name: "x" } });
    expect(posted.mock.calls[0]?.[1].headers).toHaveProperty("X-CSRF-Token", "secret");
  });

  it("leaves empty parts out of the query", async () => {
    const fetched = answer(new Response("{}"));
    await call("GET", "/people", { query: { q: "", team_id: undefined, centre_id: 3, left: false } });
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/people?centre_id=3&left=false");
  });

  it("tells a problem in the server's words, with the path of each fault", async () => {
    const errors = [{ path: "name", message: "too long" }];
    answer(problem({ type: "beanfield:invalid", title: "Not saved.", status: 422, errors }, 422));
    const error = await call("POST", "/projects").catch((reason) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ message: "Not saved.", faults: errors });
  });

  it("says so when the server cannot be reached, or answers with no problem document", async () => {
    answer(new TypeError("failed to fetch"));
    await expect(call("GET", "/me")).rejects.toMatchObject({ status: 0, type: "beanfield:offline" });
    answer(new Response("<html>", { status: 502 }));
    await expect(call("GET", "/me")).rejects.toMatchObject({ status: 502, type: "beanfield:server" });
  });

  it("tells the page when the session has ended, but not when a log-in is refused", async () => {
    const ended = vi.fn();
    onSignedOut(ended);
    answer(problem({ title: "Sign in.", status: 401 }, 401));
    await call("POST", "/session").catch(() => undefined);
    expect(ended).not.toHaveBeenCalled();
    answer(problem({ title: "Sign in.", status: 401 }, 401));
    await call("GET", "/projects").catch(() => undefined);
    expect(ended).toHaveBeenCalledOnce();
  });
});
