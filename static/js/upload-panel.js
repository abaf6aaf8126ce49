// The list of uploads in the corner: takes files, sends them one after the other, shows how far each has come.

import { describe } from "./model/failure.js";
import { fileSize } from "./model/format.js";
import { UploadQueue, stateText } from "./model/upload-queue.js";
import { say } from "./model/words.js";
import { sendFile } from "./upload.js";

/** @typedef {import("./model/upload-queue.js").Entry} Entry */

/** How long the list stays when everything in it went well. */
const STAY_MS = 5000;

export class UploadPanel {
  #panel = /** @type {HTMLElement} */ (document.querySelector("[data-uploads]"));
  #rows = /** @type {HTMLElement} */ (document.querySelector("[data-uploads-list]"));
  #template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-upload-template]"));
  #queue = new UploadQueue();
  /** @type {Map<number, File>} */
  #files = new Map();
  /** The one being sent, and how to end it. */
  #sending = new AbortController();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #leaving;
  #icons;
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
    this.#icons = icons;
    this.#uploaded = uploaded;
    this.#fail = fail;
    this.#rows.addEventListener("click", (event) => this.#act(event.target), { signal });
    this.#panel.querySelector("[data-uploads-close]")?.addEventListener("click", () => this.#close(), { signal });
    addEventListener("beforeunload", (event) => this.#queue.isBusy && event.preventDefault(), { signal });
    signal.addEventListener("abort", () => {
      this.#sending.abort();
      clearTimeout(this.#leaving);
    }, { once: true });
  }

  /** @param {Iterable<File>} files */
  add(files) {
    for (const file of files) this.#files.set(this.#queue.add(file), file);
    this.#draw();
    this.#next();
  }

  async #next() {
    const id = this.#queue.start();
    clearTimeout(this.#leaving);
    if (id === null) {
      if (this.#queue.isSettled) this.#leaving = setTimeout(() => this.#close(), STAY_MS);
      return;
    }
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    this.#draw();
    try {
      const progress = (/** @type {number} */ share) => {
        this.#queue.progress(id, share);
        this.#draw();
      };
      const message = await sendFile(/** @type {File} */ (this.#files.get(id)), { progress, signal });
      this.#queue.done(id);
      this.#files.delete(id);
      this.#uploaded(message);
    } catch (failure) {
      if (signal.aborted) this.#queue.cancel(id);
      else {
        this.#queue.fail(id, describe(failure));
        this.#fail(failure);
      }
    }
    this.#draw();
    this.#next();
  }

  /** A row's button: ends what is under way, begins again what is not.
   * @param {EventTarget|null} target
   */
  #act(target) {
    const row = target instanceof Element && target.closest("[data-upload-action]")?.closest("[data-upload]");
    if (!row) return;
    const id = Number(/** @type {HTMLElement} */ (row).dataset.upload);
    const state = this.#queue.entries.find((entry) => entry.id === id)?.state;
    if (state === "sending") this.#sending.abort();
    else if (state === "waiting") this.#queue.cancel(id);
    else this.#queue.retry(id);
    this.#draw();
    this.#next();
  }

  /** Hides the list and forgets what is finished; while something is under way the next change shows it again. */
  #close() {
    this.#queue.clear();
    const left = new Set(this.#queue.entries.map(({ id }) => id));
    for (const id of this.#files.keys()) if (!left.has(id)) this.#files.delete(id);
    this.#draw();
    this.#panel.hidden = true;
  }

  #draw() {
    const { entries } = this.#queue;
    this.#panel.hidden = entries.length === 0;
    const title = this.#panel.querySelector("[data-uploads-title]");
    if (title) title.textContent = this.#queue.title;
    const rows = new Map([...this.#rows.children].map((row) => [Number(/** @type {HTMLElement} */ (row).dataset.upload), row]));
    for (const [id, row] of rows) if (!entries.some((entry) => entry.id === id)) row.remove();
    for (const entry of entries) this.#drawRow(rows.get(entry.id) ?? this.#newRow(entry.id), entry);
  }

  /** @param {number} id */
  #newRow(id) {
    const row = /** @type {HTMLElement} */ (/** @type {Element} */ (this.#template.content.firstElementChild).cloneNode(true));
    row.dataset.upload = String(id);
    this.#rows.append(row);
    return row;
  }

  /** @param {Element} row @param {Readonly<Entry>} entry */
  #drawRow(row, entry) {
    const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (row.querySelector(`[data-upload-${hook}]`));
    const isOver = entry.state === "failed" || entry.state === "cancelled";
    /** @type {HTMLElement} */ (row).dataset.state = entry.state;
    part("name").textContent = entry.name;
    part("state").textContent = stateText(entry, fileSize);
    /** @type {HTMLProgressElement} */ (part("progress")).value = entry.sent;
    part("progress").setAttribute("aria-label", entry.name);
    part("action").hidden = entry.state === "done";
    part("action").setAttribute("aria-label", isOver ? say("uploads.retry", { name: entry.name }) : say("uploads.cancel", { name: entry.name }));
    row.querySelector("use")?.setAttribute("href", `${this.#icons}#${isOver ? "retry" : "close"}`);
  }
}
