/** The editor of pictures: one stage, one tool at a time. */

import { accepted, reshaped } from "../core/commands";
import type { Editor, Host } from "../core/editor";
import type { Position } from "../core/geometry";
import type { Job } from "../core/job";
import type { Command } from "../core/keymap";
import type { PictureShape, Shape, ShapeType } from "../core/model";
import type { ObjectClass } from "../core/schema";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { Pictures } from "../sync/pictures";
import { BrushTool } from "../tools/brush";
import { shapeOf, TOOLS, toolFor } from "../tools/registry";
import type { Editing, Tool, ToolName } from "../tools/tool";
import { imageCommands } from "./commands";
import type { PinShown } from "./overlay";
import { PictureLoader } from "./picture_loader";
import { StagePointer } from "./pointing";
import { toolHint } from "./rail";
import type { Ghost } from "./settled";
import { Stage } from "./stage";

/** Tools that take a class, and those that do not. */
const WITHOUT_CLASS = new Set<ToolName>(["select", "hole", "pin"]);

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
  private toolBefore: ToolName = "select";

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
    this.chooser = TOOLS.select(this.editing());
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

  private editing(): Editing {
    const editor = this;
    const job = () => editor.job as Job;
    return {
      view: this.stage.view,
      get hits() {
        if (!editor.stage.settled) throw new Error("no item is open");
        return editor.stage.settled.hits;
      },
      get store() {
        return job().store;
      },
      get selection() {
        return job().selection;
      },
      get classes() {
        return job().classes;
      },
      get size() {
        return job().facts.size ?? { width: 1, height: 1 };
      },
      drawingClass: () => editor.drawingClass(),
      preview: (shapes) => editor.stage.preview(shapes),
      create: (shape) => editor.create(shape),
      reshape: (name, shapes) => editor.reshape(name, shapes),
      pin: (region) => {
        editor.setTool(editor.toolBefore);
        editor.host.pinned(region);
      },
      redraw: () => editor.stage.redraw(),
    };
  }

  get tool(): ToolName {
    return this.toolNow.name;
  }

  get activeTool(): Tool {
    return this.toolNow;
  }

  /** Tools for the shapes that the schema has. */
  offered(): ToolName[] {
    const shapes = new Set(this.job?.classes.all.map((cls) => cls.shape));
    const drawing = [...shapes].flatMap((shape: ShapeType) => toolFor(shape) ?? []);
    return ["select", ...drawing, ...(shapes.has("polygon") ? (["hole"] as const) : [])];
  }

  setTool(name: ToolName): void {
    if (name === this.tool) return;
    this.toolNow.cancel();
    if (this.tool !== "pin") this.toolBefore = this.tool;
    let tool = this.tools.get(name);
    if (!tool) {
      tool = TOOLS[name](this.editing());
      this.tools.set(name, tool);
    }
    this.toolNow = tool;
    const shape = shapeOf(name);
    if (shape && this.job) {
      const fitting = this.job.classes.ofShape(shape);
      const active = this.host.activeClass();
      if (active?.shape !== shape && fitting[0]) this.host.activate(fitting[0]);
      if (name !== "brush") this.job.selection.set([]);
    }
    this.hover(null);
    this.redrawFrame();
  }

  classChosen(cls: ObjectClass): boolean {
    const tool = toolFor(cls.shape);
    if (tool && this.host.editable()) this.setTool(tool);
    this.stage.redraw();
    return false;
  }

  startPin(): void {
    this.setTool("pin");
  }

  drawingClass(): ObjectClass | undefined {
    if (WITHOUT_CLASS.has(this.tool)) return undefined;
    const shape = shapeOf(this.tool);
    const active = this.host.activeClass();
    if (active && active.shape === shape) return active;
    return shape && this.job ? this.job.classes.ofShape(shape)[0] : undefined;
  }

  private draftColor(): string {
    const cls = this.drawingClass();
    return cls && this.job ? this.job.classes.color(cls.name) : "#ffffff";
  }

  private create(shape: PictureShape): void {
    const cls = this.drawingClass();
    const { job } = this;
    if (!cls || !job) return;
    const object = job.fresh(cls, shape);
    const at = job.store.objects.size;
    job.apply("draw", [{ op: "object", id: object.id, before: null, after: { at, value: object } }]);
    job.selection.set([object.id]);
  }

  private reshape(name: string, shapes: ReadonlyMap<string, Shape>): void {
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

  resizeBrush(factor: number): void {
    if (this.toolNow instanceof BrushTool) this.toolNow.resize(factor);
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
    this.pointer.destroy();
    this.stage.destroy();
  }
}
