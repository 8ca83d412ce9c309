/** The editor of pictures: one stage, one tool at a time. */

import { accepted, removed, reshaped } from "../core/commands";
import type { Editor, Host } from "../core/editor";
import type { Position } from "../core/geometry";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { PictureShape, Shape } from "../core/model";
import type { ObjectClass } from "../core/schema";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { Pictures } from "../sync/pictures";
import { shapesOf, TOOLS, toolFor, toolsFor } from "../tools/registry";
import { plainSettings, type Tool, type ToolName, type ToolSettings } from "../tools/tool";
import { imageCommands } from "./commands";
import { editingOf } from "./editing";
import type { PinShown } from "./overlay";
import { PictureLoader } from "./picture_loader";
import { StagePointer } from "./pointing";
import { toolHint } from "./rail";
import type { Ghost } from "./settled";
import { Stage } from "./stage";

/** Tools that take a class, and those that do not. */
const WITHOUT_CLASS = new Set<ToolName>(["select", "hole", "pin", "measure"]);
/** Tools that go on with what is chosen. */
const KEEPS_CHOSEN = new Set<ToolName>(["brush", "eraser", "fill", "lasso", "hole"]);

export class ImageEditor implements Editor {
  readonly element = document.createElement("div");
  readonly stage = new Stage();
  job: Job | null = null;
  readonly pointer: StagePointer;
  private toolNow: Tool;
  private readonly chooser: Tool;
  private readonly tools = new Map<ToolName, Tool>();
  readonly loader: PictureLoader;
  private readonly hint = document.createElement("div");
  readonly settings = plainSettings();
  toolBefore: ToolName = "select";

  constructor(
    readonly host: Host,
    pictures: Pictures,
    private readonly redrawFrame: () => void,
  ) {
    this.element.className = "image-editor";
    this.loader = new PictureLoader(this.stage, pictures);
    this.hint.className = "stage-hint";
    this.element.append(this.stage.element, this.loader.element, this.hint);
    this.stage.drawn = () => {
      const words = this.job && this.mayDraw() ? toolHint(this) : null;
      this.hint.hidden = words === null;
      if (words !== this.hint.textContent) this.hint.textContent = words;
    };
    this.chooser = TOOLS.select(editingOf(this));
    this.toolNow = this.chooser;
    this.tools.set("select", this.chooser);
    this.stage.editable = () => this.host.editable();
    this.stage.draft = () => this.toolNow.draft();
    this.stage.draftColor = () => this.draftColor();
    this.stage.pins = () => this.pinsShown();
    this.pointer = new StagePointer(this.stage.element, this.stage.view, {
      tool: () => (this.mayDraw() ? this.toolNow : this.chooser),
      chooser: () => this.chooser,
      hover: (screen) => this.hover(screen),
      pressed: () => (document.activeElement as HTMLElement | null)?.blur(),
    });
  }

  private mayDraw(): boolean {
    return this.toolNow.name === "pin" || this.host.editable();
  }

  get tool(): ToolName {
    return this.toolNow.name;
  }

  get activeTool(): Tool {
    return this.toolNow;
  }

  /** Tools for the shapes that the schema has. */
  offered(): ToolName[] {
    return toolsFor(new Set(this.job?.classes.all.map((cls) => cls.shape)));
  }

  setTool(name: ToolName): void {
    if (name === this.tool) return;
    this.toolNow.cancel();
    if (this.tool !== "pin") this.toolBefore = this.tool;
    let tool = this.tools.get(name);
    if (!tool) {
      tool = TOOLS[name](editingOf(this));
      this.tools.set(name, tool);
    }
    this.toolNow = tool;
    if (shapesOf(name).length && this.job) {
      const cls = this.classFor(name);
      if (cls && cls !== this.host.activeClass()) this.host.activate(cls);
      if (!KEEPS_CHOSEN.has(name)) this.job.selection.set([]);
    }
    this.hover(null);
    this.redrawFrame();
  }

  /** Sets how the tools work. */
  set(change: Partial<ToolSettings>): void {
    Object.assign(this.settings, change);
    this.stage.redraw();
    this.redrawFrame();
  }

  classChosen(cls: ObjectClass): boolean {
    const tool = toolFor(cls.shape);
    // A tool that works on such shapes goes on with the new class.
    if (tool && this.host.editable() && !shapesOf(this.tool).includes(cls.shape)) this.setTool(tool);
    this.stage.redraw();
    return false;
  }

  startPin(): void {
    this.setTool("pin");
  }

  drawingClass(): ObjectClass | undefined {
    return WITHOUT_CLASS.has(this.tool) ? undefined : this.classFor(this.tool);
  }

  /** The active class where the tool works on its shape, else the first that fits. */
  private classFor(tool: ToolName): ObjectClass | undefined {
    const shapes = shapesOf(tool);
    const active = this.host.activeClass();
    if (active && shapes.includes(active.shape)) return active;
    return this.job?.classes.all.find((cls) => shapes.includes(cls.shape));
  }

  /** Of what is drawn, or of the object that is worked on. */
  draftColor(id?: string | null): string {
    const name = (id && this.job?.object(id)?.class) || this.drawingClass()?.name;
    return name && this.job ? this.job.classes.color(name) : "#ffffff";
  }

  create(shape: PictureShape): void {
    const cls = this.drawingClass();
    const { job } = this;
    if (!cls || !job) return;
    const object = job.fresh(cls, shape);
    const at = job.store.objects.size;
    job.apply("draw", [{ op: "object", id: object.id, before: null, after: { at, value: object } }]);
    job.selection.set([object.id]);
  }

  remove(id: string): void {
    if (this.job) this.job.apply("remove", removed(this.job.store, [id]));
  }

  reshape(name: string, shapes: ReadonlyMap<string, Shape>): void {
    const { job } = this;
    if (!job || !this.host.editable()) return;
    const suggested = [...shapes.keys()].flatMap((id) => job.store.suggestion(id) ?? []);
    job.apply(name, [...accepted(job.store, suggested, shapes), ...reshaped(job.store, shapes)]);
  }

  /** Moves what is chosen by some pixels. */
  nudge(dx: number, dy: number): void {
    const { job } = this;
    if (!job) return;
    const shapes = new Map<string, Shape>();
    for (const id of job.selection.ids) {
      const shape = job.store.objects.get(id)?.shape;
      if (shape && isPictureShape(shape) && !job.selection.isLocked(id))
        shapes.set(id, kindOf(shape).moved(shape, dx, dy));
    }
    job.apply("nudge", reshaped(job.store, shapes), `nudge ${job.selection.ids.join(" ")}`);
  }

  open(job: Job): void {
    const first = !this.job;
    this.toolNow.cancel();
    this.job = job;
    const size = job.facts.size ?? { width: 1, height: 1 };
    const { content } = job.lease;
    this.stage.setPicture(null, size.width, size.height);
    this.stage.show({
      ...job,
      locale: document.documentElement.lang === "en" ? "en" : "zh-CN",
      special: (object) => this.special(object),
      ghosts: this.ghosts(),
    });
    if (content.kind === "image") void this.loader.load(content);
    if (first && this.host.editable()) this.firstTool(job);
  }

  /** Somebody who opens an empty item most likely wants to draw; else there is something to look at first. */
  private firstTool(job: Job): void {
    if (job.store.objects.size > 0 || job.store.openSuggestions().length > 0) return;
    const cls = this.host.activeClass() ?? job.classes.all.find((one) => toolFor(one.shape));
    if (!cls || job.lease.task !== "annotate") return;
    this.host.activate(cls);
    this.classChosen(cls);
  }

  private hover(screen: Position | null): void {
    const tool = this.mayDraw() ? this.toolNow : this.chooser;
    this.stage.crosshair = screen && tool.crosshair ? screen : null;
    this.stage.element.style.cursor = tool.cursor;
    this.stage.redraw();
  }

  private special(object: Parameters<Host["special"]>[0]): { color: string; manner: "normal" } | undefined {
    const own = this.host.special(object);
    return own && { ...own, manner: "normal" };
  }

  private ghosts(): Ghost[] {
    return this.host.ghosts().map(({ object, color }) => ({ object, style: { color, manner: "dashed" } }));
  }

  private pinsShown(): PinShown[] {
    return this.host.pins().flatMap(({ pin, label, title, severity }) => {
      if (!("x" in pin)) return [];
      const rect = { minX: pin.x, minY: pin.y, maxX: pin.x + pin.w, maxY: pin.y + pin.h };
      return [{ label, title, severity, rect }];
    });
  }

  refresh(): void {
    this.stage.refresh(this.ghosts());
  }

  commands(): Command[] {
    return imageCommands(this);
  }

  reveal(id: string): void {
    const bounds = this.stage.settled?.hits.bounds(id);
    if (bounds) this.stage.view.reveal(bounds);
  }

  placeOf(id: string): DOMRect | null {
    const bounds = this.stage.settled?.hits.bounds(id);
    if (!bounds) return null;
    const base = this.stage.element.getBoundingClientRect();
    const from = this.stage.view.toScreen({ x: bounds.minX, y: bounds.minY });
    const to = this.stage.view.toScreen({ x: bounds.maxX, y: bounds.maxY });
    return new DOMRect(base.left + from.x, base.top + from.y, to.x - from.x, to.y - from.y);
  }

  destroy(): void {
    this.loader.leave();
    this.pointer.destroy();
    this.stage.destroy();
  }
}
