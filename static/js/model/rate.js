// The speed of a transfer over the last seconds: long enough to be steady, short enough to follow changes.

const WINDOW_MS = 6000;
/** Before that, the speed is unknown: the first bytes only fill buffers. */
const AT_LEAST_MS = 1500;

export class Rate {
  /** @type {{bytes: number, time: number}[]} */
  #samples = [];

  /** @param {number} bytes so far @param {number} time milliseconds, of a clock that does not jump */
  add(bytes, time) {
    this.#samples.push({ bytes, time });
    // One sample older than the window stays, so that the samples cover the window.
    while (this.#samples.length > 2 && this.#samples[1].time <= time - WINDOW_MS) this.#samples.shift();
  }

  /** Bytes per second; 0 while it is unknown. */
  get speed() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.time - first.time < AT_LEAST_MS) return 0;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.time - first.time));
  }
}
