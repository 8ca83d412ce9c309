/** Playing, looping, speed and zoom, and where the recording is. */

import { type MessageKey, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import type { AudioEditor } from "./audio_editor";
import { clock } from "./segments";

export function controls(editor: AudioEditor): VNode {
  const { wave } = editor;
  const button = (title: MessageKey, key: string, shown: string, run: () => void, on = false) =>
    h(
      "button",
      {
        type: "button",
        class: on ? "active" : "",
        "aria-pressed": String(on),
        title: `${t(title)} [${key}]`,
        "aria-label": t(title),
        disabled: !wave,
        onclick: run,
      },
      shown,
    );
  const playing = wave?.playing ?? false;
  return h(
    "div",
    { key: "controls", class: "audio-controls", role: "toolbar" },
    button("audio.play", "Space", playing ? "❚❚" : "▶", () => editor.toggle(), playing),
    h("output", { class: "clock" }, `${clock(wave?.place ?? 0)} / ${clock(editor.seconds)}`),
    button("audio.loop", "L", "⟲", () => editor.setLoop(!editor.loops), editor.loops),
    button("audio.slower", "<", "−", () => editor.setSpeed(-1)),
    h("output", { class: "speed" }, `${editor.speed}×`),
    button("audio.faster", ">", "+", () => editor.setSpeed(1)),
    h("span", { class: "space" }),
    editor.begun !== null && h("span", { class: "tag" }, t("audio.begun", { at: clock(editor.begun) })),
    button("command.zoom_out", "-", "−", () => editor.zoom(-1)),
    button("command.zoom_in", "=", "+", () => editor.zoom(1)),
  );
}
