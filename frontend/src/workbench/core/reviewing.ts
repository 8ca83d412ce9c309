/** What a reviewer has to say of the answer on the screen. */

import { Emitter } from "./emitter";
import type { Defect, DefectClass, Pin, Severity } from "./wire";

export class Reviewing {
  readonly changed = new Emitter();
  comment = "";
  defects: Defect[] = [];
  /** The defect whose place is being pointed out. */
  placing: number | null = null;

  /** A new defect, of the object chosen if there is one. */
  add(objectId: string | null, cls: DefectClass = "other", severity: Severity = "minor"): void {
    this.defects = [...this.defects, { class: cls, severity, ...(objectId && { object_id: objectId }) }];
    this.changed.emit();
  }

  change(index: number, change: Partial<Defect>): void {
    this.defects = this.defects.map((defect, at) => (at === index ? { ...defect, ...change } : defect));
    this.changed.emit();
  }

  remove(index: number): void {
    this.defects = this.defects.filter((_, at) => at !== index);
    this.placing = null;
    this.changed.emit();
  }

  say(comment: string): void {
    this.comment = comment;
    this.changed.emit();
  }

  place(index: number): void {
    this.placing = index;
    this.changed.emit();
  }

  /** The place was pointed out: of the defect that waits for one, or of a new one. */
  pinned(pin: Pin): void {
    if (this.placing === null) {
      this.add(null);
      this.placing = this.defects.length - 1;
    }
    this.change(this.placing, { pin });
    this.placing = null;
    this.changed.emit();
  }

  get empty(): boolean {
    return this.comment.trim() === "" && this.defects.length === 0;
  }
}
