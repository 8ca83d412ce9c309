import { OutlineTool } from "./outline";

export class PolygonTool extends OutlineTool {
  readonly name = "polygon";
  protected readonly closed = true;

  protected complete(points: number[]): void {
    this.editing.create({ type: "polygon", points });
  }
}
