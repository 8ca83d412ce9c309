/** Exams and certificates. */

import type { Schemas, Whole } from "./wire";

export type Question = Whole<Schemas["Question"]>;
export type NewQuestion = Schemas["NewQuestion"];
export type Blueprint = Whole<Schemas["Blueprint"]>;
export type NewBlueprint = Schemas["NewBlueprint"];
export type Qualification = Whole<Schemas["Qualification"]>;
export type Attempt = Whole<Schemas["Attempt"]>;
export type AttemptRow = Whole<Schemas["AttemptRow"]>;
export type ShownQuestion = Attempt["questions"][number];
export type TaskResult = Attempt["tasks"][number];
export type AnswersSaved = Whole<Schemas["AnswersSaved"]>;
export type Certificate = Whole<Schemas["Certificate"]>;
