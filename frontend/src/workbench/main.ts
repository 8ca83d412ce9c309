/** The entry: who is here, what they are to do, and the editor for it. */

import "./styles.css";
import { AudioEditor } from "./audio/audio_editor";
import { Bench } from "./bench/bench";
import { benchCommands, noSteps, type ToolSteps } from "./bench/commands";
import { answerByKey, chooseClass, link } from "./bench/editing";
import { lookOf, ownKeys, showLook } from "./bench/preferences";
import { Schemas } from "./bench/schemas";
import { ChatEditor } from "./chat/chat_editor";
import type { Editor } from "./core/editor";
import { Keymap, keyName, takesText } from "./core/keymap";
import type { Task } from "./core/wire";
import { GridScreen, TOGETHER } from "./grid/screen";
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
import { Keeper } from "./sync/keeper";
import { WorkLoop } from "./sync/loop";
import { MediaCache, mediaOf } from "./sync/media_cache";
import { type Opened, openPlace, placeOf } from "./sync/opening";
import { Pictures } from "./sync/pictures";
import { HttpServer, type Server, SignedOut } from "./sync/server";
import { Tabs } from "./sync/tabs";
import { TextEditor } from "./text/text_editor";
import { h, render } from "./ui/dom";

const TASKS: Record<string, Task> = { work: "annotate", review: "review", adjudicate: "adjudicate" };

async function start(root: HTMLElement): Promise<void> {
  const [, word = "", id = ""] = location.pathname.split("/");
  const task = TASKS[word] ?? "annotate";
  setLocale(navigator.language.startsWith("zh") ? "zh-CN" : "en");
  render(root, h("p", { class: "loading" }, t("loading")));
  const { server, exam, id: number } = seatOf(new HttpServer(navigator.language), word, Number(id));
  const seating = { server, exam, number, task };
  const kept = placeOf(seating);
  let bench: Bench | null = null;
  const tabs = new Tabs(kept, async () => bench?.standBack());
  const [opened] = await Promise.all([openPlace(seating), tabs.claim()]);
  setLocale(opened.me.locale);
  document.title = `${opened.place.name} · ${t("product")}`;
  if (
    task === "review" &&
    opened.place.media === "image" &&
    new URLSearchParams(location.search).has("grid")
  ) {
    await startGrid(root, server, kept, opened);
    return;
  }
  bench = benchFor(server, task, kept, opened);
  const { loop, keeper, media, pictures } = bench.parts;
  const { preferences } = opened.me;
  showLook(lookOf(preferences));
  const { editor, rail, steps } = editorFor(bench, pictures);
  bench.equip(
    editor,
    new Keymap([...editor.commands(), ...benchCommands(bench, steps)], ownKeys(preferences)),
  );
  const made = bench;
  made.onLink = (from, to) => link(made, from, to);
  render(root);
  new Frame(root, made, rail, () => editor instanceof ImageEditor && editor.tool === "select").draw();
  listen(made, editor);
  if (editor instanceof ImageEditor) nameObjects(made, editor);
  made.opened.on(() => void loadThreads(made));
  loop.changed.on(() => prefetch(loop, made, editor));
  new Beats(made).start();
  await loop.start(opened.away);
  await loop.written();
  if (loop.ready) await keeper.start([...loop.held, ...loop.waiting.map((one) => one.lease)]);
  await media.hold(loop.held);
  keepShell();
}

/** Many objects at once instead of one item. */
async function startGrid(root: HTMLElement, server: Server, kept: string, opened: Opened): Promise<void> {
  const { place, local } = opened;
  const media = new MediaCache(kept);
  const { project_id: project, task } = place;
  const loop = new WorkLoop({ server, local, project, task, place: kept, want: TOGETHER });
  render(root);
  new GridScreen(root, place, loop, media).draw();
  loop.changed.on(() => void media.hold(loop.held));
  await loop.start(opened.away);
}

function benchFor(server: Server, task: Task, kept: string, opened: Opened): Bench {
  const { me, place, local, schemas: known } = opened;
  const { project_id: project, pipeline } = place;
  const media = new MediaCache(kept);
  return new Bench({
    me,
    place,
    server,
    local,
    media,
    loop: new WorkLoop({ server, local, project, task, place: kept, want: pipeline.prefetch }),
    drafts: new Drafts(server, local),
    activity: new Activity(pipeline.idle_seconds * 1000),
    pictures: new Pictures(media),
    keeper: new Keeper(local, kept),
    schemas: new Schemas(place, server, known, (schemas) => {
      local.keepSnapshot(kept, { me, place, schemas }).catch(() => {});
    }),
  });
}

/** Names on the objects as the person wants them; the key changes it for the time being. */
function nameObjects(bench: Bench, { stage }: ImageEditor): void {
  let names: boolean | undefined;
  const show = () => {
    const wanted = lookOf(bench.parts.me.preferences).names;
    if (wanted === names) return;
    stage.namesShown = names = wanted;
    stage.redraw();
  };
  bench.changed.on(show);
  show();
}

/** The service worker comes when all else has: it must not hold up the first item. */
function keepShell(): void {
  if (!import.meta.env.PROD) return;
  navigator.serviceWorker?.register("/worker.js").catch(() => {});
  // Browsers clear what they may when the disk is full; unsent work is asked to be spared.
  navigator.storage?.persist?.().catch(() => {});
}

function editorFor(
  bench: Bench,
  pictures: Pictures,
): { editor: Editor; rail: () => ReturnType<typeof imageRail> | null; steps: ToolSteps } {
  const { media } = bench.parts.place;
  if (media === "text") return { editor: new TextEditor(bench.host()), rail: () => null, steps: noSteps };
  if (media === "chat") return { editor: new ChatEditor(bench.host()), rail: () => null, steps: noSteps };
  if (media === "audio") {
    const audio = new AudioEditor(bench.host(), bench.parts.media);
    return { editor: audio, rail: () => null, steps: { ...noSteps, finish: () => audio.write() } };
  }
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

function prefetch(loop: WorkLoop, bench: Bench, editor: Editor): void {
  const { pictures, media } = bench.parts;
  const contents = loop.held.flatMap(({ content }) => (content.kind === "image" ? [content] : []));
  pictures.prefetch(contents);
  // What cannot be got ready now is told of when it is opened.
  if (contents[1] && editor instanceof ImageEditor) editor.loader.prepare(contents[1]).catch(() => {});
  if (!loop.ready) return;
  void media.hold(loop.held).then(async () => {
    for (const lease of loop.held) {
      const content = mediaOf(lease);
      if (content?.kind === "audio") await media.prepare(content).catch(() => {});
    }
  });
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
