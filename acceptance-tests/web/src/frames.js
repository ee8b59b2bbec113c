/** Reads a received track frame by frame, as the browser decoded it. */
export class Frames {
  count = 0;
  last;
  #watchers = new Set();

  constructor(track) {
    this.#read(new MediaStreamTrackProcessor({ track }).readable.getReader());
  }

  async #read(reader) {
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
      const frame = describe(value);
      value.close();
      this.count += 1;
      this.last = frame;
      this.#watchers.forEach((watch) => watch(frame));
    }
  }

  /** The next frames. */
  next(count) {
    return this.until(count, () => true);
  }

  /** That many frames in a row for which the test holds. */
  until(count, test) {
    return new Promise((resolve) => {
      let row = [];
      const watch = (frame) => {
        row = test(frame) ? [...row, frame] : [];
        if (row.length === count) {
          this.#watchers.delete(watch);
          resolve(row);
        }
      };
      this.#watchers.add(watch);
    });
  }
}

/** Size, and time in µs, of a picture; loudness of a block of samples: their root mean square, 0 to 1. */
function describe(frame) {
  if (frame instanceof VideoFrame) {
    return { width: frame.displayWidth, height: frame.displayHeight, timestamp: frame.timestamp };
  }
  const samples = new Float32Array(frame.numberOfFrames);
  frame.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
  return { loudness: Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) };
}
