import { photo, video } from "../harness/files.js";
import { ACCOUNTS, digitsOf, expect, isDecoded, keepScreenshot, test } from "../harness/test.js";

const input = (page) => page.locator("[data-upload-input]");
const newest = (page) => page.locator("[data-tile]").first();

const newestId = async (page) => Number(await newest(page).getAttribute("data-tile"));

/** Uploads files and waits until there is another newest tile. */
async function upload(page, ...files) {
  await expect(newest(page)).toBeVisible();
  const before = await newestId(page);
  await input(page).setInputFiles(files);
  await expect.poll(() => newestId(page), { timeout: 30_000 }).toBeGreaterThan(before);
  return newestId(page);
}

/** Deletes an item in the viewer, and waits until it is deleted at Telegram. */
async function remove(page, id) {
  await page.locator(`[data-tile="${id}"] [data-open]`).click();
  const viewer = page.getByRole("dialog", { name: "Viewer" });
  await viewer.getByRole("button", { name: "Delete" }).click();
  await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  // Closing the notice ends the time for undoing.
  await page.getByRole("status").getByRole("button", { name: "Close" }).click();
  expect((await deleted).status()).toBe(200);
}

test("a photo is uploaded, appears, survives a reload and is deleted", async ({ gallery: page }) => {
  const id = await upload(page, await photo(page, "evening.jpg"));
  expect(await isDecoded(newest(page).locator("img[data-picture]"))).toBe(true);
  await expect(page.getByRole("region", { name: "Uploads" })).toContainText("uploaded");
  await keepScreenshot(page, "upload-done");

  await page.reload();
  expect(await newestId(page)).toBe(id);
  await remove(page, id);
  await page.reload();
  await expect(newest(page)).toBeVisible();
  expect(await newestId(page)).toBeLessThan(id);
});

test("a deletion is undone, by the button and by the key", async ({ gallery: page }) => {
  const id = await newestId(page);
  const requests = [];
  page.on("request", (request) => request.method() === "DELETE" && requests.push(request.url()));
  const viewer = page.getByRole("dialog", { name: "Viewer" });
  for (const undo of [() => page.getByRole("button", { name: "Undo" }).click(), () => page.keyboard.press("Control+z")]) {
    await newest(page).locator("[data-open]").click();
    await viewer.getByRole("button", { name: "Delete" }).click();
    await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(0);
    await expect(page.getByText("Deleted.")).toBeVisible();
    await keepScreenshot(page, "deleted");
    await undo();
    await expect(page.getByText("Deleted.")).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(1);
  }
  expect(requests).toEqual([]);
});

test("a deletion is carried out at once when the page is left", async ({ gallery: page }) => {
  const id = await upload(page, await photo(page, "parting.jpg"));
  await page.locator(`[data-tile="${id}"] [data-open]`).click();
  await page.getByRole("dialog", { name: "Viewer" }).getByRole("button", { name: "Delete" }).click();
  await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(0);
  await page.goto("about:blank");
  const isListed = async () => (await (await page.request.get("/get-saved-messages-media?limit=5")).json()).some((item) => item.id === id);
  await expect.poll(isListed).toBe(false);
});

test("a video has the size and duration that the browser measured", async ({ gallery: page }) => {
  const id = await upload(page, await video(page, "colours.webm"));
  const answer = await page.request.get("/get-saved-messages-media?limit=5");
  const item = (await answer.json()).find((one) => one.id === id);
  expect(item).toMatchObject({ width: 320, height: 180, mime_type: "video/webm" });
  await remove(page, id);
});

test("files dropped onto the page are uploaded", async ({ gallery: page }) => {
  await expect(newest(page)).toBeVisible();
  const before = await newestId(page);
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["dropped by a test\n"], "dropped.txt", { type: "text/plain" }));
    return data;
  });
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await expect(page.getByText("Drop to keep in Saved Messages")).toBeVisible();
  await keepScreenshot(page, "drop");
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop to keep in Saved Messages")).toBeHidden();
  await expect.poll(() => newestId(page)).toBeGreaterThan(before);
  await expect(newest(page)).toContainText("dropped.txt");
  await remove(page, await newestId(page));
});

test("items that arrive at Telegram appear by themselves", async ({ gallery: page, server }) => {
  await expect(newest(page)).toBeVisible();
  const before = await newestId(page);
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/messages`, { photo: true });
  await expect.poll(() => newestId(page)).toBeGreaterThan(before);
  await remove(page, await newestId(page));
});

test.describe("after a restart", () => {
  // While the server is down, the page's event stream is refused.
  test.use({ refusals: [] });

  test("the session and the upload still exist", async ({ gallery: page, server }) => {
    const id = await upload(page, await photo(page, "lasting.jpg"));
    await page.goto("about:blank");
    await server.restart();
    await page.goto("/");
    await expect(page).toHaveURL("/");
    expect(await newestId(page)).toBe(id);
    expect(await isDecoded(newest(page).locator("img[data-picture]"))).toBe(true);
    await remove(page, id);
  });
});
