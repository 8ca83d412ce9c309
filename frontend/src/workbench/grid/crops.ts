/** Pieces of pictures, one for each object to be looked at. */

import type { AnnotatedObject } from "../core/model";
import { completed } from "../core/model";
import type { Classes } from "../core/schema";
import type { ImageContent, Lease } from "../core/wire";
import { isPictureShape, kindOf } from "../shapes/registry";
import type { MediaCache } from "../sync/media_cache";

export interface Crop {
  /** Of the whole screen. */
  id: string;
  lease: Lease;
  object: AnnotatedObject;
}

/** Every object of the answer that each lease asks about, in the order of the leases. */
export function cropsOf(leases: readonly Lease[]): Crop[] {
  return leases.flatMap((lease) =>
    completed(lease.answers?.[0]?.document)
      .objects.filter((object) => isPictureShape(object.shape))
      .map((object) => ({ id: `${lease.id} ${object.id}`, lease, object })),
  );
}

/** The square of the picture to show: the object with a rim round it, and at least so many pixels. */
export function windowOf(object: AnnotatedObject): { x: number; y: number; size: number } {
  const { shape } = object;
  if (!isPictureShape(shape)) return { x: 0, y: 0, size: 1 };
  const { minX, minY, maxX, maxY } = kindOf(shape).bounds(shape);
  const size = Math.max(24, 1.3 * Math.max(maxX - minX, maxY - minY));
  return { x: (minX + maxX - size) / 2, y: (minY + maxY - size) / 2, size };
}

/** Draws pieces; a picture is decoded once for all its objects, and let go of afterwards. */
export class Cutter {
  private readonly decoded = new Map<string, Promise<ImageBitmap>>();
  private readonly users = new Map<string, number>();

  constructor(
    private readonly media: MediaCache,
    private readonly classes: () => Classes,
  ) {}

  async draw(canvas: HTMLCanvasElement, { lease, object }: Crop): Promise<void> {
    const content = lease.content as ImageContent;
    const key = content.sha256;
    this.users.set(key, (this.users.get(key) ?? 0) + 1);
    try {
      let picture = this.decoded.get(key);
      if (!picture) {
        picture = this.media.blob(content).then((blob) => createImageBitmap(blob));
        this.decoded.set(key, picture);
      }
      this.cut(canvas, await picture, content, object);
    } finally {
      const left = (this.users.get(key) ?? 1) - 1;
      this.users.set(key, left);
      if (left === 0) this.release(key);
    }
  }

  private release(key: string): void {
    void this.decoded
      .get(key)
      ?.then((picture) => picture.close())
      .catch(() => {});
    this.decoded.delete(key);
  }

  private cut(
    canvas: HTMLCanvasElement,
    picture: ImageBitmap,
    content: ImageContent,
    object: AnnotatedObject,
  ): void {
    const context = canvas.getContext("2d");
    const { shape } = object;
    if (!context || !isPictureShape(shape)) return;
    const { x, y, size } = windowOf(object);
    const scale = canvas.width / size;
    // A large picture is shown by a smaller stand-in; coordinates are of the original.
    const shown = picture.width / content.width;
    context.fillStyle = "#222";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(
      picture,
      x * shown,
      y * shown,
      size * shown,
      size * shown,
      0,
      0,
      canvas.width,
      canvas.height,
    );
    context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
    context.strokeStyle = this.classes().color(object.class);
    context.lineWidth = 2 / scale;
    for (const { points, closed } of kindOf(shape).lines(shape, this.classes().get(object.class))) {
      context.beginPath();
      for (let at = 0; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
      if (closed) context.closePath();
      context.stroke();
    }
  }
}
