// Reads the next page when the end of the grid comes near, one at a time.

import { listMedia, wasAborted } from "./api.js";
import { Failure, describe } from "./model/failure.js";

/** @typedef {import("./model/format.js").Media} Media */

/** How far ahead of the reader, in heights of the window. */
const AHEAD = "150%";

/**
 * @param {HTMLElement} root
 * @param {{signal: AbortSignal, add: (items: Media[]) => void, fail: (failure: unknown) => void}} options
 */
export function readAhead(root, { signal, add, fail }) {
  const foot = /** @type {HTMLElement} */ (root.querySelector("[data-more]"));
  const words = /** @type {HTMLElement} */ (foot.querySelector("[data-more-text]"));
  let next = root.dataset.next || null;
  let isReading = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const button = /** @type {HTMLElement} */ (foot.querySelector("[data-more-button]") ?? document.createElement("button"));
  button.hidden = true;
  button.className = "button";
  foot.append(button);

  const observer = new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) read();
  }, { rootMargin: `${AHEAD} 0%` });

  async function read() {
    if (isReading || next === null) return;
    isReading = true;
    button.hidden = true;
    words.textContent = "Loading…";
    try {
      const page = await listMedia(next, signal);
      next = page.next;
      words.textContent = "";
      add(page.items);
      isReading = false;
      // An observer speaks up only when something changes: ask anew, the end may still be near.
      observer.unobserve(foot);
      if (next !== null) observer.observe(foot);
    } catch (failure) {
      isReading = false;
      if (wasAborted(failure)) return;
      pause(failure);
    }
  }

  /** Tells what went wrong; goes on by itself where the server said when, at a press of the button otherwise.
   * @param {unknown} failure
   */
  function pause(failure) {
    fail(failure);
    observer.unobserve(foot);
    words.textContent = describe(failure);
    const wait = failure instanceof Failure ? failure.wait : 0;
    if (wait > 0) timer = setTimeout(read, wait * 1000);
    button.textContent = "Try again";
    button.hidden = wait > 0;
  }

  button.addEventListener("click", (event) => {
    event.preventDefault();
    read();
  }, { signal });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(timer);
  }, { once: true });
  if (next !== null) observer.observe(foot);
}
