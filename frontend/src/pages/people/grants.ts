/** Who may give which role, and where it holds: what the forms offer. The server has the last word. */

import type { Grant, Me, Role } from "@/api/types";
import { roleWords } from "@/i18n/words";

type Scope = "programme" | "centre" | "customer";

const scopes: Partial<Record<Role, Scope>> = {
  customer: "customer",
  sponsor: "programme",
  administrator: "programme",
};

export function scopeOf(role: Role): Scope {
  return scopes[role] ?? "centre";
}

const byCentreManager: Role[] = [
  "annotator",
  "team_leader",
  "reviewer",
  "project_manager",
  "examiner",
  "finance",
  "care_staff",
];

/** The roles that the person may give to others. */
export function grantable(me: Me): Role[] {
  const held = new Set(me.roles.map(({ role }) => role));
  if (held.has("administrator")) return Object.keys(roleWords) as Role[];
  return held.has("centre_manager") ? byCentreManager : [];
}

/** A role in the scope that it is granted in, the other scope left out. */
export function grantOf(role: Role, where: Pick<Grant, "centre_id" | "customer_id">): Grant {
  const scope = scopeOf(role);
  return {
    role,
    centre_id: scope === "centre" ? where.centre_id : null,
    customer_id: scope === "customer" ? where.customer_id : null,
  };
}
