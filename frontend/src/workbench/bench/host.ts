/** What editors may ask of the frame, answered by the bench. */

import type { Host } from "../core/editor";
import type { Mask } from "../core/model";
import { t } from "../i18n";
import type { OutlineRequest } from "../tools/tool";
import type { Bench } from "./bench";

export function hostOf(bench: Bench): Host {
  return {
    activeClass: () => (bench.activeClass ? (bench.classes.get(bench.activeClass) ?? null) : null),
    activate: (cls) => {
      bench.activeClass = cls?.name ?? null;
      bench.changed.emit();
    },
    editable: () => bench.editable,
    ghosts: () => bench.comparing.ghosts(),
    special: (object) => bench.comparing.special(object),
    pins: () => pinsOf(bench),
    pinned: (pin) => bench.reviewing?.pinned(pin),
    outline: (request) => outlineOf(bench, request),
    say: (words) => bench.say(words),
  };
}

/** Places that a reviewer pointed out. */
function pinsOf(bench: Bench) {
  const defects = bench.reviewing?.defects ?? bench.job?.lease.returned?.defects ?? [];
  return defects.flatMap(({ pin, class: cls, note, severity = "minor" }, index) =>
    pin ? [{ pin, label: String(index + 1), title: `${t(`defect.${cls}`)} ${note ?? ""}`, severity }] : [],
  );
}

async function outlineOf(bench: Bench, request: OutlineRequest): Promise<Mask> {
  const lease = bench.job?.lease.id;
  const reply = await bench.parts.server.call<{ mask: Mask }>(
    "POST",
    `/api/leases/${lease}/outline`,
    request,
  );
  return reply.mask;
}
