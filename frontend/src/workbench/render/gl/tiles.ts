import type { Look, Tile } from "../scene";
import { PICTURE_FRAGMENT, Program, QUAD_VERTEX } from "./shaders";

/** From this scale on single pixels are shown as squares. */
const PIXELS_FROM = 3;

/** The tiles of a huge picture over it, each a texture for as long as it is among those to be drawn. */
export class TileTextures {
  private readonly program: Program;
  private readonly textures = new Map<string, WebGLTexture>();
  private tiles: readonly Tile[] = [];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = new Program(gl, QUAD_VERTEX, PICTURE_FRAGMENT);
  }

  set(tiles: readonly Tile[]): void {
    this.tiles = tiles;
    const kept = new Set(tiles.map((tile) => tile.key));
    for (const [key, texture] of this.textures) {
      if (kept.has(key)) continue;
      this.gl.deleteTexture(texture);
      this.textures.delete(key);
    }
  }

  draw(place: readonly [number, number, number], canvas: readonly [number, number], look: Look): void {
    if (!this.tiles.length) return;
    const { gl, program } = this;
    program.use();
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform3f(program.at("view"), ...place);
    gl.uniform2f(program.at("canvas"), ...canvas);
    gl.uniform3f(program.at("look"), look.brightness, look.contrast, look.invert ? 1 : 0);
    gl.uniform1i(program.at("source"), 0);
    for (const { key, source, rect } of this.tiles) {
      gl.bindTexture(gl.TEXTURE_2D, this.textures.get(key) ?? this.upload(key, source));
      const close = (place[0] * (rect.maxX - rect.minX)) / source.width >= PIXELS_FROM;
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, close ? gl.NEAREST : gl.LINEAR);
      gl.uniform4f(program.at("rect"), rect.minX, rect.minY, rect.maxX - rect.minX, rect.maxY - rect.minY);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  private upload(key: string, source: ImageBitmap): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    this.textures.set(key, texture);
    return texture;
  }
}
