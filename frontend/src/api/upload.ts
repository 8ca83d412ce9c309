/** Resumable uploads: a file goes up in chunks, and goes on where it stopped when the network comes back. */

import { call, ProblemError } from "./fetch";
import type { NewUpload, Upload } from "./types";

const chunkBytes = 4 * 1024 * 1024;
const pauses = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

export interface UploadOptions {
  signal: AbortSignal;
  onProgress: (received: number) => void;
  /** Called when the network fails, before the next try. */
  onWaiting?: () => void;
  wait?: (milliseconds: number) => Promise<void>;
}

const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/** Sends one file and returns its upload. Raises `ProblemError` when the server refuses it, or it stays away. */
export async function uploadFile(file: Blob, name: string, options: UploadOptions): Promise<Upload> {
  const start: NewUpload = { name, bytes: file.size };
  options.signal.throwIfAborted();
  let upload = await withPatience(options, () => call<Upload>("POST", "/uploads", { body: start }));
  while (upload.received < file.size) {
    options.signal.throwIfAborted();
    const { id, received } = upload;
    upload = await withPatience(options, () => sendChunk(file, id, received, options.signal));
    options.onProgress(upload.received);
  }
  return upload;
}

async function sendChunk(file: Blob, id: string, offset: number, signal: AbortSignal): Promise<Upload> {
  const body = file.slice(offset, offset + chunkBytes);
  try {
    return await call<Upload>("PATCH", `/uploads/${id}`, { query: { offset }, body, signal });
  } catch (error) {
    // A chunk that arrived although its answer was lost: the server knows how far it is.
    if (error instanceof ProblemError && error.status === 409) {
      const known = await call<Upload>("GET", `/uploads/${id}`, { signal });
      if (known.received !== offset) return known;
    }
    throw error;
  }
}

async function withPatience(options: UploadOptions, attempt: () => Promise<Upload>): Promise<Upload> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      const passing = error instanceof ProblemError && (error.status === 0 || error.status >= 502);
      if (!passing) throw error;
      options.onWaiting?.();
      await (options.wait ?? sleep)(pause);
    }
  }
  return attempt();
}
