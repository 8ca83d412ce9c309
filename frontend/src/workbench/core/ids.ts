/** Names for new things. `crypto.randomUUID` is missing on plain http pages, so this does without it. */

export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The next free `o1`, `o2`, … */
export function freeObjectId(taken: { has(id: string): boolean }, from: number): string {
  let number = from;
  while (taken.has(`o${number}`)) number++;
  return `o${number}`;
}
