// Files on their way up, one after the other: a phone's line is no faster when several share it, and Telegram asks to wait sooner.

import { say } from "./words.js";

/** @typedef {"waiting"|"sending"|"done"|"failed"|"cancelled"} State */
/** @typedef {{id: number, name: string, size: number, sent: number, state: State, text: string}} Entry */

export class UploadQueue {
  /** @type {Entry[]} */
  #entries = [];
  #lastId = 0;

  /** @returns {readonly Readonly<Entry>[]} */
  get entries() {
    return this.#entries;
  }

  /** @param {{name: string, size: number}} file */
  add({ name, size }) {
    const entry = { id: ++this.#lastId, name, size, sent: 0, state: /** @type {State} */ ("waiting"), text: "" };
    this.#entries.push(entry);
    return entry.id;
  }

  /** Takes the next one that waits, unless one is under way.
   * @returns {number|null} its id
   */
  start() {
    if (this.#entries.some(({ state }) => state === "sending")) return null;
    const next = this.#entries.find(({ state }) => state === "waiting");
    if (!next) return null;
    Object.assign(next, { state: "sending", sent: 0, text: "" });
    return next.id;
  }

  /** @param {number} id @param {number} share of the whole, 0 to 1 */
  progress(id, share) {
    this.#change(id, ["sending"], { sent: Math.min(1, Math.max(0, share)) });
  }

  /** @param {number} id */
  done(id) {
    this.#change(id, ["sending"], { state: "done", sent: 1 });
  }

  /** @param {number} id @param {string} text why */
  fail(id, text) {
    this.#change(id, ["sending", "waiting"], { state: "failed", text });
  }

  /** @param {number} id */
  cancel(id) {
    this.#change(id, ["sending", "waiting"], { state: "cancelled" });
  }

  /** @param {number} id */
  retry(id) {
    this.#change(id, ["failed", "cancelled"], { state: "waiting", sent: 0, text: "" });
  }

  /** Forgets what is finished; what is under way stays. */
  clear() {
    this.#entries = this.#entries.filter(({ state }) => state === "sending" || state === "waiting");
  }

  /** Whether anything is still to be sent. */
  get isBusy() {
    return this.#entries.some(({ state }) => state === "sending" || state === "waiting");
  }

  /** Whether all of it arrived. */
  get isSettled() {
    return this.#entries.every(({ state }) => state === "done");
  }

  /** A heading for the list. */
  get title() {
    const count = (/** @type {State[]} */ ...states) => this.#entries.filter(({ state }) => states.includes(state)).length;
    const left = count("sending", "waiting");
    if (left > 0) return say("uploads.sending", { count: left });
    const [done, failed] = [count("done"), count("failed")];
    if (failed > 0) return say("uploads.failed", { count: failed });
    return done > 0 ? say("uploads.done", { count: done }) : say("uploads.title");
  }

  /** @param {number} id @param {State[]} from @param {Partial<Entry>} change */
  #change(id, from, change) {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry && from.includes(entry.state)) Object.assign(entry, change);
  }
}

/** What a row says below its bar.
 * @param {Readonly<Entry>} entry
 * @param {(bytes: number) => string} fileSize
 */
export function stateText({ state, size, sent, text }, fileSize) {
  switch (state) {
    case "waiting":
      return say("uploads.state_waiting", { size: fileSize(size) });
    case "sending":
      // The last bytes have left the browser; the server still hands them on.
      return sent >= 1 ? say("uploads.state_handing") : say("uploads.state_sending", { sent: fileSize(size * sent), size: fileSize(size) });
    case "done":
      return say("uploads.state_done", { size: fileSize(size) });
    case "cancelled":
      return say("uploads.state_cancelled");
    case "failed":
      return text;
  }
}
