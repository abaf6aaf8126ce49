// The viewer's keys, and the list of them. One table has each key, its action and its text in the list.

import { say } from "./model/words.js";

/** How far an enlarged picture moves, in CSS pixels. */
const PAN = 80;
/** Seconds. */
const SEEK = 10;

/**
 * @typedef {object} Actions
 * @property {() => void} close
 * @property {(by: number) => void} step
 * @property {() => void} remove
 * @property {() => void} copy
 * @property {() => void} edit
 * @property {() => void} download
 * @typedef {import("./viewer-stage.js").Stage} Stage
 * @typedef {{shown: string[], text: string, keys: Record<string, () => void>}} Row
 */

/**
 * @param {HTMLElement} dialog
 * @param {{actions: Actions, stage: Stage, signal: AbortSignal}} options
 */
export function followKeys(dialog, { actions, stage, signal }) {
  const list = /** @type {HTMLDialogElement} */ (dialog.querySelector("[data-keys]"));
  const rows = table(actions, stage, () => open());
  const keys = new Map(rows.flatMap((row) => Object.entries(row.keys)));
  const open = () => {
    list.querySelector("[data-keys-list]")?.replaceChildren(...rows.flatMap(describe));
    list.showModal();
  };
  dialog.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || list.open || isOwn(event)) return;
    const act = keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }, { signal });
  dialog.querySelector("[data-keys-open]")?.addEventListener("click", open, { signal });
  list.querySelector("[data-keys-close]")?.addEventListener("click", () => list.close(), { signal });
}

/** @param {Actions} actions @param {Stage} stage @param {() => void} help @returns {Row[]} */
function table(actions, stage, help) {
  const move = (/** @type {number} */ x, /** @type {number} */ y) => () => {
    if (stage.isZoomed) stage.picture?.pan(-x * PAN, -y * PAN);
    else if (x !== 0) actions.step(x);
  };
  const { close, step, remove, copy, edit, download } = actions;
  const toggle = () => stage.player?.toggle();
  const zoom = (/** @type {number} */ by) => () => stage.picture?.notch(by);
  const mute = () => {
    const element = stage.player?.element;
    if (element) element.muted = !element.muted;
  };
  return [
    { shown: ["←", "→"], text: "keys.step", keys: { ArrowLeft: move(-1, 0), ArrowRight: move(1, 0), PageUp: () => step(-1), PageDown: () => step(1) } },
    { shown: ["+", "−", "0"], text: "keys.zoom", keys: { "+": zoom(1), "=": zoom(1), "-": zoom(-1), 0: () => stage.picture?.reset() } },
    { shown: ["←", "→", "↑", "↓"], text: "keys.pan", keys: { ArrowUp: move(0, -1), ArrowDown: move(0, 1) } },
    { shown: [say("keys.space"), "K"], text: "keys.play", keys: { " ": toggle, k: toggle } },
    { shown: ["J", "L"], text: "keys.seek", keys: { j: () => stage.player?.seek(-SEEK), l: () => stage.player?.seek(SEEK) } },
    { shown: ["<", ">"], text: "keys.speed", keys: { "<": () => stage.player?.shift(-1), ">": () => stage.player?.shift(1) } },
    { shown: ["M"], text: "keys.mute", keys: { m: mute } },
    { shown: ["F"], text: "keys.full_screen", keys: { f: () => stage.player?.toggleFullScreen() } },
    { shown: ["P"], text: "keys.apart", keys: { p: () => stage.player?.toggleApart() } },
    { shown: ["E"], text: "keys.edit", keys: { e: edit } },
    { shown: ["C"], text: "keys.copy", keys: { c: copy } },
    { shown: ["D"], text: "keys.download", keys: { d: download } },
    { shown: [say("keys.delete_key")], text: "keys.delete", keys: { Delete: remove } },
    { shown: ["Ctrl Z"], text: "keys.undo", keys: {} },
    { shown: ["Esc"], text: "keys.close", keys: { Escape: close } },
    { shown: ["?"], text: "keys.help", keys: { "?": help } },
  ];
}

/** @param {Row} row */
function describe({ shown, text }) {
  const term = document.createElement("dt");
  term.className = "keys-shown";
  for (const one of shown) {
    const key = document.createElement("kbd");
    key.textContent = one;
    term.append(key);
  }
  const words = document.createElement("dd");
  words.textContent = say(text);
  return [term, words];
}

/** Whether the focused element uses that key itself: a player seeks with the arrow keys, a button is pressed with the space bar.
 * @param {KeyboardEvent} event
 */
function isOwn({ target, key }) {
  if (!(target instanceof Element)) return false;
  if (target.matches("input, textarea, select, [contenteditable]")) return true;
  if (target instanceof HTMLMediaElement) return key === " " || key.startsWith("Arrow");
  if (target.matches("button, a")) return key === " " || key === "Enter";
  return target.matches("[role=document]") && /^(Arrow(Up|Down)|Page.*|Home|End| )$/.test(key);
}
