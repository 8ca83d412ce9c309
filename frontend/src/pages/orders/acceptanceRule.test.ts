import { expect, it } from "vitest";
import { sampleSize } from "./acceptanceRule";

it("asks for as many items as the server draws", () => {
  expect([0.05, 0.03, 0.02, 0.01, 0.005].map((share) => sampleSize(share, 0.95))).toEqual([
    59, 99, 149, 299, 598,
  ]);
});
