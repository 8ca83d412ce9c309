import { act, renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useUploads } from "./useUploads";

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** A server that takes each file whole, the later the sooner; it refuses the file of that name. */
function serve(refused?: string) {
  const names = new Map<string, { name: string; bytes: number }>();
  let most = 0;
  let now = 0;
  const answer = async (url: string, init: RequestInit) => {
    most = Math.max(most, ++now);
    await new Promise((done) => setTimeout(done, 20 - names.size));
    now--;
    if (init.method === "POST") {
      const made = JSON.parse(String(init.body)) as { name: string; bytes: number };
      if (made.name === refused) return json({ title: "too large", status: 413 }, 413);
      names.set(`id-${made.name}`, made);
      return json({ id: `id-${made.name}`, received: 0, ...made });
    }
    const id = /uploads\/([^?]+)/.exec(url)?.[1] ?? "";
    const made = names.get(id);
    return json({ id, received: made?.bytes, ...made });
  };
  vi.stubGlobal("fetch", vi.fn(answer));
  return { most: () => most };
}

const files = Array.from({ length: 9 }, (_, i) => ({ name: `p${i}`, file: new File(["picture"], `p${i}`) }));

afterEach(() => vi.unstubAllGlobals());

describe("uploads", () => {
  it("go up several at a time and come back in the order of the files", async () => {
    const server = serve();
    const { result } = renderHook(() => useUploads());
    const ids = await act(() => result.current.send(files));
    expect(ids).toEqual(files.map(({ name }) => `id-${name}`));
    expect(server.most()).toBe(4);
    expect(result.current.state).toBeNull();
  });

  it("stop altogether when one is refused", async () => {
    serve("p3");
    const { result } = renderHook(() => useUploads());
    await act(() => expect(result.current.send(files)).rejects.toThrow("too large"));
    expect(result.current.state).toBeNull();
  });
});
