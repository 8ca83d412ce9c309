import { expect, test } from "vitest";
import { Activity } from "./activity";

test("pauses longer than the cut-off are not working time", () => {
  let now = 0;
  const activity = new Activity(120_000, () => now);
  activity.restart();
  for (const at of [10_000, 30_000, 300_000, 310_000]) {
    now = at;
    activity.act();
  }
  expect(activity.seconds).toBe(40);
  expect(activity.actedWithin(5_000)).toBe(true);
  now += 60_000;
  expect(activity.actedWithin(30_000)).toBe(false);
});
