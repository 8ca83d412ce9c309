import { describe, expect, it } from "vitest";
import type { LabelSchema } from "@/api/types";
import { complete, suggested } from "./steps";

const schema = (classes: string[], fields: string[] = []): LabelSchema => ({
  media: "image",
  classes: classes.map((name) => ({ name, shape: "box" as const })),
  fields: fields.map((name) => ({ name, type: "text" as const })),
});

describe("the suggested steps", () => {
  it("are none when nothing went", () => {
    expect(suggested(schema(["car"]), schema(["car", "bus"]))).toEqual([]);
  });

  it("take one name gone and one come in its place as a new name", () => {
    expect(suggested(schema(["car", "bus"]), schema(["vehicle", "bus"]))).toEqual([
      { step: "rename_class", from: "car", to: "vehicle" },
    ]);
  });

  it("remove what is gone for good", () => {
    expect(suggested(schema(["car", "bus"], ["note"]), schema(["bus"]))).toEqual([
      { step: "remove_class", class: "car" },
      { step: "remove_field", field: "note" },
    ]);
  });
});

describe("a step", () => {
  it("is complete when all that it needs is filled in", () => {
    expect(complete({ step: "rename_class", from: "car" })).toBe(false);
    expect(complete({ step: "rename_class", from: "car", to: "bus" })).toBe(true);
    expect(complete({ step: "add_attribute", class: "car", attribute: "make" })).toBe(true);
  });
});
