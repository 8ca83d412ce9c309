import { describe, expect, it } from "vitest";
import { schemaExamples } from "@/i18n/schemaExamples";
import { appended, lineOf, merged, moved, pathOf, readSchema, removed, writeSchema } from "./text";

const text = `media: image
classes:
  # the most common
  - name: car
    shape: box
  - name: person
    shape: point
`;

const namesOf = (yaml: string) => readSchema(yaml).schema?.classes?.map(({ name }) => name);

describe("the schema as text", () => {
  it("is read as YAML and as JSON", () => {
    expect(namesOf(text)).toEqual(["car", "person"]);
    expect(readSchema('{"media": "text"}').schema?.media).toBe("text");
  });

  it("names the line of a mistake", () => {
    const { schema, faults } = readSchema("media: image\nclasses: [\n");
    expect(schema).toBeNull();
    expect(faults[0]?.line).toBeGreaterThanOrEqual(2);
  });

  it("is no schema when it is a list or a word", () => {
    expect(readSchema("- a\n- b\n").schema).toBeNull();
    expect(readSchema("word").schema).toBeNull();
  });

  it("finds the line of a fault by its path, or the nearest thing above", () => {
    expect(lineOf(text, "classes[1].shape")).toBe(7);
    expect(lineOf(text, "classes[1].color")).toBe(6);
    expect(lineOf(text, "nowhere")).toBe(1);
  });

  it("takes a path apart", () => {
    expect(pathOf("classes[2].attributes[0].name")).toEqual(["classes", 2, "attributes", 0, "name"]);
  });

  it("changes one part and leaves the rest, comments included", () => {
    const next = merged(text, ["classes", 0], { name: "truck", hotkey: "1", color: undefined });
    expect(namesOf(next)).toEqual(["truck", "person"]);
    expect(next).toContain("# the most common");
    expect(next).toContain('hotkey: "1"');
  });

  it("adds to a list that is there, and makes one that is not", () => {
    expect(namesOf(appended(text, "classes", { name: "bus", shape: "box" }))).toEqual([
      "car",
      "person",
      "bus",
    ]);
    expect(readSchema(appended(text, "fields", { name: "ok", type: "boolean" })).schema?.fields).toHaveLength(
      1,
    );
  });

  it("moves and removes entries", () => {
    expect(namesOf(moved(text, "classes", 1, -1))).toEqual(["person", "car"]);
    expect(namesOf(moved(text, "classes", 0, -1))).toEqual(["car", "person"]);
    expect(namesOf(removed(text, ["classes", 0]))).toEqual(["person"]);
  });

  it("is written in the usual order, whatever order it was stored in", () => {
    const stored = {
      fields: [],
      classes: [{ shape: "box" as const, name: "car" }],
      media: "image" as const,
      title: {},
    };
    expect(writeSchema(stored).match(/^\w+/gm)).toEqual(["title", "media", "classes", "fields"]);
    expect(writeSchema(stored)).toContain("{name: car, shape: box}");
  });

  it("reads back what it wrote", () => {
    for (const example of Object.values(schemaExamples)) {
      const { schema } = readSchema(example);
      expect(schema && readSchema(writeSchema(schema)).schema).toEqual(schema);
    }
  });
});
