import type { Gates } from "@/api/types";

export const gateNames: (keyof Gates)[] = [
  "personal_data",
  "important_data",
  "surveying",
  "subcontract_consent",
];

/** Items without a fault that prove at most this share of faulty ones, as the server draws them. */
export function sampleSize(mostErrors: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - mostErrors) - 1e-12);
}
