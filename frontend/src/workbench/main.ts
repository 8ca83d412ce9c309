/** The entry: who is here, what they are to do, and the editor for it. */

import "./styles.css";
import { Bench } from "./bench/bench";
import { benchCommands, noSteps, type ToolSteps } from "./bench/commands";
import { answerByKey, chooseClass, link } from "./bench/editing";
import { ChatEditor } from "./chat/chat_editor";
import type { Editor } from "./core/editor";
import { Keymap, keyName, takesText } from "./core/keymap";
import type { Me, Task, Workplace } from "./core/wire";
import { setLocale, t } from "./i18n";
import { ImageEditor } from "./image/image_editor";
import { imageRail } from "./image/rail";
import { signIn } from "./panels/empty";
import { Frame } from "./panels/frame";
import { loadThreads } from "./panels/threads";
import { Activity } from "./sync/activity";
import { Beats } from "./sync/beats";
import { Drafts } from "./sync/drafts";
import { seatOf } from "./sync/exam_server";
import { BrowserLocal } from "./sync/local";
import { WorkLoop } from "./sync/loop";
import { Pictures } from "./sync/pictures";
import { HttpServer, SignedOut } from "./sync/server";
import { TextEditor } from "./text/text_editor";
import { h, render } from "./ui/dom";

const TASKS: Record<string, Task> = { work: "annotate", review: "review", adjudicate: "adjudicate" };

async function start(root: HTMLElement): Promise<void> {
  const [, word = "", id = ""] = location.pathname.split("/");
  const task = TASKS[word] ?? "annotate";
  setLocale(navigator.language.startsWith("zh") ? "zh-CN" : "en");
  render(root, h("p", { class: "loading" }, t("loading")));
  const { server, exam, id: number } = seatOf(new HttpServer(navigator.language), word, Number(id));
  const [me, place] = await Promise.all([
    server.call<Me>("GET", "/api/me"),
    server.call<Workplace>("GET", `/api/projects/${number}/workplace?task=${task}`),
  ]);
  setLocale(me.locale);
  document.title = `${place.name} · ${t("product")}`;
  const project = place.project_id;
  // Tasks of an exam and leases are numbered apart: so are their journals.
  const local = await BrowserLocal.open(exam ? `${me.person_id}-exam-${number}` : me.person_id);
  const loop = new WorkLoop({ server, local, project, task, want: place.pipeline.prefetch });
  const drafts = new Drafts(server, local);
  const activity = new Activity(place.pipeline.idle_seconds * 1000);
  const pictures = new Pictures();
  const bench = new Bench({ me, place, server, local, loop, drafts, activity, pictures });
  const { editor, rail, steps } = editorFor(bench, pictures);
  bench.equip(editor, new Keymap([...editor.commands(), ...benchCommands(bench, steps)]));
  bench.onLink = (from, to) => link(bench, from, to);
  render(root);
  const frame = new Frame(root, bench, rail, () => editor instanceof ImageEditor && editor.tool === "select");
  frame.draw();
  listen(bench, editor);
  bench.opened.on(() => void loadThreads(bench));
  loop.changed.on(() => prefetch(loop, pictures, editor));
  new Beats(bench).start();
  await loop.start();
}

function editorFor(
  bench: Bench,
  pictures: Pictures,
): { editor: Editor; rail: () => ReturnType<typeof imageRail> | null; steps: ToolSteps } {
  const { media } = bench.parts.place;
  if (media === "text") return { editor: new TextEditor(bench.host()), rail: () => null, steps: noSteps };
  if (media === "chat") return { editor: new ChatEditor(bench.host()), rail: () => null, steps: noSteps };
  const editor = new ImageEditor(bench.host(), pictures, () => bench.changed.emit());
  const steps: ToolSteps = {
    finish: () => editor.activeTool.finish(),
    back: () => editor.activeTool.back(),
    cancel: () => editor.activeTool.cancel(),
    rest: () => {
      if (editor.tool === "select") return false;
      editor.setTool("select");
      return true;
    },
  };
  return { editor, rail: () => imageRail(bench, editor), steps };
}

function prefetch(loop: WorkLoop, pictures: Pictures, editor: Editor): void {
  const contents = loop.held.flatMap(({ content }) => (content.kind === "image" ? [content] : []));
  pictures.prefetch(contents);
  // What cannot be got ready now is told of when it is opened.
  if (contents[1] && editor instanceof ImageEditor) editor.loader.prepare(contents[1]).catch(() => {});
}

function listen(bench: Bench, editor: Editor): void {
  const classByKey = () => new Map([...bench.keys].map(([name, key]) => [key, name]));
  const act = () => bench.parts.activity.act();
  window.addEventListener("keydown", (event) => {
    act();
    const inText = takesText(event.target);
    const name = keyName(event);
    if (!name) return;
    if (!inText && name === "space" && editor instanceof ImageEditor && event.target === document.body) {
      editor.pointer.holdSpace(true);
      event.preventDefault();
      return;
    }
    if (!inText && !event.repeat && pressChoice(bench, name, classByKey())) event.preventDefault();
    else if (bench.keymap.press(event, inText)) event.preventDefault();
    else if (inText && name === "escape") (event.target as HTMLElement).blur();
  });
  window.addEventListener("keyup", (event) => {
    if (event.key === " " && editor instanceof ImageEditor) editor.pointer.holdSpace(false);
  });
  for (const type of ["pointerdown", "pointermove", "wheel", "input"]) {
    window.addEventListener(type, act, { passive: true, capture: true });
  }
  const leave = () => bench.parts.drafts.leave();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("online", () => void bench.parts.loop.sync());
  window.addEventListener("focus", () => bench.parts.loop.network !== "fine" && bench.resume());
}

/** Number keys answer the active question; without one, the class's key chooses the class. */
function pressChoice(bench: Bench, name: string, classes: ReadonlyMap<string, string>): boolean {
  if (/^[1-9]$/.test(name) && bench.job?.activeAsk && answerByKey(bench, Number(name))) return true;
  const cls = bench.classes.get(classes.get(name) ?? "");
  if (!cls || !bench.job || !bench.editable) return false;
  chooseClass(bench, cls);
  return true;
}

function failed(root: HTMLElement, error: unknown): void {
  if (error instanceof SignedOut) {
    location.assign(signIn());
    return;
  }
  const words = error instanceof Error ? error.message : String(error);
  render(
    root,
    h(
      "div",
      { class: "empty", role: "alert" },
      h("h2", null, t("start.failed")),
      h("p", null, words),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "primary", onclick: () => location.reload() }, t("again")),
        h("a", { class: "button", href: "/" }, t("home")),
      ),
    ),
  );
}

const root = document.getElementById("root");
if (root) start(root).catch((error: unknown) => failed(root, error));
