import type { Look, Picture } from "../scene";
import { PICTURE_FRAGMENT, Program, QUAD_VERTEX } from "./shaders";

/** From this scale on single pixels are shown as squares. */
const PIXELS_FROM = 3;

/** The picture as one texture, shrunk when it is larger than the machine can take. */
export class PictureTexture {
  private readonly program: Program;
  private texture: WebGLTexture | null = null;
  private picture: Picture | null = null;
  /** Uploaded before it is needed: sending a large picture takes longer than a frame. */
  private ready: { source: Picture["source"]; texture: WebGLTexture } | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = new Program(gl, QUAD_VERTEX, PICTURE_FRAGMENT);
  }

  set(picture: Picture | null): void {
    if (this.texture) this.gl.deleteTexture(this.texture);
    this.texture = null;
    this.picture = picture;
    if (!picture) return;
    const ready = this.ready?.source === picture.source ? this.ready.texture : null;
    if (ready) this.ready = null;
    this.texture = ready ?? this.upload(picture.source);
  }

  prepare(source: Picture["source"]): void {
    if (this.ready?.source === source || this.picture?.source === source) return;
    if (this.ready) this.gl.deleteTexture(this.ready.texture);
    this.ready = { source, texture: this.upload(source) };
  }

  private upload(source: Picture["source"]): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, fitting(gl, source));
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  draw(place: readonly [number, number, number], canvas: readonly [number, number], look: Look): void {
    const { gl, picture, program } = this;
    if (!picture || !this.texture) return;
    program.use();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    const close = (place[0] * picture.width) / picture.source.width >= PIXELS_FROM;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, close ? gl.NEAREST : gl.LINEAR);
    gl.uniform4f(program.at("rect"), 0, 0, picture.width, picture.height);
    gl.uniform3f(program.at("view"), ...place);
    gl.uniform2f(program.at("canvas"), ...canvas);
    gl.uniform3f(program.at("look"), look.brightness, look.contrast, look.invert ? 1 : 0);
    gl.uniform1i(program.at("source"), 0);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
}

function fitting(gl: WebGL2RenderingContext, source: Picture["source"]): TexImageSource {
  const most = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  const scale = Math.min(1, most / source.width, most / source.height);
  if (scale === 1) return source;
  const smaller = document.createElement("canvas");
  smaller.width = Math.floor(source.width * scale);
  smaller.height = Math.floor(source.height * scale);
  smaller.getContext("2d")?.drawImage(source, 0, 0, smaller.width, smaller.height);
  return smaller;
}
