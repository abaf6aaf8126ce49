// Short words at the page's foot.

import { say } from "./model/words.js";

const LIFETIME_MS = 6000;

/** Shows a notice; it goes by itself, or when one of its buttons is pressed.
 * @param {string} text
 * @param {object} [options]
 * @param {number} [options.stays] milliseconds
 * @param {string} [options.action] what its own button says
 * @param {() => void} [options.act] what that button does
 * @returns {{close: () => void}}
 */
export function notice(text, { stays = LIFETIME_MS, action, act } = {}) {
  const box = document.createElement("div");
  box.className = "notice";
  const words = document.createElement("p");
  words.className = "notice-text";
  words.textContent = text;
  const timer = setTimeout(() => box.remove(), stays);
  const close = () => {
    clearTimeout(timer);
    box.remove();
  };
  box.append(words);
  if (action) box.append(button("notice-action", action, close, act));
  const cross = button("notice-close", "✕", close);
  cross.setAttribute("aria-label", say("app.close"));
  box.append(cross);
  // An open dialog is drawn above everything else, so its notices have to stand inside it.
  const place = document.querySelector("[data-notices]");
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (place) (dialog ?? document.body).append(place);
  place?.replaceChildren(box);
  return { close };
}

/** @param {string} name @param {string} label @param {() => void} close @param {() => void} [act] */
function button(name, label, close, act) {
  const one = document.createElement("button");
  one.className = name;
  one.type = "button";
  one.textContent = label;
  one.addEventListener("click", () => {
    close();
    act?.();
  }, { once: true });
  return one;
}
