import { describe, expect, it } from "vitest";
import { bytes, day, duration, moment, percent } from "./figures";

describe("figures", () => {
  it("tell a span of time in the unit that fits", () => {
    expect(duration(42.4, "zh-CN")).toBe("42 秒");
    expect(duration(95, "en")).toBe("2 min");
    expect(duration(15_130, "zh-CN")).toBe("4 小时 12 分");
    expect(duration(null, "en")).toBe("None yet");
  });

  it("write dates the Chinese way, and in the ISO order in English", () => {
    const at = new Date(2026, 4, 7, 9, 5);
    expect(moment(at.toISOString(), "zh-CN", at)).toBe("05/07 09:05");
    expect(moment(at.toISOString(), "en", new Date(2027, 0, 1))).toBe("2026-05-07 09:05");
    expect(day(at.toISOString(), "en")).toBe("2026-05-07");
  });

  it("shorten sizes", () => {
    expect(bytes(0, "en")).toBe("0 B");
    expect(bytes(1536, "en")).toBe("1.5 KB");
    expect(bytes(183_201_233, "en")).toBe("174.7 MB");
  });

  it("show a share that is not known as a dash", () => {
    expect(percent(null, "en")).toBe("–");
    expect(percent(0.363, "zh-CN", 1)).toBe("36.3%");
  });
});
