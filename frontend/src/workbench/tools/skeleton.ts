import { inside, type Position, rectOf, rounded } from "../core/geometry";
import { ABSENT, HIDDEN, SEEN, skeletonIn } from "../shapes/skeleton";
import { CLICK_SLACK, type Draft, distance, type Editing, type Pointing, type Tool } from "./tool";

/**
 * Joint by joint in the order of the template: a click sets the next one, with Shift as hidden, with
 * Alt as absent. A drag instead stretches the whole template over a rectangle.
 */
export class SkeletonTool implements Tool {
  readonly name = "skeleton";
  readonly cursor = "crosshair";
  readonly crosshair = false;
  private points: number[] = [];
  private pointer: Position | null = null;
  private pressed: (Position & { screen: Position }) | null = null;
  private stretched: Position | null = null;

  constructor(private readonly editing: Editing) {}

  /** The joint that the next click sets. */
  get next(): number {
    return this.points.length / 3;
  }

  down(pointing: Pointing): void {
    this.pressed = { ...this.within(pointing), screen: pointing.screen };
  }

  move(pointing: Pointing, pressed: boolean): void {
    this.pointer = this.within(pointing);
    const far = this.pressed && distance(this.pressed.screen, pointing.screen) >= 3 * CLICK_SLACK;
    if (pressed && this.points.length === 0 && far) this.stretched = this.pointer;
    this.editing.redraw();
  }

  up(pointing: Pointing): void {
    const from = this.pressed;
    this.pressed = null;
    if (!from) return;
    const cls = this.editing.drawingClass();
    const { stretched } = this;
    if (stretched && cls?.skeleton) {
      this.cancel();
      this.editing.create(skeletonIn(rectOf(from, stretched), cls, this.example(cls.name)));
      return;
    }
    const { x, y } = this.within(pointing);
    this.points.push(rounded(x), rounded(y), pointing.alt ? ABSENT : pointing.shift ? HIDDEN : SEEN);
    if (this.next >= (cls?.skeleton?.keypoints.length ?? 0)) this.finish();
    this.editing.redraw();
  }

  /** The last one of the class that stands already shows how such a thing looks. */
  private example(cls: string) {
    const shapes = this.editing.store.objects.list().filter((object) => object.class === cls);
    const shape = shapes.at(-1)?.shape;
    return shape?.type === "skeleton" ? shape : undefined;
  }

  /** Joints that were not set are absent. */
  finish(): boolean {
    if (this.points.length === 0) return false;
    const count = this.editing.drawingClass()?.skeleton?.keypoints.length ?? 0;
    const points = [...this.points];
    this.cancel();
    while (points.length < 3 * count) points.push(0, 0, ABSENT);
    if (points.some((value, index) => index % 3 === 2 && value !== ABSENT)) {
      this.editing.create({ type: "skeleton", points });
    }
    return true;
  }

  back(): boolean {
    if (this.points.length === 0) return false;
    this.points.length -= 3;
    this.editing.redraw();
    return true;
  }

  cancel(): boolean {
    const had = this.points.length > 0 || this.stretched !== null;
    this.points = [];
    this.stretched = this.pressed = null;
    this.editing.redraw();
    return had;
  }

  draft(): Draft | null {
    const cls = this.editing.drawingClass();
    if (this.pressed && this.stretched && cls?.skeleton) {
      return { shape: skeletonIn(rectOf(this.pressed, this.stretched), cls, this.example(cls.name)), cls };
    }
    if (this.points.length === 0) return null;
    const tip = this.pointer ? [this.pointer.x, this.pointer.y, SEEN] : [];
    return { shape: { type: "skeleton", points: [...this.points, ...tip] }, cls, dots: seen(this.points) };
  }

  private within(place: Position): Position {
    return inside(place, this.editing.size.width, this.editing.size.height);
  }
}

function seen(points: readonly number[]): number[] {
  const dots: number[] = [];
  for (let i = 0; i + 2 < points.length; i += 3) {
    if (points[i + 2] !== ABSENT) dots.push(points[i] as number, points[i + 1] as number);
  }
  return dots;
}
