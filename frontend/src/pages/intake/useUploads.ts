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

/** Sends files one after another and tells how far it is; can be stopped. */
export function useUploads() {
  const [state, setState] = useState<UploadState | null>(null);
  const stopper = useRef<AbortController>(null);

  /** Returns the uploads' ids, in the order of the files. Raises when one fails or all are stopped. */
  async function send(chosen: Chosen[]): Promise<string[]> {
    const controller = new AbortController();
    stopper.current = controller;
    const total = chosen.reduce((sum, { file }) => sum + file.size, 0);
    let before = 0;
    const ids: string[] = [];
    try {
      for (const { file, name } of chosen) {
        const show = (received: number, waiting = false) =>
          setState({
            files: chosen.length,
            filesDone: ids.length,
            bytes: total,
            bytesDone: before + received,
            waiting,
          });
        show(0);
        const upload = await uploadFile(file, name, {
          signal: controller.signal,
          onProgress: (received) => show(received),
          onWaiting: () => setState((now) => now && { ...now, waiting: true }),
        });
        ids.push(upload.id);
        before += file.size;
      }
      return ids;
    } finally {
      setState(null);
    }
  }

  return { state, send, stop: () => stopper.current?.abort() };
}
