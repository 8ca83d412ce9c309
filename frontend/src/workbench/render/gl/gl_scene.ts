/** The WebGL2 scene: all settled shapes in two merged buffers, drawn by two calls. */

import type { Drawn, Look, Manner, Painted, Picture, Scene, Style, Tile } from "../scene";
import { rgb } from "../scene";
import type { View } from "../view";
import { CORNER_WIDTH, SEGMENT_CORNERS, SEGMENT_WIDTH, segments, triangles } from "./geometry";
import { Masks } from "./masks";
import { PaintedMask } from "./painted";
import { PictureTexture } from "./picture";
import { Pool, type Range } from "./pool";
import * as shaders from "./shaders";
import { Strips } from "./strips";
import { TileTextures } from "./tiles";

interface Held {
  row: number;
  segments: Range;
  triangles: Range;
}

const FLAGS: Record<Manner, number> = {
  normal: shaders.VISIBLE,
  strong: shaders.VISIBLE | shaders.STRONG,
  dashed: shaders.VISIBLE | shaders.DASHED,
  faint: shaders.VISIBLE | shaders.FAINT,
  hidden: 0,
};

/** With more segments than this, a picture in motion is drawn with plain lines. */
const MOST_WIDE_IN_MOTION = 8_000;

/** What lives in the graphics context, made again when that is lost. */
interface Machine {
  line: shaders.Program;
  fill: shaders.Program;
  lineArray: WebGLVertexArrayObject;
  fillArray: WebGLVertexArrayObject;
  lineBuffer: WebGLBuffer;
  fillBuffer: WebGLBuffer;
  strips: Strips;
  styles: WebGLTexture;
  picture: PictureTexture;
  tiles: TileTextures;
  masks: Masks;
  painted: PaintedMask;
}

export class GlScene implements Scene {
  readonly kind = "webgl";
  private readonly held = new Map<string, Held>();
  private readonly lines = new Pool(SEGMENT_WIDTH);
  private readonly fills = new Pool(CORNER_WIDTH);
  private styleBytes = new Uint8Array(shaders.STYLE_WIDTH * 4);
  private stylesDirty = true;
  private freeRows: number[] = [];
  private nextRow = 0;
  private picture: Picture | null = null;
  private painted: Painted | null = null;
  private tiles: readonly Tile[] = [];
  private masks = new Map<string, Drawn>();
  private machine: Machine;
  private readonly listeners = new AbortController();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGL2RenderingContext,
    private readonly redraw: () => void,
  ) {
    this.machine = makeMachine(gl);
    const { signal } = this.listeners;
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault(), { signal });
    canvas.addEventListener("webglcontextrestored", () => this.restore(), { signal });
  }

  setPicture(picture: Picture | null): void {
    this.picture = picture;
    this.machine.picture.set(picture);
    this.machine.painted.forget();
  }

  setTiles(tiles: readonly Tile[]): void {
    this.tiles = tiles;
    this.machine.tiles.set(tiles);
  }

  setPainted(painted: Painted | null): void {
    this.painted = painted;
  }

  prepare(source: Picture["source"]): void {
    this.machine.picture.prepare(source);
  }

  setShapes(all: readonly Drawn[]): void {
    this.held.clear();
    this.lines.clear();
    this.fills.clear();
    this.masks.clear();
    this.machine.masks.clear();
    this.freeRows = [];
    this.nextRow = 0;
    for (const drawn of all) this.setShape(drawn.id, drawn);
  }

  setShape(id: string, drawn: Drawn | null): void {
    const held = this.held.get(id);
    if (!drawn) {
      if (held) this.drop(id, held);
      return;
    }
    const row = held?.row ?? this.freeRows.pop() ?? this.nextRow++;
    const lineRecords = segments(drawn.shape, drawn.cls, row);
    const fillRecords = triangles(drawn.shape, row);
    this.held.set(id, {
      row,
      segments: held ? this.lines.replace(held.segments, lineRecords) : this.lines.add(lineRecords),
      triangles: held ? this.fills.replace(held.triangles, fillRecords) : this.fills.add(fillRecords),
    });
    if (drawn.shape.type === "mask") this.masks.set(id, drawn);
    else this.masks.delete(id);
    this.writeStyle(row, drawn.style);
  }

  restyle(id: string, style: Style): void {
    const held = this.held.get(id);
    if (held) this.writeStyle(held.row, style);
    const mask = this.masks.get(id);
    if (mask) this.masks.set(id, { ...mask, style });
  }

  private drop(id: string, held: Held): void {
    this.lines.remove(held.segments);
    this.fills.remove(held.triangles);
    this.freeRows.push(held.row);
    this.held.delete(id);
    this.masks.delete(id);
  }

  private writeStyle(row: number, style: Style): void {
    const start = row * 4;
    if (start >= this.styleBytes.length) {
      const larger = new Uint8Array(this.styleBytes.length * 2);
      larger.set(this.styleBytes);
      this.styleBytes = larger;
    }
    const [red, green, blue] = rgb(style.color);
    this.styleBytes.set([red, green, blue, FLAGS[style.manner]], start);
    this.stylesDirty = true;
  }

  draw(view: View, look: Look, pixelRatio: number, hurried: boolean): void {
    const { gl, machine } = this;
    const width = Math.max(1, Math.round(view.width * pixelRatio));
    const height = Math.max(1, Math.round(view.height * pixelRatio));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const place = [view.scale * pixelRatio, view.x * pixelRatio, view.y * pixelRatio] as const;
    gl.viewport(0, 0, width, height);
    gl.clear(gl.COLOR_BUFFER_BIT);
    machine.picture.draw(place, [width, height], look);
    machine.tiles.draw(place, [width, height], look);
    gl.enable(gl.BLEND);
    machine.masks.draw(this.masks, place, [width, height]);
    if (this.painted) machine.painted.draw(this.painted, place, [width, height]);
    this.sendStyles();
    const common = (program: shaders.Program) => {
      program.use();
      gl.uniform3f(program.at("view"), ...place);
      gl.uniform2f(program.at("canvas"), width, height);
      gl.uniform1i(program.at("styles"), 0);
    };
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, machine.styles);
    common(machine.fill);
    gl.bindVertexArray(machine.fillArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, machine.fillBuffer);
    this.fills.upload(gl);
    gl.drawArrays(gl.TRIANGLES, 0, this.fills.length);
    common(machine.line);
    gl.uniform1f(machine.line.at("pixel"), pixelRatio);
    gl.bindVertexArray(machine.lineArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, machine.lineBuffer);
    this.lines.upload(gl);
    const count = this.lines.length / SEGMENT_CORNERS;
    const thin = hurried && count > MOST_WIDE_IN_MOTION;
    gl.uniform1i(machine.line.at("thin"), thin ? 1 : 0);
    machine.strips.draw(count, thin);
    gl.bindVertexArray(null);
    gl.disable(gl.BLEND);
  }

  private sendStyles(): void {
    if (!this.stylesDirty) return;
    const { gl } = this;
    const rows = this.styleBytes.length / 4 / shaders.STYLE_WIDTH;
    gl.bindTexture(gl.TEXTURE_2D, this.machine.styles);
    gl.texImage2D(
      gl.TEXTURE_2D,
      0,
      gl.RGBA,
      shaders.STYLE_WIDTH,
      rows,
      0,
      gl.RGBA,
      gl.UNSIGNED_BYTE,
      this.styleBytes,
    );
    this.stylesDirty = false;
  }

  private restore(): void {
    this.machine = makeMachine(this.gl);
    this.lines.forget();
    this.fills.forget();
    this.stylesDirty = true;
    this.machine.picture.set(this.picture);
    this.machine.tiles.set(this.tiles);
    this.redraw();
  }

  destroy(): void {
    this.listeners.abort();
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

function makeMachine(gl: WebGL2RenderingContext): Machine {
  const lineBuffer = gl.createBuffer();
  const fillBuffer = gl.createBuffer();
  const lineArray = gl.createVertexArray();
  gl.bindVertexArray(lineArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, lineBuffer);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 4, gl.FLOAT, false, SEGMENT_WIDTH * 4, 0);
  gl.enableVertexAttribArray(1);
  gl.vertexAttribPointer(1, 2, gl.FLOAT, false, SEGMENT_WIDTH * 4, 16);
  const fillArray = gl.createVertexArray();
  gl.bindVertexArray(fillArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, fillBuffer);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 3, gl.FLOAT, false, CORNER_WIDTH * 4, 0);
  gl.bindVertexArray(null);
  const styles = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, styles);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.clearColor(0.16, 0.17, 0.19, 1);
  return {
    line: new shaders.Program(gl, shaders.LINE_VERTEX, shaders.LINE_FRAGMENT),
    fill: new shaders.Program(gl, shaders.FILL_VERTEX, shaders.FILL_FRAGMENT),
    lineArray,
    fillArray,
    lineBuffer,
    fillBuffer,
    strips: new Strips(gl),
    styles,
    picture: new PictureTexture(gl),
    tiles: new TileTextures(gl),
    masks: new Masks(gl),
    painted: new PaintedMask(gl),
  };
}
