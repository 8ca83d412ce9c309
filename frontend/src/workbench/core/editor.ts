/** What the frame asks of the editor of one kind of data. */

import type { OutlineRequest } from "../tools/tool";
import type { Job } from "./job";
import type { Command } from "./keymap";
import type { AnnotatedObject, Mask } from "./model";
import type { ObjectClass } from "./schema";
import type { Pin } from "./wire";

/** What an editor may ask of the frame. */
export interface Host {
  /** The class that new objects take. */
  activeClass(): ObjectClass | null;
  activate(cls: ObjectClass | null): void;
  /** Whether the answer may be changed now. */
  editable(): boolean;
  /** Objects beside the document: other answers, what was removed. */
  ghosts(): readonly { object: AnnotatedObject; color: string }[];
  /** A colour of its own for objects that differ. */
  special(object: AnnotatedObject): { color: string } | undefined;
  pins(): readonly { pin: Pin; label: string; title: string; severity: string }[];
  pinned(pin: Pin): void;
  /** The outline of what is in a box of the picture. */
  outline(request: OutlineRequest): Promise<Mask>;
  say(words: string): void;
}

export interface Editor {
  readonly element: HTMLElement;
  open(job: Job): void;
  /** A class was chosen by key or click; true when that already did something with it. */
  classChosen(cls: ObjectClass): boolean;
  /** Points out where a comment belongs; the place comes to `Host.pinned`. */
  startPin(): void;
  commands(): Command[];
  reveal(id: string): void;
  /** Where the object is on the screen, for panels beside it. */
  placeOf(id: string): DOMRect | null;
  /** Something outside the document changed: ghosts, pins, special colours. */
  refresh(): void;
  destroy(): void;
}
