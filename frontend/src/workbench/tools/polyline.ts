import { OutlineTool } from "./outline";

export class PolylineTool extends OutlineTool {
  readonly name = "polyline";
  protected readonly closed = false;

  protected complete(points: number[]): void {
    this.editing.create({ type: "polyline", points });
  }
}
