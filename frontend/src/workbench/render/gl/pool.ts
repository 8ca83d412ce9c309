/**
 * Records of a fixed number of floats in one growing buffer, each shape holding a range of them.
 *
 * A change writes one range; only what changed since the last upload is sent. A range given back is
 * marked as gone (all of its floats below zero, its row too) and used again for the next shape that fits.
 */

/** What a record holds that draws nothing. */
const GONE = -1;

export interface Range {
  start: number;
  count: number;
}

export class Pool {
  private floats: Float32Array;
  private free: Range[] = [];
  private end = 0;
  private dirtyFrom = Infinity;
  private dirtyTo = 0;
  private uploaded = 0;

  constructor(
    readonly width: number,
    capacity = 1024,
  ) {
    this.floats = new Float32Array(capacity * width);
  }

  /** Records up to here may be drawn. */
  get length(): number {
    return this.end;
  }

  clear(expected = 0): void {
    this.end = 0;
    this.free = [];
    this.dirtyFrom = Infinity;
    this.dirtyTo = 0;
    if (expected * this.width > this.floats.length) this.floats = new Float32Array(expected * this.width);
  }

  add(records: readonly number[]): Range {
    const count = records.length / this.width;
    if (count === 0) return { start: 0, count: 0 };
    const start = this.place(count);
    const range = { start, count };
    this.write(range, records);
    return range;
  }

  /** Room for `count` records whose floats the caller writes into `view`. */
  private place(count: number): number {
    const index = this.free.findIndex((range) => range.count >= count);
    const found = this.free[index];
    if (found) {
      const { start } = found;
      if (found.count === count) this.free.splice(index, 1);
      else this.free[index] = { start: start + count, count: found.count - count };
      return start;
    }
    const start = this.end;
    this.end += count;
    if (this.end * this.width > this.floats.length) {
      const larger = new Float32Array(Math.max(this.end * this.width, this.floats.length * 2));
      larger.set(this.floats);
      this.floats = larger;
    }
    return start;
  }

  /** The records anew; the range given back is another one when they do not fit the old. */
  replace(range: Range, records: readonly number[]): Range {
    if (records.length === range.count * this.width) {
      this.write(range, records);
      return range;
    }
    this.remove(range);
    return this.add(records);
  }

  remove(range: Range): void {
    if (range.count === 0) return;
    this.floats.fill(GONE, range.start * this.width, (range.start + range.count) * this.width);
    this.touch(range);
    this.free.push(range);
  }

  private write(range: Range, records: readonly number[]): void {
    this.floats.set(records, range.start * this.width);
    this.touch(range);
  }

  private touch(range: Range): void {
    this.dirtyFrom = Math.min(this.dirtyFrom, range.start);
    this.dirtyTo = Math.max(this.dirtyTo, range.start + range.count);
  }

  /** Sends what changed to the buffer that is bound. */
  upload(gl: WebGL2RenderingContext): void {
    if (this.dirtyFrom >= this.dirtyTo) return;
    if (this.floats.length !== this.uploaded) {
      gl.bufferData(gl.ARRAY_BUFFER, this.floats, gl.DYNAMIC_DRAW);
      this.uploaded = this.floats.length;
    } else {
      const from = this.dirtyFrom * this.width;
      const part = this.floats.subarray(from, this.dirtyTo * this.width);
      gl.bufferSubData(gl.ARRAY_BUFFER, from * 4, part);
    }
    this.dirtyFrom = Infinity;
    this.dirtyTo = 0;
  }

  /** After the graphics context was lost: everything must be sent again. */
  forget(): void {
    this.uploaded = 0;
    this.dirtyFrom = 0;
    this.dirtyTo = this.end;
  }
}
