import type { Question } from "../core/schema";
import { named, t } from "../i18n";
import { h, type VNode } from "../ui/dom";
import type { About, Asking, FieldKind } from "./kind";

/** Best first; equals stand together. */
type Places = string[][];

interface Entry {
  id: string;
  label: string;
}

function entries(question: Question, about: About): Entry[] {
  const options = question.options ?? [];
  return options.length
    ? options.map((option) => ({ id: option.name, label: named(option) }))
    : about.responses;
}

const placesOf = (value: unknown): Places =>
  Array.isArray(value) ? value.map((part) => (Array.isArray(part) ? [...part] : [String(part)])) : [];

function answerOf(places: Places): unknown {
  const filled = places.filter((place) => place.length);
  return filled.length ? filled.map((place) => (place.length === 1 ? place[0] : place)) : undefined;
}

const without = (places: Places, id: string): Places =>
  places.map((place) => place.filter((one) => one !== id)).filter((place) => place.length);

/** The ranking with `id` in a place of its own at `at`. */
export function placedAt(places: Places, id: string, at: number): Places {
  const from = places.findIndex((place) => place.length === 1 && place[0] === id);
  const rest = without(places, id);
  const to = from >= 0 && from < at ? at - 1 : at;
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, [id]);
  return rest;
}

/** The ranking with `id` equal to those at the place. */
export function tiedWith(places: Places, id: string, other: string): Places {
  return without(places, id).map((place) => (place.includes(other) ? [...place, id] : place));
}

const DRAGGED = "text/x-beanfield-rank";

function row(asking: Asking, places: Places, entry: Entry, at: number): VNode {
  const { question, current, set, disabled } = asking;
  const change = (next: (now: Places) => Places) => set(answerOf(next(placesOf(current()))));
  const above = places[at - 1]?.[0];
  const tied = (places[at]?.length ?? 0) > 1;
  const button = (label: string, title: string, run: () => void, off = false) =>
    h(
      "button",
      { type: "button", class: "small", title, "aria-label": title, disabled: disabled || off, onclick: run },
      label,
    );
  return h(
    "li",
    {
      key: entry.id,
      class: tied ? "rank tied" : "rank",
      draggable: disabled ? null : "true",
      ondragstart: (event: DragEvent) => event.dataTransfer?.setData(DRAGGED, entry.id),
      ondragover: (event: DragEvent) => event.preventDefault(),
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        const id = event.dataTransfer?.getData(DRAGGED);
        if (id && id !== entry.id) change((now) => placedAt(now, id, at));
      },
    },
    h("span", { class: "place" }, at + 1),
    h("span", { class: "name" }, entry.label),
    question.ties &&
      above &&
      !tied &&
      button("=", t("ranking.tie"), () => change((now) => tiedWith(now, entry.id, above))),
    tied && button("≠", t("ranking.untie"), () => change((now) => placedAt(now, entry.id, at + 1))),
    button(
      "↑",
      t("ranking.up"),
      () => change((now) => placedAt(now, entry.id, tied ? at : at - 1)),
      at === 0 && !tied,
    ),
    button(
      "↓",
      t("ranking.down"),
      () => change((now) => placedAt(now, entry.id, at + 2)),
      at === places.length - 1 && !tied,
    ),
    button("×", t("ranking.out"), () => change((now) => without(now, entry.id))),
  );
}

/** All in order, best first: by number keys, buttons or dragging. */
export const ranking: FieldKind = {
  faults(question, value, about) {
    const ranked = new Set(placesOf(value).flat());
    const missing = entries(question, about).filter((entry) => !ranked.has(entry.id));
    const names = missing.map((entry) => entry.label).join("、");
    return missing.length ? [{ key: "fault.not_ranked", params: { names } }] : [];
  },
  render(asking) {
    const { question, value, current, set, about, disabled, hot } = asking;
    const all = entries(question, about);
    const places = placesOf(value);
    const ranked = new Set(places.flat());
    const entry = (id: string) => all.find((one) => one.id === id) ?? { id, label: id };
    return h(
      "div",
      { class: "ranking" },
      h(
        "ol",
        null,
        places.flatMap((place, at) => place.map((id) => row(asking, places, entry(id), at))),
      ),
      h(
        "div",
        { class: "unranked" },
        all.map((one, index) =>
          ranked.has(one.id)
            ? null
            : h(
                "button",
                {
                  type: "button",
                  key: one.id,
                  class: "step",
                  disabled,
                  onclick: () => set(answerOf([...without(placesOf(current()), one.id), [one.id]])),
                },
                h("span", null, one.label),
                hot && h("kbd", null, index + 1),
              ),
        ),
      ),
    );
  },
  pick({ question, value, about }, n) {
    const all = entries(question, about);
    const entry = all[n - 1];
    const places = placesOf(value);
    if (!entry) return undefined;
    const next = places.flat().includes(entry.id) ? without(places, entry.id) : [...places, [entry.id]];
    return { value: answerOf(next), done: next.flat().length === all.length };
  },
  words(question, value, about) {
    const all = entries(question, about);
    const label = (id: string) => all.find((one) => one.id === id)?.label ?? id;
    return placesOf(value)
      .map((place) => place.map(label).join(" = "))
      .join(" > ");
  },
};
