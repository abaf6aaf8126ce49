// The examples of docs/api/gallery.md, run unchanged.

import { readFile } from "node:fs/promises";

import { ACCOUNTS, expect, signInByApi, test } from "../harness/test.js";

const written = await readFile(new URL("../../../docs/api/gallery.md", import.meta.url), "utf8");
const examples = [...written.matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code ?? "");
const [setUp] = examples;

/** The one example that contains that text.
 * @param {string} words
 */
function example(words) {
  const found = examples.filter((code) => code.includes(words));
  expect(found, `examples with ${words}`).toHaveLength(1);
  return found[0];
}

/** Runs an example in the page, together with the code that a front end would have around it, and returns the value of `result`.
 * @param {import("@playwright/test").Page} page @param {string} words @param {{ before?: string, result?: string }} [around]
 */
function run(page, words, { before = "", result = "undefined" } = {}) {
  return page.evaluate(`(async () => { ${setUp}\n${before}\n${example(words)}\nreturn ${result}; })()`);
}

const FIRST_PHOTO = `const [item] = await (await ask("GET", "/get-saved-messages-media?type=photo&limit=1")).json();`;
const FIRST_VIDEO = FIRST_PHOTO.replace("photo", "video");

test.beforeEach(async ({ page }) => {
  await page.goto("/docs");
});

test("signing in, by code and by QR code", async ({ page }) => {
  page.on("dialog", (dialog) => dialog.accept(ACCOUNTS.demo.code));
  const [signedIn, phone] = await run(page, 'ask("POST", "/sign-in"', { result: "[authenticated, user.phone]" });
  expect([signedIn, phone]).toEqual([true, ACCOUNTS.demo.phone.replace("+", "")]);

  const before = `const image = new Image(); const finish = () => {};`;
  const result = `new Promise((shown) => { image.onload = () => { source.close(); shown(image.naturalWidth); }; })`;
  expect(await run(page, "/sign-in/qr", { before, result })).toBeGreaterThan(0);
});

test.describe("signed in", () => {
  test.beforeEach(({ page, baseURL }) => signInByApi(page, baseURL ?? "", ACCOUNTS.demo));

  test("listing and counting", async ({ page }) => {
    const before = `const shown = []; const show = (items, total) => shown.push([items, total]);`;
    const { pages, counts, days } = await run(page, "X-Total-Count", { before, result: "{ pages: shown, counts, days }" });
    expect(pages.length).toBeGreaterThan(0);
    for (const [items, total] of pages) expect(items.length).toBeLessThanOrEqual(total);
    expect(counts.photo).toBeGreaterThan(0);
    expect(days[0].count).toBeGreaterThan(0);
  });

  test("thumbnails, streams and parts of them", async ({ page }) => {
    const result = `(document.body.prepend(image), image.decode().then(() => image.naturalWidth))`;
    expect(await run(page, "srcset", { before: FIRST_PHOTO, result })).toBeGreaterThan(0);

    const elements = `${FIRST_VIDEO} const video = document.createElement("video"); const link = document.createElement("a");`;
    const plays = `new Promise((ready) => { video.onloadedmetadata = () => ready([part.status, video.duration > 0]); })`;
    expect(await run(page, "video.poster", { before: elements, result: plays })).toEqual([206, true]);
  });

  test("several files as one zip", async ({ page }) => {
    const chosen = `const chosen = await (await ask("GET", "/get-saved-messages-media?type=photo&limit=3")).json();`;
    const [download] = await Promise.all([page.waitForEvent("download"), run(page, "/download?ids=", { before: chosen })]);
    expect(download.suggestedFilename()).toMatch(/^telegram-.*\.zip$/);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
  });

  test("uploading, watching and changing", async ({ page }) => {
    const listeners = `const told = []; const listNewest = () => told.push("open"); const add = ({ name }) => told.push(name);
      const [replace, remove] = [() => {}, (id) => told.push(id)];`;
    await run(page, "media_added", { before: listeners, result: "void Object.assign(window, { told, live })" });
    await expect.poll(() => page.evaluate("told")).toEqual(["open"]);

    const choose = `const files = new DataTransfer(); files.items.add(new File(["x".repeat(1e6)], "new.bin"));
      const input = files, bar = {}; let done; const answer = new Promise((resolve) => { done = (...all) => resolve(all); });`;
    const [status, uploaded, progress] = await run(page, "XMLHttpRequest", { before: choose, result: "[...(await answer), bar.value]" });
    expect([status, uploaded.success, progress]).toEqual([200, true, 1]);
    await expect.poll(() => page.evaluate("told")).toContain("new.bin");

    const item = `const item = { id: ${uploaded.message_id} }, chosen = [item];`;
    const changed = await run(page, 'ask("DELETE"', { before: item, result: "[media.caption, ids]" });
    expect(changed).toEqual(["The sea, in the evening", []]);
    await expect.poll(() => page.evaluate("told")).toContain(uploaded.message_id);
    await page.evaluate("live.close()");
  });
});
