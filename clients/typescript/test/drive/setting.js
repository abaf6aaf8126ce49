// What all tests of the drive share: one server, one client that remembers what it was asked, and refusals as expectations.
import assert from "node:assert/strict";

import { createDrive, HeliographError } from "../../dist/index.js";
import { startServer } from "../server.js";

/** @import { DriveOptions } from "../../dist/index.js" */

export const server = await startServer({ RUST_LOG: "error" });
export const PASSWORD = "a password of theirs";

/** Each request that a client has sent: its method, and the path below the server's address. @type {{ method: string, path: string }[]} */
export const sent = [];

/** Sends a request, and remembers it. @param {Request} request */
export function remembering(request) {
  sent.push({ method: request.method, path: new URL(request.url).pathname });
  return fetch(request);
}

/** A client. @param {DriveOptions} [options] */
export function client(options = {}) {
  return createDrive(server.url, { fetch: remembering, ...options });
}

/** A client of somebody who has just registered and is signed in. @param {string} username @param {DriveOptions} [options] */
export async function registered(username, options = {}) {
  const drive = client(options);
  await drive.register(username, PASSWORD);
  await drive.signIn({ username, password: PASSWORD });
  return drive;
}

/** The first user. */
export const operator = await registered("operator");

/** @param {Promise<unknown>} call @param {number} status @param {string | RegExp} message @returns {Promise<HeliographError>} */
export async function refuses(call, status, message) {
  /** @type {unknown} */
  let refusal;
  await assert.rejects(call, (error) => {
    refusal = error;
    return true;
  });
  assert(refusal instanceof HeliographError, String(refusal));
  assert.equal(refusal.status, status, refusal.message);
  typeof message === "string" ? assert.equal(refusal.message, message) : assert.match(refusal.message, message);
  return refusal;
}

/** Bytes whose every stretch tells where it is: they repeat after a prime. @param {number} length */
export function ramp(length) {
  return Uint8Array.from({ length }, (_, index) => (index % 251) ^ ((index / 251) & 255));
}

/** All of an iterable. @template T @param {AsyncIterable<T>} items @returns {Promise<T[]>} */
export async function all(items) {
  /** @type {T[]} */
  const list = [];
  for await (const item of items) {
    list.push(item);
  }
  return list;
}
