import { describe, expect, it } from "vitest";
import type { Field, LabelClass } from "@/api/types";
import { answerText, attributesText } from "./answers";

describe("an answer in words", () => {
  it("names options by their titles", () => {
    const field: Field = {
      name: "weather",
      type: "choice",
      options: [{ name: "rain", title: { zh: "雨", en: "Rain" } }],
    };
    expect(answerText(field, "rain", "zh-CN")).toBe("雨");
  });

  it("reads a path of a tree and an order with ties", () => {
    const tree: Field = { name: "kind", type: "tree", options: [{ name: "a", children: [{ name: "b" }] }] };
    expect(answerText(tree, ["a", "b"], "en")).toBe("a / b");
    expect(answerText({ name: "order", type: "ranking" }, ["c", ["a", "b"]], "en")).toBe("c > a = b");
  });

  it("tells a preference and a rubric", () => {
    const preference: Field = { name: "preference", type: "preference" };
    expect(answerText(preference, { better: "b", strength: 2 }, "en")).toBe("B is better (strength 2)");
    expect(answerText(preference, { better: "tie" }, "en")).toBe("A tie");
    const rubric: Field = { name: "rubric", type: "rubric", criteria: [{ name: "clear", max: 5 }] };
    expect(answerText(rubric, { clear: { score: 4, note: "fine" } }, "en")).toBe("clear: 4 fine");
  });

  it("gives each response a line of its own", () => {
    const field: Field = { name: "quality", type: "rating", of: "response" };
    expect(answerText(field, { a: 5, b: 2 }, "en")).toBe("A: 5\nB: 2");
  });
});

describe("attributes in words", () => {
  it("are named by their titles, and left out where they say no", () => {
    const car: LabelClass = {
      name: "car",
      shape: "box",
      attributes: [
        { name: "occluded", type: "boolean", title: { zh: "被遮挡", en: "Occluded" } },
        { name: "kind", type: "choice", options: [{ name: "van", title: { zh: "面包车", en: "Van" } }] },
      ],
    };
    expect(attributesText(car, { occluded: true, kind: "van" }, "zh-CN")).toBe(" (被遮挡, kind: 面包车)");
    expect(attributesText(car, { occluded: false, kind: null }, "en")).toBe("");
  });
});
