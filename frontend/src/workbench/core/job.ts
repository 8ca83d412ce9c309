/** One item on the screen: its document, what is chosen in it, and how far it is. */

import type { About } from "../fields/kind";
import { answered, attributesFor } from "./commands";
import { Emitter } from "./emitter";
import { type Facts, factsOf, textOf, textOfMessages } from "./facts";
import { Checker, type Fault } from "./faults";
import { freeObjectId } from "./ids";
import { type AnnotatedObject, completed, type Document, emptyDocument, type Shape } from "./model";
import { type Ask, answerTo, askId, asksOf, attributesAsked, handedIn } from "./questions";
import type { Classes, LabelSchema, ObjectClass, Question } from "./schema";
import { Selection } from "./selection";
import { type Delta, DocumentStore, type Journal } from "./store";
import type { Lease } from "./wire";

/** What was kept of an item on this computer. */
export interface Kept {
  start: Document;
  journal: Journal;
  revision: number;
}

/** Something that number keys can answer: a question, or an attribute of the object chosen. */
export interface Target {
  id: string;
  ofObject: boolean;
  ask?: Ask;
  attribute?: Question;
}

export const attributeId = (attribute: Question): string => `@${attribute.name}`;

/** The document that work on an item begins with. */
export function startOf(lease: Lease, showPrelabels: boolean): Document {
  if (lease.draft) return completed(lease.draft);
  if (lease.task !== "annotate") return completed(lease.answers?.[0]?.document);
  if (lease.returned) return completed(lease.returned.document);
  if (showPrelabels && lease.prelabel) return { ...emptyDocument(), answers: lease.prelabel.answers ?? {} };
  return emptyDocument();
}

export class Job {
  readonly changed = new Emitter();
  readonly facts: Facts;
  readonly store: DocumentStore;
  readonly selection = new Selection();
  readonly start: Document;
  readonly about: About;
  /** The question that number keys answer; null while they choose classes. */
  activeAsk: string | null = null;
  /** What the server found wrong when it was handed in. */
  refusal: Fault[] = [];
  /** Whether what is missing is shown; not before the first attempt to hand in. */
  checked = false;
  revision: number;
  private readonly checker: Checker;
  private nextNumber = 1;
  private askCache: Ask[] | null = null;
  private faultCache: Fault[] | null = null;

  constructor(
    readonly lease: Lease,
    readonly schema: LabelSchema,
    readonly classes: Classes,
    options: { showPrelabels: boolean; kept?: Kept | null; revision?: number },
  ) {
    const { kept, showPrelabels } = options;
    this.facts = factsOf(lease.content);
    this.about = aboutOf(lease);
    this.checker = new Checker(schema, classes, this.facts, this.about);
    const serverRevision = lease.draft_revision ?? 0;
    const useKept = kept && kept.revision >= serverRevision ? kept : null;
    this.start = useKept?.start ?? startOf(lease, showPrelabels);
    const suggestions = showPrelabels && lease.task === "annotate" ? completed(lease.prelabel).objects : [];
    this.store = new DocumentStore(this.start, lease.returned ? [] : suggestions);
    if (useKept) this.store.replay(useKept.journal);
    this.revision = Math.max(serverRevision, kept?.revision ?? 0, options.revision ?? 0);
    this.store.changed.on(() => this.forget());
    this.selection.changed.on(() => {
      if (this.activeAsk && !this.targets().some((target) => target.id === this.activeAsk))
        this.activeAsk = null;
      this.changed.emit();
    });
    // In chats nearly all of the work is answering; where there are no classes, all of it is.
    if (classes.all.length === 0 || schema.media === "chat") this.activeAsk = this.firstOpenAsk();
  }

  private forget(): void {
    this.askCache = this.faultCache = null;
    this.refusal = [];
    this.selection.keepOnly((id) => this.store.objects.has(id) || this.store.suggestion(id) !== undefined);
    this.changed.emit();
  }

  apply(name: string, deltas: readonly Delta[], merge?: string): void {
    this.store.apply(name, deltas, merge);
  }

  /** An object or an open suggestion. */
  object(id: string): AnnotatedObject | undefined {
    return this.store.objects.get(id) ?? this.store.suggestion(id);
  }

  fresh(cls: ObjectClass, shape: Shape): AnnotatedObject {
    const id = freeObjectId(this.store, this.nextNumber);
    this.nextNumber = Number(id.slice(1)) + 1;
    return { id, class: cls.name, shape, attributes: attributesFor(cls) };
  }

  asks(): Ask[] {
    this.askCache ??= asksOf({
      schema: this.schema,
      facts: this.facts,
      objects: this.store.objects.list(),
      answers: this.store.allAnswers(),
    });
    return this.askCache;
  }

  answer(ask: Ask): unknown {
    return answerTo(this.store.allAnswers(), ask);
  }

  setAnswer({ field, key }: Ask, value: unknown, typing = false): void {
    const merge = typing ? `answer ${field.name} ${key ?? ""}` : undefined;
    this.apply("answer", answered(this.store, field.name, value, key), merge);
  }

  activate(id: string | null): void {
    this.activeAsk = id;
    this.changed.emit();
  }

  /** What number keys can answer, in order: first about the one object chosen, then about the rest. */
  targets(): Target[] {
    const { single } = this.selection;
    const object = single ? this.store.objects.get(single) : undefined;
    const attributes = object ? attributesAsked(this.classes.get(object.class)?.attributes, object) : [];
    const asks = this.asks().map(
      (ask): Target => ({ id: askId(ask), ask, ofObject: ask.field.of === "region" }),
    );
    return [
      ...attributes.map((attribute): Target => ({ id: attributeId(attribute), attribute, ofObject: true })),
      ...asks.filter((target) => target.ofObject && target.ask?.key === single),
      ...asks.filter((target) => !target.ofObject),
    ];
  }

  /** Moves the keys to the next target, or the one before. */
  step(by: 1 | -1): void {
    const targets = this.targets();
    const at = targets.findIndex((target) => target.id === this.activeAsk);
    const next = targets[at < 0 ? (by > 0 ? 0 : targets.length - 1) : at + by];
    if (next) this.activate(next.id);
  }

  /** After an answer the keys go on, but not from an object to the item: the next object may be wanted. */
  goOn(): void {
    const targets = this.targets();
    const at = targets.findIndex((target) => target.id === this.activeAsk);
    if (targets[at]?.ofObject && !targets[at + 1]?.ofObject) this.activate(null);
    else this.step(1);
  }

  private firstOpenAsk(): string | null {
    const asks = this.asks().filter((ask) => ask.field.of !== "region");
    const open = asks.find((ask) => this.answer(ask) === undefined) ?? asks[0];
    return open ? askId(open) : null;
  }

  faults(): Fault[] {
    this.faultCache ??= this.checker.faults(this.store.document());
    return [...this.refusal, ...this.faultCache];
  }

  /** What would be handed in now. */
  result(): Document {
    return handedIn(this.store.document(), this.schema, this.facts, this.classes);
  }
}

function aboutOf({ content }: Lease): About {
  if (content.kind !== "chat") return { responses: [], original: () => null };
  const responses = content.responses ?? [];
  return {
    responses: responses.map(({ id }, index) => ({ id, label: String.fromCharCode(65 + index) })),
    original(of) {
      const response = responses.find((one) => one.id === of);
      if (response) return textOfMessages(response.messages);
      const turn = content.messages[Number(of)];
      return turn ? textOf(turn.content) : null;
    },
  };
}
