/**
 * The service worker: opens the workbench without a network.
 *
 * It holds the built workbench, and gives out media that the workbench has laid in the cache. What the
 * server says (`/api`) never passes through it: the workbench keeps that itself, for each person.
 */

import { contentOf, isExpired, MEDIA_CACHE, mediaKey, SHELL_CACHE, sweep } from "./names";
import { partOf } from "./ranges";

interface WorkerEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(reply: Promise<Response>): void;
}

interface Scope {
  addEventListener(type: "install" | "activate", run: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", run: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** Put in by the build: the files of the workbench, and a name for just these. */
declare const __SHELL__: { version: string; files: string[] };

const scope = self as unknown as Scope;
const PAGE = "/workbench.html";
const WORKBENCH = /^\/(work|review|adjudicate|exam|grid)\/[^/]/;
/** Longer than any answer on a poor line; the page is then taken from here. */
const PATIENCE_MS = 3_000;
const files = new Set(__SHELL__.files);
const shell = SHELL_CACHE + __SHELL__.version;

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const reply = answer(event.request);
  if (reply) event.respondWith(reply);
});

async function install(): Promise<void> {
  const cache = await caches.open(shell);
  await cache.addAll([PAGE, ...files]);
  await scope.skipWaiting();
}

/** Windows that are open still want the version before this one: it is kept, older ones are not. */
async function activate(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(SHELL_CACHE) && name !== shell);
  for (const old of shells.slice(0, -1)) await caches.delete(old);
  await sweep(await caches.open(MEDIA_CACHE), Date.now());
  await scope.clients.claim();
}

function answer(request: Request): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return null;
  if (request.mode === "navigate") return WORKBENCH.test(url.pathname) ? page(request) : null;
  if (url.pathname.startsWith("/assets/")) return kept(request);
  const content = contentOf(url);
  return content ? media(request, content) : null;
}

async function page(request: Request): Promise<Response> {
  const own = await caches.open(shell).then((cache) => cache.match(PAGE));
  if (!own) return fetch(request);
  try {
    const reply = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return reply.status >= 500 ? own : reply;
  } catch {
    return own;
  }
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function media(request: Request, content: string): Promise<Response> {
  const cache = await caches.open(MEDIA_CACHE);
  const own = await cache.match(mediaKey(content));
  if (!own) return fetch(request);
  if (!isExpired(own, Date.now())) return partOf(own, request.headers.get("range"));
  await cache.delete(mediaKey(content));
  return fetch(request);
}
