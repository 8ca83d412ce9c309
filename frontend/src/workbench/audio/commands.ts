/** Commands of recordings: listening and marking by keyboard. */

import type { Command } from "../core/keymap";
import type { AudioEditor } from "./audio_editor";
import { intervalBetween, reshapeSegment, segmentOf, toMillis } from "./segments";

type Bare = Omit<Command, "scope">;

const SEEK = { near: 0.1, far: 2 };
const NUDGE = 0.01;

export function audioCommands(editor: AudioEditor): Command[] {
  return [...listening(editor), ...marking(editor)].map((command) => ({
    ...command,
    scope: "audio" as const,
  }));
}

function listening(editor: AudioEditor): Bare[] {
  const seek = (by: number) => () => editor.wave?.seek(editor.wave.place + by);
  const able = () => editor.wave !== null;
  return [
    {
      id: "audio.play",
      keys: ["space", "mod+j"],
      title: "audio.play",
      inText: true,
      able,
      run: () => editor.toggle(),
    },
    { id: "audio.loop", keys: ["l"], title: "audio.loop", able, run: () => editor.setLoop(!editor.loops) },
    { id: "audio.slower", keys: ["<", ","], title: "audio.slower", able, run: () => editor.setSpeed(-1) },
    { id: "audio.faster", keys: [">", "."], title: "audio.faster", able, run: () => editor.setSpeed(1) },
    {
      id: "audio.back",
      keys: ["arrowleft"],
      title: "audio.back",
      repeats: true,
      able,
      run: seek(-SEEK.near),
    },
    { id: "audio.on", keys: ["arrowright"], title: "audio.on", repeats: true, able, run: seek(SEEK.near) },
    {
      id: "audio.far_back",
      keys: ["shift+arrowleft"],
      title: "audio.back",
      repeats: true,
      able,
      run: seek(-SEEK.far),
    },
    {
      id: "audio.far_on",
      keys: ["shift+arrowright"],
      title: "audio.on",
      repeats: true,
      able,
      run: seek(SEEK.far),
    },
    { id: "audio.start", keys: ["home"], title: "audio.start", able, run: () => editor.wave?.seek(0) },
    { id: "audio.zoom_in", keys: ["=", "+"], title: "command.zoom_in", able, run: () => editor.zoom(1) },
    { id: "audio.zoom_out", keys: ["-"], title: "command.zoom_out", able, run: () => editor.zoom(-1) },
  ];
}

function marking(editor: AudioEditor): Bare[] {
  const able = () => editor.wave !== null && editor.host.editable();
  const chosen = () => able() && !!editor.job && segmentOf(editor.job, editor.job.selection.single) !== null;
  const nudge = (end: "start" | "end", by: number) => () => moveEnd(editor, end, by);
  const ends = (
    [
      ["start", -NUDGE, "alt+shift+arrowleft", "audio.start_left"],
      ["start", NUDGE, "alt+shift+arrowright", "audio.start_right"],
      ["end", -NUDGE, "alt+arrowleft", "audio.end_left"],
      ["end", NUDGE, "alt+arrowright", "audio.end_right"],
    ] as const
  ).map(
    ([end, by, key, title]): Bare => ({
      id: `audio.${end}.${by < 0 ? "left" : "right"}`,
      keys: [key],
      title,
      repeats: true,
      able: chosen,
      run: nudge(end, by),
    }),
  );
  return [
    { id: "audio.mark", keys: ["m"], title: "audio.mark", able, run: () => mark(editor) },
    {
      id: "audio.set_start",
      keys: ["["],
      title: "audio.set_start",
      able: chosen,
      run: () => setEnd(editor, "start"),
    },
    {
      id: "audio.set_end",
      keys: ["]"],
      title: "audio.set_end",
      able: chosen,
      run: () => setEnd(editor, "end"),
    },
    { id: "audio.write", keys: ["t"], title: "audio.write", able: chosen, run: () => void editor.write() },
    ...ends,
  ];
}

/** The first time a segment begins where the recording is, the second time it ends there. */
function mark(editor: AudioEditor): void {
  const now = editor.wave?.place ?? 0;
  const { begun } = editor;
  editor.begun = begun === null ? now : null;
  if (begun !== null) editor.mark(begun, now);
  editor.draw();
}

function setEnd(editor: AudioEditor, end: "start" | "end"): void {
  const { job, wave } = editor;
  const segment = job && segmentOf(job, job.selection.single);
  if (!segment || !wave) return;
  const interval = { ...segment.shape, [end]: toMillis(wave.place) };
  if (interval.end > interval.start && job.store.objects.has(segment.id))
    reshapeSegment(job, segment.id, interval);
}

function moveEnd(editor: AudioEditor, end: "start" | "end", by: number): void {
  const { job } = editor;
  const segment = job && segmentOf(job, job.selection.single);
  if (!segment || !job.store.objects.has(segment.id)) return;
  const start = segment.shape.start + (end === "start" ? by : 0);
  const last = segment.shape.end + (end === "end" ? by : 0);
  const interval = start < last ? intervalBetween(start, last, editor.seconds) : null;
  if (interval) reshapeSegment(job, segment.id, interval, `nudge ${end} ${segment.id}`);
}
