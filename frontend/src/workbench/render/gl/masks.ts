import type { Mask } from "../../core/model";
import { decoded } from "../../shapes/mask";
import { type Drawn, rgb } from "../scene";
import { MASK_FRAGMENT, Program, QUAD_VERTEX } from "./shaders";

const ALPHA = { normal: 0.45, strong: 0.65, dashed: 0.3, faint: 0.2, hidden: 0 } as const;

/** Masks as one small texture each, made when first drawn. */
export class Masks {
  private readonly program: Program;
  private readonly textures = new Map<string, { mask: Mask; texture: WebGLTexture }>();

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = new Program(gl, QUAD_VERTEX, MASK_FRAGMENT);
  }

  clear(): void {
    for (const { texture } of this.textures.values()) this.gl.deleteTexture(texture);
    this.textures.clear();
  }

  draw(
    all: ReadonlyMap<string, Drawn>,
    place: readonly [number, number, number],
    canvas: readonly [number, number],
  ): void {
    const { gl, program } = this;
    this.forgetAllBut(all);
    if (all.size === 0) return;
    program.use();
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(program.at("source"), 0);
    gl.uniform3f(program.at("view"), ...place);
    gl.uniform2f(program.at("canvas"), ...canvas);
    for (const [id, { shape, style }] of all) {
      if (shape.type !== "mask" || style.manner === "hidden") continue;
      gl.bindTexture(gl.TEXTURE_2D, this.texture(id, shape));
      const alpha = ALPHA[style.manner];
      const [red, green, blue] = rgb(style.color).map((byte) => (byte / 255) * alpha) as [
        number,
        number,
        number,
      ];
      gl.uniform4f(program.at("rect"), shape.x, shape.y, shape.w, shape.h);
      gl.uniform4f(program.at("tint"), red, green, blue, alpha);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  private forgetAllBut(all: ReadonlyMap<string, Drawn>): void {
    for (const [id, { texture }] of this.textures) {
      if (all.has(id)) continue;
      this.gl.deleteTexture(texture);
      this.textures.delete(id);
    }
  }

  private texture(id: string, mask: Mask): WebGLTexture {
    const { gl } = this;
    const known = this.textures.get(id);
    if (known?.mask === mask) return known.texture;
    if (known) gl.deleteTexture(known.texture);
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, mask.w, mask.h, 0, gl.RED, gl.UNSIGNED_BYTE, decoded(mask));
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    this.textures.set(id, { mask, texture });
    return texture;
  }
}
