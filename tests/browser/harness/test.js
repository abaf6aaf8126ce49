// The fixtures of every test: the server, a page whose console must stay empty, and ways to sign in.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { test as base, expect } from "@playwright/test";

import { Server } from "./server.js";
import { serveFromTree } from "./tree.js";

const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));

/** The sandbox's accounts for tests: `+99966XYYYY`, where X is the data centre, and the code is X five times. */
export const ACCOUNTS = {
  demo: { phone: "+9996620001", code: "22222" },
  password: { phone: "+9996621000", code: "22222", password: "sandbox" },
  empty: { phone: "+9996622000", code: "22222" },
  /** 100,000 media over five years. */
  endless: { phone: "+9996623000", code: "22222" },
  banned: { phone: "+9996624000" },
  flooded: { phone: "+9996625000" },
};

/** The browser shows a file that is opened by itself in a page of its own; the policy that blocks parts of that page is intended. */
const AROUND_A_FILE = /(inline style violates|Blocked script execution).*\/stream_media\//s;

export const test = base.extend({
  server: [
    async ({}, use, { workerIndex }) => {
      await mkdir(ARTEFACTS, { recursive: true });
      const server = await Server.start(`pages-${workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  /** Statuses of refusals that the test provokes: the browser logs each of them in the console. */
  refusals: [[], { option: true }],

  /** Whether the test interrupts the connection, which the browser logs in the console as well. */
  lineBreaks: [false, { option: true }],

  page: async ({ page, refusals, lineBreaks }, use) => {
    if (process.env.STATIC_FROM_TREE) await serveFromTree(page);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(`error: ${error.stack ?? error}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
      if (status && refusals.includes(Number(status))) return;
      if (lineBreaks && message.text().includes("net::ERR_")) return;
      const complaint = `${message.type()}: ${message.text()} (${message.location().url})`;
      if (!AROUND_A_FILE.test(complaint)) complaints.push(complaint);
    });
    await use(page);
    expect(complaints, "the page's console").toEqual([]);
  },

  /** A page in which the demo account is signed in. */
  gallery: async ({ page, baseURL }, use) => {
    await signInByApi(page, baseURL, ACCOUNTS.demo);
    await page.goto("/");
    await use(page);
  },
});

export { expect };

/** The path of an account on the sandbox's control port.
 * @param {{phone: string}} account
 */
export const digitsOf = ({ phone }) => phone.replace("+", "");

/** Signs the page's browser in through the API.
 * @param {import("@playwright/test").Page} page @param {string} origin @param {{phone: string, code: string}} account
 */
export async function signInByApi(page, origin, { phone, code }) {
  const headers = { Origin: origin };
  for (const [path, data] of [["/send-code", { phone }], ["/sign-in", { phone, code }]]) {
    const response = await page.request.post(origin + path, { data, headers });
    expect(response.status(), `${path}: ${await response.text()}`).toBe(200);
  }
}

/** Stores a screenshot of the page among the artefacts.
 * @param {import("@playwright/test").Page} page @param {string} name
 */
export function keepScreenshot(page, name) {
  return page.screenshot({ path: `${ARTEFACTS}/${name}.png` });
}

/** Whether an <img> has decoded its picture.
 * @param {import("@playwright/test").Locator} image
 */
export function isDecoded(image) {
  return image.evaluate((one) => one.decode().then(() => one.naturalWidth > 0, () => false));
}
