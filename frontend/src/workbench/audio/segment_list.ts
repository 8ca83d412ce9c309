/** The segments in order of time, each with what is said in it. */

import type { Job } from "../core/job";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import type { AudioEditor } from "./audio_editor";
import { clock, type Segment, segmentsOf, transcribe, transcriptOf } from "./segments";

export function segmentList(editor: AudioEditor, job: Job): VNode {
  const segments = segmentsOf(job);
  if (segments.length === 0) return h("p", { key: "none", class: "hint" }, t("audio.none"));
  return h(
    "ol",
    { key: "segments", class: "segments", "aria-label": t("audio.segments") },
    segments.map((segment) => row(editor, job, segment)),
  );
}

function row(editor: AudioEditor, job: Job, segment: Segment): VNode {
  const { id, shape } = segment;
  const cls = job.classes.get(segment.class);
  const attribute = transcriptOf(cls);
  const suggested = job.store.suggestion(id) !== undefined;
  const state = [job.selection.has(id) && "chosen", suggested && "suggested"].filter(Boolean);
  return h(
    "li",
    {
      key: id,
      "data-row": id,
      class: ["segment", ...state].join(" "),
      style: `--class:${job.classes.color(segment.class)}`,
    },
    h(
      "button",
      { type: "button", class: "pick", onclick: () => pick(editor, job, id) },
      h("span", { class: "name" }, cls ? named(cls) : segment.class),
      h("span", { class: "times" }, `${clock(shape.start)} – ${clock(shape.end)}`),
      suggested && h("span", { class: "tag" }, t("suggestion")),
    ),
    attribute &&
      !suggested &&
      h("textarea", {
        rows: 2,
        "data-segment": id,
        "aria-label": `${named(attribute)} ${clock(shape.start)}`,
        placeholder: named(attribute),
        maxlength: attribute.max_length ?? null,
        disabled: !editor.host.editable(),
        value: (segment.attributes?.[attribute.name] as string | undefined) ?? "",
        onfocus: () => job.selection.set([id]),
        oninput: ({ target }: { target: HTMLTextAreaElement }) =>
          transcribe(job, id, attribute, target.value),
        onkeydown: (event: KeyboardEvent) => next(event, editor, job, id),
      }),
  );
}

function pick(editor: AudioEditor, job: Job, id: string): void {
  job.selection.set([id]);
  editor.reveal(id);
}

/** Enter goes on to the next segment's words, Shift+Enter is a new line; not while a word is composed. */
function next(event: KeyboardEvent, editor: AudioEditor, job: Job, id: string): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const segments = segmentsOf(job);
  const after = segments[segments.findIndex((segment) => segment.id === id) + 1];
  if (!after) {
    (event.target as HTMLElement).blur();
    return;
  }
  pick(editor, job, after.id);
  editor.write();
}
