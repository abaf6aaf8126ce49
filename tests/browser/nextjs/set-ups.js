// The example's set-ups, built before the tests: the workers then start them side by side.

import { freePort } from "../harness/server.js";
import { build } from "./app.js";

const SET_UPS = ["same-origin", "cross-origin"];

const variable = (/** @type {string} */ setUp) => `PORTS_${setUp}`;

/** The ports of a set-up, chosen before it was built.
 * @param {string} setUp
 * @returns {{app: number, server: number}}
 */
export const portsOf = (setUp) => JSON.parse(process.env[variable(setUp)] ?? "");

export default async function buildAll() {
  for (const setUp of SET_UPS) {
    const ports = { app: await freePort(), server: await freePort() };
    await build(setUp, `http://127.0.0.1:${ports.server}`);
    process.env[variable(setUp)] = JSON.stringify(ports);
  }
}
