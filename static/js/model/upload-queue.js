// Uploads, one file after the other: several at once are no faster on a phone's connection, and make Telegram ask for a wait sooner.
//
// When Telegram asks to wait, or the connection is lost, the whole queue rests and continues by itself.

import { fileSize } from "./format.js";
import { waitText } from "./failure.js";
import { Rate } from "./rate.js";
import { say } from "./words.js";

/** @typedef {"waiting"|"sending"|"resting"|"done"|"failed"|"cancelled"} State */
/** @typedef {"asked"|"line"} Reason why it rests: Telegram asks to wait, or the server cannot be reached */
/**
 * @typedef {object} Entry
 * @property {number} id
 * @property {string} name
 * @property {number} size bytes
 * @property {number} sent the part that was sent, 0 to 1
 * @property {State} state
 * @property {string} text why it failed
 * @property {Rate} rate
 * @property {Reason|null} reason
 * @property {number} until when it continues, in milliseconds
 * @property {number} rests how often it has rested since the last progress
 */

export class UploadQueue {
  /** @type {Entry[]} */
  #entries = [];
  #lastId = 0;

  /** @returns {readonly Readonly<Entry>[]} */
  get entries() {
    return this.#entries;
  }

  /** @param {number} id @returns {Readonly<Entry>|undefined} */
  get(id) {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** @param {{name: string, size: number}} file */
  add({ name, size }) {
    const id = ++this.#lastId;
    this.#entries.push({ id, name, size, sent: 0, state: "waiting", text: "", rate: new Rate(), reason: null, until: 0, rests: 0 });
    return id;
  }

  /** Starts the next upload, unless one is under way or the queue rests.
   * @param {number} now milliseconds
   * @returns {number|null} its id
   */
  start(now) {
    const isAt = (/** @type {State} */ state) => this.#entries.find((entry) => entry.state === state);
    if (isAt("sending") || this.#entries.some(({ state, until }) => state === "resting" && until > now)) return null;
    const next = isAt("resting") ?? isAt("waiting");
    if (!next) return null;
    Object.assign(next, { state: "sending", sent: 0, text: "", rate: new Rate() });
    return next.id;
  }

  /** @param {number} id @param {number} share the part that was sent, 0 to 1 @param {number} now milliseconds */
  progress(id, share, now) {
    const sent = Math.min(1, Math.max(0, share));
    this.#change(id, ["sending"], { sent });
    const entry = this.#entries.find((one) => one.id === id);
    if (entry?.state !== "sending") return;
    entry.rate.add(sent * entry.size, now);
    if (sent > 0) entry.rests = 0;
  }

  /** @param {number} id */
  done(id) {
    this.#change(id, ["sending"], { state: "done", sent: 1 });
  }

  /** @param {number} id @param {string} text why */
  fail(id, text) {
    this.#change(id, ["sending", "waiting"], { state: "failed", text });
  }

  /** An upload has to wait, and all others with it.
   * @param {number} id @param {Reason} reason @param {number} until milliseconds
   */
  rest(id, reason, until) {
    this.#change(id, ["sending"], { state: "resting", reason, until, sent: 0, rests: (this.get(id)?.rests ?? 0) + 1 });
  }

  /** Ends the rest of uploads that rest for that reason.
   * @param {Reason} reason
   */
  wake(reason) {
    for (const entry of this.#entries) if (entry.reason === reason) this.#change(entry.id, ["resting"], { state: "waiting" });
  }

  /** When the queue continues by itself, in milliseconds; null when it does not rest. */
  get restsUntil() {
    const times = this.#entries.filter(({ state }) => state === "resting").map(({ until }) => until);
    return times.length > 0 ? Math.max(...times) : null;
  }

  /** @param {number} id */
  cancel(id) {
    this.#change(id, ["sending", "waiting", "resting"], { state: "cancelled" });
  }

  /** @param {number} id */
  retry(id) {
    this.#change(id, ["failed", "cancelled", "resting"], { state: "waiting", sent: 0, text: "" });
  }

  /** Removes an upload that has ended.
   * @param {number} id
   */
  remove(id) {
    this.#entries = this.#entries.filter((entry) => entry.id !== id || isOpen(entry));
  }

  /** Removes all uploads that have ended. */
  clear() {
    this.#entries = this.#entries.filter(isOpen);
  }

  /** Whether any upload has not ended. */
  get isBusy() {
    return this.#entries.some(isOpen);
  }

  /** Whether all uploads have succeeded. */
  get isSettled() {
    return this.#entries.every(({ state }) => state === "done");
  }

  /** The heading of the list. */
  get title() {
    const count = (/** @type {State} */ state) => this.#entries.filter((entry) => entry.state === state).length;
    const left = this.#entries.filter(isOpen).length;
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

/** @param {Entry} entry */
function isOpen({ state }) {
  return state === "sending" || state === "waiting" || state === "resting";
}

/** The text below an upload's progress bar.
 * @param {Readonly<Entry>} entry
 * @param {number} now milliseconds
 */
export function stateText(entry, now) {
  const { state, size, sent, text } = entry;
  switch (state) {
    case "waiting":
      return say("uploads.state_waiting", { size: fileSize(size) });
    case "sending":
      // The browser has sent the last bytes; the server is still sending them on.
      return sent >= 1 ? say("uploads.state_handing") : onItsWay(entry);
    case "resting":
      if (entry.reason === "line") return say("uploads.state_line");
      return say("uploads.state_asked", { wait: waitText(Math.max(1, Math.ceil((entry.until - now) / 1000))) });
    case "done":
      return say("uploads.state_done", { size: fileSize(size) });
    case "cancelled":
      return say("uploads.state_cancelled");
    case "failed":
      return text;
  }
}

/** @param {Readonly<Entry>} entry */
function onItsWay({ size, sent, rate: { speed } }) {
  const values = { sent: fileSize(size * sent), size: fileSize(size) };
  if (speed <= 0) return say("uploads.state_sending", values);
  const left = waitText(Math.max(1, Math.ceil((size * (1 - sent)) / speed)));
  return say("uploads.state_rate", { ...values, speed: fileSize(speed), left });
}
