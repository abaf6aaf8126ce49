// Short messages at the bottom of the page. A notice with an action stays beside later ones; others are replaced.

import { say } from "./model/words.js";

const LIFETIME_MS = 6000;

/** Shows a notice. It closes by itself, or when one of its buttons is pressed; while it has the pointer or the focus it stays.
 * @param {string} text
 * @param {object} [options]
 * @param {number} [options.stays] milliseconds
 * @param {string} [options.action] the label of the action's button
 * @param {() => void} [options.act] the action
 * @param {() => void} [options.gone] it closed without the action
 * @returns {{close: () => void}} closes it without calling either
 */
export function notice(text, { stays = LIFETIME_MS, action, act, gone } = {}) {
  const box = document.createElement("div");
  box.className = "notice";
  const words = document.createElement("p");
  words.className = "notice-text";
  words.textContent = text;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const close = () => {
    clearTimeout(timer);
    box.remove();
  };
  const leave = (/** @type {(() => void)|undefined} */ then) => () => {
    close();
    then?.();
  };
  const rest = () => clearTimeout(timer);
  const run = () => {
    clearTimeout(timer);
    timer = setTimeout(leave(gone), stays);
  };
  box.append(words);
  if (action) box.append(button("notice-action", action, leave(act)));
  const cross = button("notice-close", "✕", leave(gone));
  cross.setAttribute("aria-label", say("app.close"));
  box.append(cross);
  for (const event of ["pointerenter", "focusin"]) box.addEventListener(event, rest);
  for (const event of ["pointerleave", "focusout"]) box.addEventListener(event, () => box.isConnected && run());
  box.toggleAttribute("data-offers", Boolean(action));
  const place = above();
  for (const other of place?.querySelectorAll(".notice:not([data-offers])") ?? []) other.remove();
  place?.append(box);
  run();
  return { close };
}

/** The element for notices: inside an open dialog, which is drawn above everything else. */
function above() {
  const place = /** @type {HTMLElement|null} */ (document.querySelector("[data-notices]"));
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (!place || place.parentElement === (dialog ?? document.body)) return place;
  (dialog ?? document.body).append(place);
  dialog?.addEventListener("close", () => document.body.append(place), { once: true });
  return place;
}

/** @param {string} name @param {string} text @param {() => void} act */
function button(name, text, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = name;
  one.textContent = text;
  one.addEventListener("click", act, { once: true });
  return one;
}
