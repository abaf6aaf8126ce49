// A failed request: the server's error, and how long to wait before trying again.

import { fileSize } from "./format.js";
import { say, translate } from "./words.js";

/** The body of a refusal of the gallery API.
 * @typedef {{error?: string, details?: string, retry_after?: number, limit?: number, password_required?: boolean, password_hint?: string|null}} ErrorBody
 */

export class Failure extends Error {
  /**
   * @param {string} message for the reader
   * @param {{status?: number, body?: ErrorBody}} [more] status 0: there was no response
   */
  constructor(message, { status = 0, body = {} } = {}) {
    super(message);
    this.name = "Failure";
    this.status = status;
    this.body = body;
  }

  /** Whether the session has ended. */
  get isSignedOut() {
    return this.status === 401 && !this.body.password_required;
  }

  /** Seconds to wait, if the server says so. */
  get wait() {
    const seconds = Number(this.body.retry_after);
    return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0;
  }
}

/** The failure for a response with this status and body.
 * @param {number} status
 * @param {string} text the body
 */
export function failureFrom(status, text) {
  const body = parse(text);
  return new Failure(body.error || fallback(status), { status, body });
}

/** The text for a failure, with the time to wait.
 * @param {unknown} failure
 * @param {number} [wait] the remaining seconds, if different from the server's
 */
export function describe(failure, wait) {
  if (!(failure instanceof Failure)) return say("failure.unknown");
  const seconds = wait ?? failure.wait;
  if (seconds > 0) return say("failure.wait", { wait: waitText(seconds) });
  if (failure.status === 413 && failure.body.limit) return say("failure.larger", { limit: fileSize(failure.body.limit) });
  return translate(failure.message);
}

/** @param {number} seconds as `1 second`, `42 seconds`, `3 minutes`, `2 hours` */
export function waitText(seconds) {
  if (seconds < 120) return say("wait.seconds", { count: seconds });
  if (seconds < 7200) return say("wait.minutes", { count: Math.ceil(seconds / 60) });
  return say("wait.hours", { count: Math.ceil(seconds / 3600) });
}

/** @param {string} text @returns {ErrorBody} */
function parse(text) {
  try {
    const body = JSON.parse(text);
    return body && typeof body === "object" ? body : {};
  } catch {
    return {};
  }
}

/** @param {number} status */
function fallback(status) {
  if (status === 0) return say("failure.unreachable");
  if (status === 413) return say("failure.too_large");
  return say("failure.status", { status: String(status) });
}
