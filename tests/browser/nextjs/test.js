// The fixtures of every test of the example: the app and its server in the project's set-up, and a signed-in browser.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { Server } from "../harness/server.js";
import { ACCOUNTS, test as base, expect, signInByApi } from "../harness/test.js";
import { App } from "./app.js";
import { portsOf } from "./set-ups.js";

const ARTEFACTS = fileURLToPath(new URL("../artefacts", import.meta.url));

export const test = base.extend({
  /** @type {any} `same-origin` or `cross-origin` */
  setUp: ["same-origin", { option: true, scope: "worker" }],

  server: [
    async ({ setUp }, use) => {
      await mkdir(ARTEFACTS, { recursive: true });
      const ports = portsOf(setUp);
      const origins = setUp === "cross-origin" ? [`http://127.0.0.1:${ports.app}`, `http://localhost:${ports.app}`] : [];
      const server = await Server.start(setUp, { ROCKET_PORT: String(ports.server), FRONTEND_ORIGINS: origins.join(", ") });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  app: [
    async ({ setUp, server }, use) => {
      const app = await App.start(setUp, portsOf(setUp).app);
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ app }, use) => use(app.url),

  /** The API's URL in the browser. */
  api: async ({ setUp, app, server }, use) => use(setUp === "cross-origin" ? server.url : `${app.url}/heliograph`),

  /** Checks that pages of the example request nothing from other hosts. */
  page: async ({ page, app, api }, use) => {
    const allowed = [app.url, app.url.replace("127.0.0.1", "localhost"), new URL(api).origin];
    const strangers = [];
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && !allowed.includes(url.origin)) strangers.push(request.url());
    });
    await use(page);
    expect(strangers, "requests to others").toEqual([]);
  },

  /** Signs the page's browser in through the API, and opens the gallery. Cookies do not depend on the port, so the app has them too. */
  signIn: async ({ page, server }, use) => {
    await use(async (account) => {
      await signInByApi(page, server.url, account);
      await page.goto("/");
    });
  },

  gallery: async ({ page, signIn }, use) => {
    await signIn(ACCOUNTS.demo);
    await use(page);
  },
});

/** A hundred thousand generated items. */
export const ENDLESS = { phone: "+9996623000", code: "22222" };

/** The button or link of every item.
 * @param {import("@playwright/test").Page} page
 */
export const tiles = (page) => page.locator(".react-photo-album--photo");
