/** The label schemas of a project by version: held leases keep the one that they were given with. */

import type { LabelSchema } from "../core/schema";
import type { Workplace } from "../core/wire";
import type { Server } from "../sync/server";

export class Schemas {
  private readonly known: Map<number, LabelSchema>;

  constructor(
    private readonly place: Workplace,
    private readonly server: Server,
    /** Versions kept here, for a time without a network. */
    kept: Readonly<Record<number, LabelSchema>> = {},
    private readonly learned: (schemas: Record<number, LabelSchema>) => void = () => {},
  ) {
    this.known = new Map(Object.entries(kept).map(([version, schema]) => [Number(version), schema]));
    this.known.set(place.schema_version, place.schema);
  }

  async get(version: number): Promise<LabelSchema> {
    let schema = this.known.get(version);
    if (!schema) {
      const path = `/api/projects/${this.place.project_id}/schema?version=${version}`;
      schema = (await this.server.call<{ schema: LabelSchema }>("GET", path)).schema;
      this.known.set(version, schema);
      this.learned(Object.fromEntries(this.known));
    }
    return schema;
  }
}
