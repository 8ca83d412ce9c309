import { CanvasScene } from "./canvas_scene";
import { GlScene } from "./gl/gl_scene";
import type { Scene } from "./scene";

/** The fastest scene that the machine offers. */
export function makeScene(canvas: HTMLCanvasElement, redraw: () => void): Scene {
  const gl = canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    powerPreference: "high-performance",
  });
  if (gl) {
    try {
      return new GlScene(canvas, gl, redraw);
    } catch {
      // Some old drivers offer WebGL2 and then refuse its shaders; a canvas has one kind of context for
      // life, so the plain scene needs a new one.
      const plain = canvas.cloneNode() as HTMLCanvasElement;
      canvas.replaceWith(plain);
      return plainScene(plain);
    }
  }
  return plainScene(canvas);
}

function plainScene(canvas: HTMLCanvasElement): Scene {
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser cannot draw");
  return new CanvasScene(canvas, context);
}
