// The panel of uploads: takes files, sends them one after the other, shows their progress.

import { Failure, describe } from "./model/failure.js";
import { UploadQueue, stateText } from "./model/upload-queue.js";
import { say } from "./model/words.js";
import { sendFile } from "./upload.js";
import { UploadRows } from "./upload-rows.js";

/** How long the panel stays after all uploads have succeeded. */
const STAY_MS = 5000;
/** The first and the longest interval between attempts to reach the server. */
const LINE_MS = { first: 4000, most: 60_000 };
/** The interval of the countdown while the queue rests. */
const TICK_MS = 1000;

export class UploadPanel {
  #panel = /** @type {HTMLElement} */ (document.querySelector("[data-uploads]"));
  #queue = new UploadQueue();
  #rows;
  /** @type {Map<number, {file: File, asFile: boolean}>} */
  #files = new Map();
  /** The upload under way, and its abort. */
  #sending = new AbortController();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #leaving;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #ticking;
  #uploaded;
  #fail;

  /**
   * @param {object} options
   * @param {string} options.icons
   * @param {AbortSignal} options.signal
   * @param {(id: number) => void} options.uploaded
   * @param {(failure: unknown) => void} options.fail
   */
  constructor({ icons, signal, uploaded, fail }) {
    this.#uploaded = uploaded;
    this.#fail = fail;
    this.#rows = new UploadRows(this.#panel, {
      icons,
      signal,
      cancel: (id) => this.#cancel(id),
      retry: (id) => this.#after(() => this.#queue.retry(id)),
    });
    this.#panel.querySelector("[data-uploads-close]")?.addEventListener("click", () => this.#close(), { signal });
    addEventListener("online", () => this.#after(() => this.#queue.wake("line")), { signal });
    addEventListener("beforeunload", (event) => this.#queue.isBusy && event.preventDefault(), { signal });
    signal.addEventListener("abort", () => {
      this.#sending.abort();
      clearTimeout(this.#leaving);
      clearTimeout(this.#ticking);
    }, { once: true });
  }

  /**
   * @param {Iterable<File>} files
   * @param {{asFile?: boolean}} [options] whether to send pictures as files too
   */
  add(files, { asFile = false } = {}) {
    this.#after(() => {
      for (const file of files) this.#files.set(this.#queue.add(file), { file, asFile });
    });
  }

  /** Changes the queue, shows it, and continues.
   * @param {() => void} change
   */
  #after(change) {
    change();
    this.#draw();
    this.#next();
  }

  async #next() {
    const id = this.#queue.start(Date.now());
    clearTimeout(this.#leaving);
    if (id === null) {
      if (this.#queue.isSettled) this.#leaving = setTimeout(() => this.#close(), STAY_MS);
      return;
    }
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    const { file, asFile } = /** @type {{file: File, asFile: boolean}} */ (this.#files.get(id));
    this.#draw();
    try {
      const progress = (/** @type {number} */ share) => {
        this.#queue.progress(id, share, performance.now());
        this.#draw();
      };
      const message = await sendFile(file, { asFile, progress, signal });
      this.#queue.done(id);
      this.#files.delete(id);
      this.#uploaded(message);
    } catch (failure) {
      if (!signal.aborted) this.#failed(id, failure);
    }
    this.#draw();
    this.#next();
  }

  /** Lets the queue rest after a failure that passes by itself.
   * @param {number} id @param {unknown} failure
   */
  #failed(id, failure) {
    const isFailure = failure instanceof Failure;
    if (isFailure && failure.wait > 0) return this.#queue.rest(id, "asked", Date.now() + failure.wait * 1000);
    if (isFailure && failure.status === 0) {
      const pause = Math.min(LINE_MS.most, LINE_MS.first * 2 ** (this.#queue.get(id)?.rests ?? 0));
      return this.#queue.rest(id, "line", Date.now() + pause);
    }
    this.#queue.fail(id, describe(failure));
    this.#fail(failure);
  }

  /** Cancels an upload under way, or removes one that has ended.
   * @param {number} id
   */
  #cancel(id) {
    const state = this.#queue.get(id)?.state;
    if (state === "failed" || state === "cancelled") {
      this.#queue.remove(id);
      this.#files.delete(id);
    }
    // Before the next one starts.
    if (state === "sending") this.#sending.abort();
    this.#after(() => this.#queue.cancel(id));
  }

  /** Hides the panel and removes what has ended; during an upload the next change shows it again. */
  #close() {
    this.#queue.clear();
    for (const id of this.#files.keys()) if (!this.#queue.get(id)) this.#files.delete(id);
    this.#draw();
    this.#panel.hidden = true;
  }

  #draw() {
    const { entries, restsUntil } = this.#queue;
    this.#panel.hidden = entries.length === 0;
    const title = this.#panel.querySelector("[data-uploads-title]");
    if (title && title.textContent !== this.#queue.title) title.textContent = this.#queue.title;
    const now = Date.now();
    this.#rows.show(entries, (entry) => entry.state === "waiting" && restsUntil ? say("uploads.state_behind") : stateText(entry, now));
    clearTimeout(this.#ticking);
    if (restsUntil !== null) this.#ticking = setTimeout(() => this.#after(() => {}), TICK_MS);
  }
}
