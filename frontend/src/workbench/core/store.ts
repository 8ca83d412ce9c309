/**
 * The document at hand, changed only by commands.
 *
 * A command is a list of deltas {op, id, before, after}; its inverse is the same list backwards with
 * before and after exchanged. One journal of commands serves undo and redo, autosave, work without
 * a network and the figures of effort.
 */

import { Emitter } from "./emitter";
import { type AnnotatedObject, type Document, type Relation, same } from "./model";
import { Ordered, type Placed } from "./ordered";

export type SuggestionState = "open" | "accepted" | "changed" | "rejected";

export type Delta =
  | {
      op: "object";
      id: string;
      before: Placed<AnnotatedObject> | null;
      after: Placed<AnnotatedObject> | null;
    }
  | { op: "relation"; id: string; before: Placed<Relation> | null; after: Placed<Relation> | null }
  | { op: "answer"; id: string; before: unknown; after: unknown }
  | { op: "suggestion"; id: string; before: SuggestionState; after: SuggestionState };

export interface Entry {
  name: string;
  deltas: Delta[];
  at: number;
}

export interface Journal {
  entries: Entry[];
  /** How many entries are in force; those after it can be redone. */
  position: number;
  undone: number;
}

export interface Changed {
  objects: Set<string>;
  relations: boolean;
  answers: boolean;
  suggestions: Set<string>;
}

export const relationId = (relation: Relation): string =>
  JSON.stringify([relation.from, relation.class, relation.to]);

export function inverse(deltas: readonly Delta[]): Delta[] {
  return deltas.map((delta) => ({ ...delta, before: delta.after, after: delta.before }) as Delta).reverse();
}

const MERGE_WITHIN_MS = 1500;

export class DocumentStore {
  readonly changed = new Emitter<Changed>();
  readonly objects: Pick<Ordered<AnnotatedObject>, "get" | "has" | "size" | "ids" | "list" | "placed">;
  readonly relations: Pick<Ordered<Relation>, "get" | "has" | "size" | "ids" | "list" | "placed">;
  private readonly ownObjects: Ordered<AnnotatedObject>;
  private readonly ownRelations: Ordered<Relation>;
  private readonly answers: Record<string, unknown>;
  private readonly suggested: Map<string, AnnotatedObject>;
  private readonly suggestionStates = new Map<string, SuggestionState>();
  private entries: Entry[] = [];
  private position = 0;
  private undone = 0;
  private mergeable: string | null = null;

  constructor(
    start: Document,
    suggestions: readonly AnnotatedObject[] = [],
    private readonly now: () => number = Date.now,
  ) {
    this.objects = this.ownObjects = new Ordered(start.objects, (object) => object.id);
    this.relations = this.ownRelations = new Ordered(start.relations, relationId);
    this.answers = structuredClone(start.answers);
    this.suggested = new Map(suggestions.map((object) => [object.id, object]));
    for (const id of this.suggested.keys())
      this.suggestionStates.set(id, this.objects.has(id) ? "accepted" : "open");
  }

  /** Whether an object or a suggestion bears this id. */
  has(id: string): boolean {
    return this.objects.has(id) || this.suggested.has(id);
  }

  answer(name: string, key?: string): unknown {
    const value = this.answers[name];
    return key === undefined ? value : (value as Record<string, unknown> | undefined)?.[key];
  }

  allAnswers(): Readonly<Record<string, unknown>> {
    return this.answers;
  }

  openSuggestions(): AnnotatedObject[] {
    return [...this.suggested.values()].filter((object) => this.suggestionStates.get(object.id) === "open");
  }

  /** A suggestion that is not decided yet. */
  suggestion(id: string): AnnotatedObject | undefined {
    return this.suggestionStates.get(id) === "open" ? this.suggested.get(id) : undefined;
  }

  suggestionState(id: string): SuggestionState | undefined {
    return this.suggestionStates.get(id);
  }

  document(): Document {
    return {
      objects: this.objects.list(),
      relations: this.relations.list(),
      answers: structuredClone(this.answers),
    };
  }

  /**
   * Does the command and writes it down. Commands with the same `merge` word in quick succession
   * (typing, nudging) become one step of undo.
   */
  apply(name: string, deltas: readonly Delta[], merge?: string): void {
    const effective = deltas.filter((delta) => !same(delta.before, delta.after));
    if (effective.length === 0) return;
    this.entries.length = this.position;
    const last = this.entries[this.position - 1];
    const at = this.now();
    if (merge && this.mergeable === merge && last && at - last.at < MERGE_WITHIN_MS) {
      last.deltas = joined(last.deltas, effective);
      last.at = at;
    } else {
      this.entries.push({ name, deltas: [...effective], at });
      this.position++;
    }
    this.mergeable = merge ?? null;
    this.perform(effective);
  }

  undo(): Entry | null {
    const entry = this.entries[this.position - 1];
    if (!entry) return null;
    this.position--;
    this.undone++;
    this.mergeable = null;
    this.perform(inverse(entry.deltas));
    return entry;
  }

  redo(): Entry | null {
    const entry = this.entries[this.position];
    if (!entry) return null;
    this.position++;
    this.mergeable = null;
    this.perform(entry.deltas);
    return entry;
  }

  get canUndo(): boolean {
    return this.position > 0;
  }

  get canRedo(): boolean {
    return this.position < this.entries.length;
  }

  journal(): Journal {
    return { entries: this.entries, position: this.position, undone: this.undone };
  }

  /** Does again what a journal says, on the document that it began with. */
  replay(journal: Journal): void {
    this.entries = structuredClone(journal.entries);
    this.position = Math.min(journal.position, this.entries.length);
    this.undone = journal.undone;
    this.perform(this.entries.slice(0, this.position).flatMap((entry) => entry.deltas));
  }

  private perform(deltas: readonly Delta[]): void {
    const changed: Changed = { objects: new Set(), relations: false, answers: false, suggestions: new Set() };
    for (const delta of deltas) {
      if (delta.op === "object") {
        this.ownObjects.place(delta.id, delta.after);
        changed.objects.add(delta.id);
      } else if (delta.op === "relation") {
        this.ownRelations.place(delta.id, delta.after);
        changed.relations = true;
      } else if (delta.op === "answer") {
        if (delta.after === undefined) delete this.answers[delta.id];
        else this.answers[delta.id] = delta.after;
        changed.answers = true;
      } else {
        this.suggestionStates.set(delta.id, delta.after);
        changed.suggestions.add(delta.id);
      }
    }
    this.changed.emit(changed);
  }
}

/** Two lists as one; a delta that goes on from the last one of the same thing is folded into it. */
function joined(first: readonly Delta[], second: readonly Delta[]): Delta[] {
  const result = [...first];
  for (const delta of second) {
    const at = result.length - 1;
    const last = result[at];
    if (last && last.op === delta.op && last.id === delta.id) {
      result[at] = { ...delta, before: last.before } as Delta;
    } else result.push(delta);
  }
  return result;
}
