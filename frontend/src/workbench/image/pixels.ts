/** The colours of the picture on the stage, read when somebody asks. */

import type { Picture } from "../render/scene";

/** Larger pictures would take too much memory a second time. */
const MOST_PIXELS = 40_000_000;

export class Pixels {
  private picture: Picture | null = null;
  private read: ImageData | null = null;

  set(picture: Picture | null): void {
    this.picture = picture;
    this.read = null;
  }

  /** In the pixels of the original; null while there is no picture, or where it is too large. */
  get(): ImageData | null {
    const { picture } = this;
    if (!picture || picture.width * picture.height > MOST_PIXELS) return null;
    if (!this.read) {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [picture.width, picture.height];
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context?.drawImage(picture.source, 0, 0, picture.width, picture.height);
      this.read = context?.getImageData(0, 0, picture.width, picture.height) ?? null;
    }
    return this.read;
  }
}
