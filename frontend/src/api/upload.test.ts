import { afterEach, describe, expect, it, vi } from "vitest";
import { uploadFile } from "./upload";

const chunk = 4 * 1024 * 1024;
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** A server that keeps what it is sent; `failing` may answer a request in its place. */
function serve(failing: (method: string, count: number) => Response | Error | "lost" | null = () => null) {
  let received = 0;
  let patches = 0;
  const bytes = 2 * chunk + 5;
  const upload = () => ({ id: "u1", name: "a.zip", bytes, received });
  const answer = async (url: string, init: RequestInit) => {
    const method = init.method ?? "GET";
    if (method !== "PATCH") return json(upload());
    const trouble = failing(method, ++patches);
    if (trouble instanceof Error) throw trouble;
    if (trouble instanceof Response) return trouble;
    const offset = Number(new URL(url, "http://x").searchParams.get("offset"));
    if (offset !== received) return json({ title: "wrong place", status: 409 }, 409);
    received += (init.body as Blob).size;
    if (trouble === "lost") throw new TypeError("the answer was lost");
    return json(upload());
  };
  vi.stubGlobal("fetch", vi.fn(answer));
  return { file: new Blob([new Uint8Array(bytes)]), received: () => received };
}

const options = () => ({ signal: new AbortController().signal, onProgress: vi.fn(), wait: async () => {} });

afterEach(() => vi.unstubAllGlobals());

describe("an upload", () => {
  it("goes up in chunks and tells how far it is", async () => {
    const { file } = serve();
    const told = options();
    expect((await uploadFile(file, "a.zip", told)).received).toBe(file.size);
    expect(told.onProgress.mock.calls).toEqual([[chunk], [2 * chunk], [file.size]]);
  });

  it("goes on where it stopped when the network comes back", async () => {
    const { file } = serve((_, count) => (count === 2 ? new TypeError("no network") : null));
    expect((await uploadFile(file, "a.zip", options())).received).toBe(file.size);
  });

  it("sends no chunk twice when only the answer was lost", async () => {
    const { file, received } = serve((_, count) => (count === 1 ? "lost" : null));
    await uploadFile(file, "a.zip", options());
    expect(received()).toBe(file.size);
  });

  it("gives up at once when the server refuses", async () => {
    const { file } = serve(() => json({ title: "too large", status: 413 }, 413));
    await expect(uploadFile(file, "a.zip", options())).rejects.toThrow("too large");
  });

  it("stops when it is told to", async () => {
    const { file } = serve();
    const controller = new AbortController();
    const stop = { ...options(), signal: controller.signal, onProgress: () => controller.abort() };
    await expect(uploadFile(file, "a.zip", stop)).rejects.toThrow();
  });
});
