import { describe, expect, it } from "vitest";
import { format, titleIn } from "./core";

const entry = { zh: "{count} 条数据", en: "{count} {count|item|items}" };

describe("a message", () => {
  it("is filled in, in the reader's language", () => {
    expect(format(entry, "zh-CN", { count: 3 })).toBe("3 条数据");
    expect(format(entry, "en", { count: 3 })).toBe("3 items");
  });

  it("minds one and many in English", () => {
    expect(format(entry, "en", { count: 1 })).toBe("1 item");
    expect(format(entry, "en", { count: 0 })).toBe("0 items");
  });

  it("groups the digits of large numbers", () => {
    expect(format(entry, "en", { count: 1000000 })).toBe("1,000,000 items");
  });

  it("keeps a place that nothing was given for", () => {
    expect(format({ zh: "{name}", en: "{name}" }, "en")).toBe("{name}");
  });
});

describe("a title from data", () => {
  it("falls back to the other language, then to the name", () => {
    expect(titleIn({ zh: "汽车", en: "Car" }, "en", "car")).toBe("Car");
    expect(titleIn({ zh: "汽车" }, "en", "car")).toBe("汽车");
    expect(titleIn({}, "zh-CN", "car")).toBe("car");
    expect(titleIn("车", "en", "car")).toBe("车");
  });
});
