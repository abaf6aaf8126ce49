// The TypeScript client of the drive in a browser, where an upload with progress is sent by other means than in Node.

import { readFile } from "node:fs/promises";

import { ACCOUNTS, expect, test } from "../harness/test.js";

const CLIENT = new URL("../../../clients/typescript/", import.meta.url);
const SIZE = 5_000_000;

test.use({ refusals: [401, 404] });

/** The client's modules, on the page's own origin. @param {import("@playwright/test").Page} page */
async function serveClient(page) {
  await page.route("**/client/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname.endsWith("/openapi-fetch.js") ? "node_modules/openapi-fetch/dist/index.mjs" : pathname.replace("/client/", "dist/");
    const source = await readFile(new URL(file, CLIENT), "utf8");
    await route.fulfill({ contentType: "text/javascript", body: source.replace('from "openapi-fetch"', 'from "/client/openapi-fetch.js"') });
  });
}

test("uploads tell how far they are, sign in again where they have to, and can be given up", async ({ page, request }) => {
  const { phone, code } = ACCOUNTS.empty;
  await request.post("/api/v1/register", { data: { username: "browser", password: "pass" } });
  await request.post("/api/v1/tgcloud/auth/phone", { data: { phone } });
  await request.post("/api/v1/tgcloud/auth/verify_code", { data: { phone, code } });
  await page.goto("/sign-in");
  await serveClient(page);

  const told = await page.evaluate(async (size) => {
    const { createDrive } = await import("/client/index.js");
    const credentials = { username: "browser", password: "pass" };
    const reasons = [];
    const drive = createDrive("", { renew: (reason) => (reasons.push(reason), credentials) });
    const bytes = Uint8Array.from({ length: size }, (_, index) => index % 251);
    const progress = [];
    const options = { name: "a b.bin", onProgress: (sent, total) => progress.push([sent, total]) };
    const file = await drive.files.upload("photos/2024", new Blob([bytes], { type: "application/x-mine" }), options);
    const part = await (await drive.files.download(file.folder, file.filename, { start: -251 })).bytes();

    const other = createDrive("");
    await other.signIn(credentials);
    await other.account.endOtherSessions();
    const again = await drive.files.upload("photos/2024", new Blob(["sent again"]), { ...options, name: "again" });

    const controller = new AbortController();
    // Much more than has been taken when progress is told for the first time.
    const givenUp = await drive.files
      .upload("photos/2024", new Blob(Array(30).fill(bytes)), {
        name: "given up",
        signal: controller.signal,
        onProgress: () => controller.abort(new Error("enough")),
      })
      .catch((error) => error.message);
    const missing = await drive.files.get("photos/2024", "given up").catch((error) => error.message);
    return { file, progress, part: [...part], again: again.filename, reasons, givenUp, missing };
  }, SIZE);

  expect(told.file).toMatchObject({ filename: "a b.bin", size: String(SIZE), content_type: "application/x-mine" });
  expect(told.progress.length).toBeGreaterThan(1);
  expect(told.progress[0][0]).toBeLessThanOrEqual(SIZE);
  expect(told.progress.filter(([, total]) => total === SIZE).at(-1)).toEqual([SIZE, SIZE]);
  expect(told.part).toEqual(Array.from({ length: 251 }, (_, index) => (SIZE - 251 + index) % 251));
  expect([told.again, told.reasons]).toEqual(["again", ["missing", "refused"]]);
  expect([told.givenUp, told.missing]).toEqual(["enough", "File 'given up' not found"]);
});
