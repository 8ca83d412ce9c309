import type { Bitmap } from "../../shapes/bitmap";
import { type Painted, rgb } from "../scene";
import { MASK_FRAGMENT, Program, QUAD_VERTEX } from "./shaders";

const ALPHA = 0.65;

/** The mask being painted: one texture of the whole picture, of which only what changed is sent. */
export class PaintedMask {
  private readonly program: Program;
  private held: { bitmap: Bitmap; texture: WebGLTexture } | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = new Program(gl, QUAD_VERTEX, MASK_FRAGMENT);
  }

  draw(
    { bitmap, color }: Painted,
    place: readonly [number, number, number],
    canvas: readonly [number, number],
  ): void {
    const { gl, program } = this;
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    // Larger pictures than the graphics take show the stroke when it ends.
    if (bitmap.width > most || bitmap.height > most) return;
    const [red, green, blue] = rgb(color).map((byte) => (byte / 255) * ALPHA) as [number, number, number];
    program.use();
    gl.activeTexture(gl.TEXTURE0);
    this.send(bitmap);
    gl.uniform1i(program.at("source"), 0);
    gl.uniform3f(program.at("view"), ...place);
    gl.uniform2f(program.at("canvas"), ...canvas);
    gl.uniform4f(program.at("rect"), 0, 0, bitmap.width, bitmap.height);
    gl.uniform4f(program.at("tint"), red, green, blue, ALPHA);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** Binds the texture and brings it up to date. */
  private send(bitmap: Bitmap): void {
    const { gl } = this;
    const { width, height, pixels } = bitmap;
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    if (this.held?.bitmap !== bitmap) {
      this.forget();
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      bitmap.takeChanged();
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, pixels);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      this.held = { bitmap, texture };
    } else {
      gl.bindTexture(gl.TEXTURE_2D, this.held.texture);
      const rect = bitmap.takeChanged();
      if (rect) {
        const [w, h] = [rect.maxX - rect.minX, rect.maxY - rect.minY];
        gl.pixelStorei(gl.UNPACK_ROW_LENGTH, width);
        const part = pixels.subarray(rect.minY * width + rect.minX);
        gl.texSubImage2D(gl.TEXTURE_2D, 0, rect.minX, rect.minY, w, h, gl.RED, gl.UNSIGNED_BYTE, part);
        gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
      }
    }
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
  }

  forget(): void {
    if (this.held) this.gl.deleteTexture(this.held.texture);
    this.held = null;
  }
}
