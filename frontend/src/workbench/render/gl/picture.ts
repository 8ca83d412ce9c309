import type { Look, Picture } from "../scene";
import { PICTURE_FRAGMENT, Program, QUAD_VERTEX } from "./shaders";

/** From this scale on single pixels are shown as squares. */
const PIXELS_FROM = 3;

/** The picture as one texture, shrunk when it is larger than the machine can take. */
export class PictureTexture {
  private readonly program: Program;
  private texture: WebGLTexture | null = null;
  private picture: Picture | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = new Program(gl, QUAD_VERTEX, PICTURE_FRAGMENT);
  }

  set(picture: Picture | null): void {
    const { gl } = this;
    if (this.texture) gl.deleteTexture(this.texture);
    this.texture = null;
    this.picture = picture;
    if (!picture) return;
    this.texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, fitting(gl, picture.source));
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
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
