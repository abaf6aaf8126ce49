// Errors, shown in a notice, or in the line at the bottom of the list that stays until the error is over.

import { wasAborted } from "./api.js";
import { Failure, describe } from "./model/failure.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";

/** Redirects to the sign-in page if the session has ended.
 * @param {unknown} failure
 * @returns {boolean} whether it redirects
 */
export function leaveIfSignedOut(failure) {
  const isOver = failure instanceof Failure && failure.isSignedOut;
  if (isOver) location.assign("/sign-in");
  return isOver;
}

/** Reports the failure of something that the reader asked for.
 * @param {unknown} failure
 */
export function report(failure) {
  if (wasAborted(failure) || leaveIfSignedOut(failure)) return;
  notice(describe(failure));
}

/** Reports that the list cannot be loaded further. It continues by itself if the server says when, and by a button otherwise.
 * @param {HTMLElement} foot
 * @param {AbortSignal} signal
 */
export function troubleAt(foot, signal) {
  const words = /** @type {HTMLElement} */ (foot.querySelector("[data-more-text]"));
  const button = /** @type {HTMLElement} */ (foot.querySelector("[data-more-button]") ?? document.createElement("a"));
  button.className = "button";
  button.setAttribute("role", "button");
  button.setAttribute("href", "#content");
  button.hidden = true;
  foot.append(button);
  let goOn = () => {};
  const over = () => {
    words.textContent = "";
    button.hidden = true;
    delete foot.dataset.trouble;
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    over();
    goOn();
  }, { signal });
  return {
    over,
    /** @param {unknown} failure @param {() => void} again */
    tell(failure, again) {
      if (leaveIfSignedOut(failure)) return;
      goOn = again;
      words.textContent = describe(failure);
      button.textContent = say("timeline.again");
      button.hidden = failure instanceof Failure && failure.wait > 0;
      foot.dataset.trouble = "";
    },
  };
}
