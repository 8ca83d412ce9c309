import { expect, test } from "vitest";
import { ringArea } from "../core/geometry";
import { Job } from "../core/job";
import type { AnnotatedObject, Mask, Polygon } from "../core/model";
import { Classes, type LabelSchema } from "../core/schema";
import type { Lease } from "../core/wire";
import { chosenAreas, combine, convert } from "./combining";

const schema: LabelSchema = {
  media: "image",
  classes: [
    { name: "house", shape: "polygon" },
    { name: "grass", shape: "mask" },
  ],
};
const square = (id: string, x: number, y: number, side: number): AnnotatedObject => ({
  id,
  class: "house",
  shape: { type: "polygon", points: [x, y, x + side, y, x + side, y + side, x, y + side] },
});

function opened(...objects: AnnotatedObject[]): Job {
  const lease = {
    id: 1,
    task: "annotate",
    content: { kind: "image", sha256: "", width: 100, height: 100 },
    draft: { objects, relations: [], answers: {} },
  } as unknown as Lease;
  const job = new Job(lease, schema, new Classes(schema), { showPrelabels: false });
  job.selection.set(objects.map((object) => object.id));
  return job;
}

const areaOf = ({ shape }: AnnotatedObject): number => {
  const { points, holes = [] } = shape as Polygon;
  return ringArea(points) - holes.reduce((sum, hole) => sum + ringArea(hole), 0);
};

test("a union is one object, and one step of undo", async () => {
  const job = opened(square("o1", 0, 0, 20), square("o2", 10, 10, 20));
  await combine(job, "union");
  expect(job.store.objects.list().map(areaOf)).toEqual([700]);
  job.store.undo();
  expect(job.store.objects.ids()).toEqual(["o1", "o2"]);
});

test("what is cut out stays, and makes a hole when it lies inside", async () => {
  const job = opened(square("o1", 0, 0, 40), square("o2", 10, 10, 10));
  await combine(job, "subtract");
  expect(job.store.objects.list().map(areaOf)).toEqual([1500, 100]);
  expect(job.store.objects.get("o1")?.shape).toMatchObject({ holes: [expect.any(Array)] });
});

test("what falls into pieces becomes several objects", async () => {
  const strip = square("o2", 0, 0, 1);
  (strip.shape as Polygon).points = [15, -5, 20, -5, 20, 60, 15, 60];
  const job = opened(square("o1", 0, 0, 40), strip);
  await combine(job, "subtract");
  expect(job.store.objects.list().map(areaOf)).toEqual([800, 65 * 5, 600]);
});

test("nothing is changed when nothing would be left", async () => {
  const job = opened(square("o1", 10, 10, 10), square("o2", 0, 0, 40));
  expect(await combine(job, "subtract")).toBe(false);
  expect(job.store.canUndo).toBe(false);
});

test("a polygon becomes a mask and comes back", () => {
  const job = opened(square("o1", 10, 10, 20));
  convert(job, job.classes.get("grass") as never);
  const [mask] = job.store.objects.list();
  expect(mask?.shape).toMatchObject({ type: "mask", x: 10, y: 10, w: 20, h: 20 } satisfies Partial<Mask>);
  convert(job, job.classes.get("house") as never);
  expect(job.store.objects.list().map(areaOf)).toEqual([400]);
});

test("masks are joined and cut by their pixels", async () => {
  const job = opened(square("o1", 0, 0, 20), square("o2", 10, 10, 20));
  convert(job, job.classes.get("grass") as never);
  await combine(job, "union");
  expect(job.store.objects.size).toBe(1);
  expect(job.store.objects.list()[0]?.shape).toMatchObject({ w: 30, h: 30 });
});

test("locked objects, and areas of different kinds, are left alone", () => {
  const job = opened(square("o1", 0, 0, 20), square("o2", 10, 10, 20));
  job.selection.lock(["o2"], true);
  expect(chosenAreas(job)).toEqual([]);
});
