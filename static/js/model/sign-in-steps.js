// The steps of a sign-in, as a state machine.

import { Failure } from "./failure.js";

/** @typedef {"number"|"code"|"password"|"qr"|"done"} Step */
/** @typedef {{step: Step, phone: string, sent: string, hint: string, failure: unknown}} State `sent`: where the code went */

/** @type {Readonly<State>} */
export const START = Object.freeze({ step: "number", phone: "", sent: "", hint: "", failure: null });

/** A code was sent to that number, and where it went.
 * @param {State} state @param {string} phone @param {string} sent @returns {State}
 */
export function codeSent(state, phone, sent = "") {
  return { ...state, step: "code", phone, sent, failure: null };
}

/** @param {State} state @returns {State} */
export function signedIn(state) {
  return { ...state, step: "done", failure: null };
}

/** @param {State} state @param {string|null|undefined} hint the hint that the owner set @returns {State} */
export function passwordRequired(state, hint) {
  return { ...state, step: "password", hint: hint ?? "", failure: null };
}

/** A request failed. If a second factor is missing, that is the next step; any other failure is shown at the current one.
 * @param {State} state @param {unknown} failure @returns {State}
 */
export function failed(state, failure) {
  if (failure instanceof Failure && failure.body.password_required) return passwordRequired(state, failure.body.password_hint);
  return { ...state, failure };
}

/** @param {State} state @returns {State} */
export function startOver(state) {
  return { ...START, phone: state.phone };
}

/** @param {State} state @returns {State} */
export function scan(state) {
  return { ...state, step: "qr", failure: null };
}
