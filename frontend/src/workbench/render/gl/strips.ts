/** Which corners make the triangles of widened segments, and which make plain lines. */

import { SEGMENT_CORNERS } from "./geometry";

const TRIANGLES = [0, 1, 2, 1, 3, 2];
const LINE = [0, 1];

/** The same pattern for every segment; made anew only when more segments come. */
export class Strips {
  private held = 0;
  private readonly triangles: WebGLBuffer;
  private readonly lines: WebGLBuffer;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.triangles = gl.createBuffer();
    this.lines = gl.createBuffer();
  }

  /** Draws the first segments of the buffer that is bound. */
  draw(segments: number, thin: boolean): void {
    const { gl } = this;
    if (segments > this.held) this.grow(Math.max(segments, 2 * this.held, 1024));
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, thin ? this.lines : this.triangles);
    if (thin) gl.drawElements(gl.LINES, segments * LINE.length, gl.UNSIGNED_INT, 0);
    else gl.drawElements(gl.TRIANGLES, segments * TRIANGLES.length, gl.UNSIGNED_INT, 0);
  }

  private grow(segments: number): void {
    this.fill(this.triangles, TRIANGLES, segments);
    this.fill(this.lines, LINE, segments);
    this.held = segments;
  }

  private fill(buffer: WebGLBuffer, pattern: readonly number[], segments: number): void {
    const { gl } = this;
    const indices = new Uint32Array(segments * pattern.length);
    for (let segment = 0, at = 0; segment < segments; segment++) {
      for (const corner of pattern) indices[at++] = segment * SEGMENT_CORNERS + corner;
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  }
}
