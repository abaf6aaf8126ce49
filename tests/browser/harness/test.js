// What every test starts from: the server, a page that may not complain, and ways to be signed in.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { test as base, expect } from "@playwright/test";

import { Server } from "./server.js";
import { serveFromTree } from "./tree.js";

const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));

/** The sandbox's accounts that the tests use: `+99966XYYYY`, X the data centre, the code X five times. */
export const ACCOUNTS = {
  demo: { phone: "+9996620001", code: "22222" },
  password: { phone: "+9996621000", code: "22222", password: "sandbox" },
  empty: { phone: "+9996622000", code: "22222" },
  /** 100,000 media over five years. */
  endless: { phone: "+9996623000", code: "22222" },
  banned: { phone: "+9996624000" },
  flooded: { phone: "+9996625000" },
};

/** A file opened by itself has a page that the browser made around it; what that page may not do is as we want it. */
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

  /** Statuses of refused requests that the test provokes: the browser writes each of them into its console. */
  refusals: [[], { option: true }],

  /** Whether the test cuts the line: the browser writes that into its console as well. */
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

  /** A page in which the demo account is signed in already. */
  gallery: async ({ page, baseURL }, use) => {
    await signInByApi(page, baseURL, ACCOUNTS.demo);
    await page.goto("/");
    await use(page);
  },
});

export { expect };

/** How the sandbox's control port names an account.
 * @param {{phone: string}} account
 */
export const digitsOf = ({ phone }) => phone.replace("+", "");

/** Signs the page's browser in without looking at the pages.
 * @param {import("@playwright/test").Page} page @param {string} origin @param {{phone: string, code: string}} account
 */
export async function signInByApi(page, origin, { phone, code }) {
  const headers = { Origin: origin };
  for (const [path, data] of [["/send-code", { phone }], ["/sign-in", { phone, code }]]) {
    const answer = await page.request.post(origin + path, { data, headers });
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  }
}

/** Keeps a picture of the page among the artefacts.
 * @param {import("@playwright/test").Page} page @param {string} name
 */
export function keepScreenshot(page, name) {
  return page.screenshot({ path: `${ARTEFACTS}/${name}.png` });
}

/** Whether an <img> holds a picture that was really decoded.
 * @param {import("@playwright/test").Locator} image
 */
export function isDecoded(image) {
  return image.evaluate((one) => one.decode().then(() => one.naturalWidth > 0, () => false));
}
