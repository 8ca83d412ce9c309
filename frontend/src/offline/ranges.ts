/** Parts of a kept recording: players ask for them, caches hold the whole. */

/** The part of a whole response that a `Range` header asks for, as the server would send it. */
export async function partOf(whole: Response, range: string | null): Promise<Response> {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!match || match[0] === "bytes=-") return whole;
  const blob = await whole.blob();
  const [, first, last] = match;
  const start = first ? Number(first) : Math.max(0, blob.size - Number(last));
  const end = first && last ? Math.min(blob.size, Number(last) + 1) : blob.size;
  const headers = new Headers(whole.headers);
  if (start >= end) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${blob.size}` } });
  }
  headers.set("Content-Range", `bytes ${start}-${end - 1}/${blob.size}`);
  headers.set("Content-Length", String(end - start));
  return new Response(blob.slice(start, end), { status: 206, headers });
}
