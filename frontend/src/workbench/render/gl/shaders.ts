/** The programs of the WebGL2 scene. */

const STYLE = `
uniform sampler2D styles;
vec4 styleAt(float row) {
  if (row < 0.0) return vec4(0.0);
  int at = int(row);
  return texelFetch(styles, ivec2(at & 1023, at >> 10), 0);
}`;

/** Style flags, as bits of the alpha byte. */
export const VISIBLE = 1;
export const STRONG = 2;
export const DASHED = 4;
export const FAINT = 8;
export const STYLE_WIDTH = 1024;

/**
 * Segments and dots, widened to capsules of constant width on the screen. Four corners each rather than
 * one instance each: software renderers take instances one by one, which was 13 times slower. While
 * `thin` the same corners give plain lines, again three times faster, for large drawings in motion.
 */
export const LINE_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 segment;
layout(location = 1) in vec2 kind;
uniform vec3 view;
uniform vec2 canvas;
uniform float pixel;
uniform bool thin;
${STYLE}
out vec2 place;
out float reach;
out float radius;
flat out vec3 tint;
flat out float dashed;
void main() {
  vec4 style = styleAt(kind.x);
  int flags = int(style.a * 255.0 + 0.5);
  if (flags == 0) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
  vec2 a = segment.xy * view.x + view.yz;
  vec2 b = segment.zw * view.x + view.yz;
  bool strong = (flags & ${STRONG}) != 0;
  radius = (kind.y > 3.5 ? (strong ? 5.0 : 3.5) : (strong ? 1.6 : 0.9)) * pixel;
  vec2 along = b - a;
  reach = length(along);
  vec2 ahead = reach > 0.0 ? along / reach : vec2(1.0, 0.0);
  vec2 aside = vec2(-ahead.y, ahead.x);
  float pad = thin ? 0.0 : radius + 1.0;
  int which = int(kind.y) & 3;
  vec2 corner = vec2(float(which & 1), float(which >> 1) * 2.0 - 1.0);
  vec2 p = (corner.x < 0.5 ? a - ahead * pad : b + ahead * pad) + aside * corner.y * pad;
  place = vec2(dot(p - a, ahead), dot(p - a, aside));
  tint = style.rgb;
  dashed = (flags & ${DASHED}) != 0 ? 4.0 * pixel : 0.0;
  gl_Position = vec4(p / canvas * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

export const LINE_FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
in float reach;
in float radius;
flat in vec3 tint;
flat in float dashed;
out vec4 color;
void main() {
  if (dashed > 0.0 && mod(place.x, 2.0 * dashed) > dashed) discard;
  float off = length(vec2(place.x - clamp(place.x, 0.0, reach), place.y));
  float alpha = clamp(radius + 0.5 - off, 0.0, 1.0);
  color = vec4(tint * alpha, alpha);
}`;

export const FILL_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec3 corner;
uniform vec3 view;
uniform vec2 canvas;
${STYLE}
flat out vec4 tint;
void main() {
  vec4 style = styleAt(corner.z);
  int flags = int(style.a * 255.0 + 0.5);
  if (flags == 0) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); return; }
  float alpha = (flags & ${STRONG}) != 0 ? 0.36 : (flags & ${FAINT | DASHED}) != 0 ? 0.05 : 0.16;
  tint = vec4(style.rgb * alpha, alpha);
  vec2 p = corner.xy * view.x + view.yz;
  gl_Position = vec4(p / canvas * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

export const FILL_FRAGMENT = `#version 300 es
precision mediump float;
flat in vec4 tint;
out vec4 color;
void main() { color = tint; }`;

/** A textured rectangle: the picture, or one mask. */
export const QUAD_VERTEX = `#version 300 es
precision highp float;
uniform vec4 rect;
uniform vec3 view;
uniform vec2 canvas;
out vec2 uv;
void main() {
  uv = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 p = (rect.xy + uv * rect.zw) * view.x + view.yz;
  gl_Position = vec4(p / canvas * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;

export const PICTURE_FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec3 look;
in vec2 uv;
out vec4 color;
void main() {
  vec4 pixel = texture(source, uv);
  vec3 c = mix(vec3(1.0), pixel.rgb, pixel.a);
  c = (c - 0.5) * (look.y < 0.0 ? 1.0 + look.y : 1.0 + 3.0 * look.y) + 0.5 + look.x;
  c = mix(c, 1.0 - c, look.z);
  color = vec4(clamp(c, 0.0, 1.0), 1.0);
}`;

export const MASK_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D source;
uniform vec4 tint;
in vec2 uv;
out vec4 color;
void main() { color = tint * texture(source, uv).r; }`;

export class Program {
  private readonly places = new Map<string, WebGLUniformLocation | null>();
  private readonly program: WebGLProgram;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    vertex: string,
    fragment: string,
  ) {
    this.program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error("the graphics context is lost");
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.program, shader);
    }
    gl.linkProgram(this.program);
    if (!gl.getProgramParameter(this.program, gl.LINK_STATUS)) {
      throw new Error(gl.getProgramInfoLog(this.program) ?? "a shader does not link");
    }
  }

  use(): void {
    // biome-ignore lint/correctness/useHookAtTopLevel: a WebGL call, not a React hook
    this.gl.useProgram(this.program);
  }

  at(name: string): WebGLUniformLocation | null {
    let place = this.places.get(name);
    if (place === undefined) {
      place = this.gl.getUniformLocation(this.program, name);
      this.places.set(name, place);
    }
    return place;
  }
}
