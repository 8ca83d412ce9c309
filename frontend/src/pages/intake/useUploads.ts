import { useRef, useState } from "react";
import { uploadFile } from "@/api/upload";
import type { Chosen } from "./chosenFiles";

export interface UploadState {
  files: number;
  filesDone: number;
  bytes: number;
  bytesDone: number;
  waiting: boolean;
}

/** How many files go up at once: a folder of small pictures is mostly waiting for answers. */
const lanes = 4;

/** Sends files and tells how far it is; can be stopped. */
export function useUploads() {
  const [state, setState] = useState<UploadState | null>(null);
  const stopper = useRef<AbortController>(null);

  /** Returns the uploads' ids, in the order of the files. Raises when one fails or all are stopped. */
  async function send(chosen: Chosen[]): Promise<string[]> {
    const controller = new AbortController();
    stopper.current = controller;
    const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
    const show = (change: (now: UploadState) => Partial<UploadState>) =>
      setState((now) => now && { ...now, ...change(now) });
    setState({ files: chosen.length, filesDone: 0, bytes, bytesDone: 0, waiting: false });

    const ids: string[] = [];
    const left = [...chosen.entries()].reverse();
    const lane = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const [place, { file, name }] = next;
        let before = 0;
        const upload = await uploadFile(file, name, {
          signal: controller.signal,
          onProgress: (received) => {
            const more = received - before;
            before = received;
            show((now) => ({ bytesDone: now.bytesDone + more, waiting: false }));
          },
          onWaiting: () => show(() => ({ waiting: true })),
        });
        ids[place] = upload.id;
        show((now) => ({ filesDone: now.filesDone + 1 }));
      }
    };
    try {
      await Promise.all(Array.from({ length: lanes }, lane));
      return ids;
    } catch (error) {
      controller.abort();
      throw error;
    } finally {
      setState(null);
    }
  }

  return { state, send, stop: () => stopper.current?.abort() };
}
