// Calls to the gallery API. Every call can be aborted by a signal; every refusal is thrown as a Failure.

import { Failure, failureFrom } from "./model/failure.js";
import { nextPage } from "./model/page-link.js";

/** @typedef {import("./model/format.js").Media} Media */

/** The most items that one request deletes. */
export const MAX_DELETED = 500;

/**
 * @param {string} path
 * @param {{method?: string, json?: unknown, signal?: AbortSignal, keepalive?: boolean}} [options] `keepalive`: continues when the page is left
 * @returns {Promise<{data: any, headers: Headers}>}
 */
export async function call(path, { method = "GET", json, signal, keepalive } = {}) {
  const headers = json === undefined ? undefined : { "Content-Type": "application/json" };
  const body = json === undefined ? undefined : JSON.stringify(json);
  const response = await fetch(path, { method, headers, body, signal, keepalive, credentials: "same-origin" }).catch(noResponse);
  const text = await response.text().catch(noResponse);
  if (!response.ok) throw failureFrom(response.status, text);
  return { data: text === "" ? null : JSON.parse(text), headers: response.headers };
}

/** @param {string} phone @param {AbortSignal} signal @returns {Promise<import("./model/code-sent.js").SentCode>} where it went */
export async function sendCode(phone, signal) {
  return (await call("/send-code", { method: "POST", json: { phone }, signal })).data.sent;
}

/** @param {string} phone @param {string} code @param {AbortSignal} signal */
export function signIn(phone, code, signal) {
  return call("/sign-in", { method: "POST", json: { phone, code }, signal });
}

/** @param {string} password @param {AbortSignal} signal */
export function checkPassword(password, signal) {
  return call("/check-password", { method: "POST", json: { password }, signal });
}

/** @param {AbortSignal} signal */
export function signOut(signal) {
  return call("/logout", { method: "POST", signal });
}

/** @param {AbortSignal} signal @returns {Promise<boolean>} */
export async function isSignedIn(signal) {
  return (await call("/is-authenticated", { signal })).data.authenticated;
}

/** A page of the list.
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<{items: Media[], next: string|null}>}
 */
export async function listMedia(address, signal) {
  const { data, headers } = await call(address, { signal });
  return { items: data, next: nextPage(headers.get("Link")) };
}

/** @param {AbortSignal} signal @returns {Promise<Record<string, number>>} counts by type */
export async function mediaCounts(signal) {
  return (await call("/media-counts", { signal })).data;
}

/** The days that have items, newest first.
 * @param {string} query the list's parameters; only the type is used
 * @param {AbortSignal} signal
 * @returns {Promise<{date: string, count: number, newest: number}[]>}
 */
export async function mediaCalendar(query, signal) {
  return (await call(`/media-calendar?${query}`, { signal })).data;
}

/** Deletes items, at most as many as one request may name ({@link MAX_DELETED}). Continues when the page is left.
 * @param {number[]} ids
 */
export function deleteMedia(ids) {
  return call(`/media?ids=${ids.join(",")}`, { method: "DELETE", keepalive: true });
}

/** @param {number} id @param {string} caption empty to remove it @param {AbortSignal} signal @returns {Promise<Media>} the changed item */
export async function editCaption(id, caption, signal) {
  return (await call(`/media/${id}`, { method: "PATCH", json: { caption }, signal })).data.media;
}

/** Why an element could not load its media. Requests one byte of it to find out.
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Failure|null>} null: the server sends it, so the browser cannot show it
 */
export async function whyNot(address, signal) {
  try {
    const response = await fetch(address, { headers: { Range: "bytes=0-0" }, signal });
    if (response.ok) {
      await response.body?.cancel();
      return null;
    }
    return failureFrom(response.status, await response.text());
  } catch {
    return failureFrom(0, "");
  }
}

/** @param {unknown} error @returns {never} */
function noResponse(error) {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw failureFrom(0, "");
}

/** Whether a call failed because its signal was aborted.
 * @param {unknown} error
 */
export function wasAborted(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

export { Failure };
