import { expect, it } from "vitest";
import { factor, fen, yuan } from "./money";

it("writes fen as yuan with two digits and thousands", () => {
  expect(yuan(123450, "zh-CN")).toBe("¥1,234.50");
  expect(yuan(-5, "en")).toBe("−¥0.05");
  expect(yuan(null, "en")).toBe("–");
});

it("takes yuan back to whole fen without a rounding fault", () => {
  expect(fen(0.29)).toBe(29);
  expect(fen(1.15)).toBe(115);
});

it("writes coefficients as factors", () => {
  expect(factor(1000, "en")).toBe("1.00");
  expect(factor(1205, "en")).toBe("1.205");
});
