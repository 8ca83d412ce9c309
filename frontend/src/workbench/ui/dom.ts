/** A small renderer of virtual nodes: enough for panels, nothing more. */

// biome-ignore lint/suspicious/noExplicitAny: listeners take the event of their own element.
type Listener = (event: any) => void;
type PropValue = string | number | boolean | null | undefined | Listener;

export interface Props {
  [name: string]: PropValue;
  key?: string | number;
}

export interface VNode {
  tag: string;
  props: Props;
  children: readonly Child[];
}

export type Child = VNode | string;
type Loose = Child | number | boolean | null | undefined | readonly Loose[];

const SVG_NS = "http://www.w3.org/2000/svg";
const rendered = new WeakMap<Node, VNode | string>();

export function h(tag: string, props?: Props | null, ...children: Loose[]): VNode {
  return { tag, props: props ?? {}, children: flat(children) };
}

function flat(children: readonly Loose[]): Child[] {
  const result: Child[] = [];
  for (const child of children) {
    if (Array.isArray(child)) result.push(...flat(child));
    else if (typeof child === "number") result.push(String(child));
    else if (child && typeof child !== "boolean") result.push(child as Child);
  }
  return result;
}

/** Makes the children of `into` be `children`, keeping the elements that stay. */
export function render(into: Element, ...children: Loose[]): void {
  patchChildren(into, flat(children));
}

function patchChildren(parent: Element, children: readonly Child[]): void {
  const keyed = new Map<string | number, Node>();
  const unkeyed: Node[] = [];
  for (const node of parent.childNodes) {
    const key = keyOf(rendered.get(node));
    if (key === undefined) unkeyed.push(node);
    else keyed.set(key, node);
  }
  let from = 0;
  const nodes = children.map((child) => {
    const key = keyOf(child);
    let old = key === undefined ? undefined : keyed.get(key);
    if (key === undefined) {
      const index = unkeyed.findIndex((node, i) => i >= from && fits(node, child));
      if (index >= 0) from = index + 1;
      old = unkeyed[index];
    }
    return old && fits(old, child) ? patch(old, child) : create(child, parent);
  });
  const kept = new Set<Node>(nodes);
  for (const node of [...parent.childNodes]) if (!kept.has(node)) node.remove();
  let place = parent.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

const keyOf = (child: Child | undefined) => (typeof child === "object" ? child.props.key : undefined);

function fits(node: Node, child: Child): boolean {
  const was = rendered.get(node);
  if (typeof child === "string") return typeof was === "string";
  return typeof was === "object" && was.tag === child.tag && was.props.key === child.props.key;
}

function create(child: Child, parent: Element): Node {
  if (typeof child === "string") {
    const text = document.createTextNode(child);
    rendered.set(text, child);
    return text;
  }
  const svg = child.tag === "svg" || (parent.namespaceURI === SVG_NS && parent.tagName !== "foreignObject");
  const element = svg ? document.createElementNS(SVG_NS, child.tag) : document.createElement(child.tag);
  update(element, {}, child.props);
  patchChildren(element, child.children);
  rendered.set(element, child);
  if (child.tag === "select") setProp(element, "value", child.props.value);
  const mounted = child.props.mounted;
  if (typeof mounted === "function") mounted(element);
  return element;
}

function patch(node: Node, child: Child): Node {
  const was = rendered.get(node);
  if (typeof child === "string") {
    if (was !== child) {
      (node as Text).data = child;
      rendered.set(node, child);
    }
    return node;
  }
  if (was === child) return node;
  const element = node as Element;
  update(element, (was as VNode).props, child.props);
  if (!child.props.foreign) patchChildren(element, child.children);
  if (child.tag === "select") setProp(element, "value", child.props.value);
  rendered.set(node, child);
  return node;
}

const OWN = new Set(["key", "mounted", "foreign"]);
/** These live on the element, and the person changes them there: always compare with what is there. */
const LIVE = new Set(["value", "checked", "indeterminate"]);

function update(element: Element, before: Props, after: Props): void {
  for (const name of Object.keys(before)) {
    if (!(name in after) && !OWN.has(name)) setProp(element, name, undefined);
  }
  for (const [name, value] of Object.entries(after)) {
    if (!OWN.has(name) && (LIVE.has(name) || before[name] !== value)) setProp(element, name, value);
  }
}

function setProp(element: Element, name: string, value: PropValue): void {
  if (name.startsWith("on")) {
    listen(element, name.slice(2), typeof value === "function" ? value : undefined);
  } else if (LIVE.has(name)) {
    const live = element as unknown as Record<string, unknown>;
    const wanted = name === "value" ? String(value ?? "") : Boolean(value);
    if (live[name] !== wanted) live[name] = wanted;
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

const listening = new WeakMap<Element, Map<string, Listener>>();

/** One lasting listener for each kind of event, which calls the latest function. */
function listen(element: Element, type: string, run: Listener | undefined): void {
  let own = listening.get(element);
  if (!own) {
    own = new Map();
    listening.set(element, own);
  }
  if (!own.has(type)) element.addEventListener(type, (event) => listening.get(element)?.get(type)?.(event));
  own.set(type, run ?? (() => {}));
}
