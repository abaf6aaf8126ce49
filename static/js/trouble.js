// What goes wrong, told where it belongs: in a notice, or in the line at the page's foot that stays until it is over.

import { wasAborted } from "./api.js";
import { Failure, describe } from "./model/failure.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";

/** Leads to the sign-in where nobody is signed in any more.
 * @param {unknown} failure
 * @returns {boolean} whether it does
 */
export function leaveIfSignedOut(failure) {
  const isOver = failure instanceof Failure && failure.isSignedOut;
  if (isOver) location.assign("/sign-in");
  return isOver;
}

/** Something that was asked for did not work.
 * @param {unknown} failure
 */
export function report(failure) {
  if (wasAborted(failure) || leaveIfSignedOut(failure)) return;
  notice(describe(failure));
}

/** The list can't be read on. It goes on by itself where the server said when, at a press of the button otherwise.
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
