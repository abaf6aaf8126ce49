import { photo } from "../harness/files.js";
import { ACCOUNTS, digitsOf, expect, keepScreenshot, test } from "../harness/test.js";
import { listed } from "../harness/timeline.js";

// The browser also logs each of these refusals in the console.
test.use({ refusals: [401, 404, 429] });

test.afterEach(async ({ server }) => {
  await server.control("DELETE", "/faults");
});

const tiles = (page) => page.locator("[data-tile]");

test("an upload that has to wait says how long, and can be tried again", async ({ gallery: page, server }) => {
  await expect(tiles(page).first()).toBeVisible();
  // The count of all items, since the number of tiles depends on the window.
  const all = page.getByRole("link", { name: /^All \d+$/ });
  const before = Number((await all.innerText()).match(/\d+/)?.[0]);
  await server.control("POST", "/faults", { method: "messages.sendMedia", error: "FLOOD_WAIT_142", times: 50 });
  await page.locator("[data-upload-input]").setInputFiles([await photo(page, "patience.jpg")]);
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads).toContainText("Telegram asks to wait. It goes on by itself in 3 minutes.");
  await keepScreenshot(page, "upload-wait");

  await server.control("DELETE", "/faults");
  await uploads.getByRole("button", { name: "Try again: patience.jpg" }).click();
  await expect(uploads).toContainText("uploaded");
  await expect(all).toHaveAccessibleName(`All ${before + 1}`);

  const deleted = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await tiles(page).first().locator("[data-open]").click();
  await page.getByRole("dialog", { name: "Viewer" }).getByRole("button", { name: "Delete" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("status").getByRole("button", { name: "Close" }).click();
  await deleted;
  await expect(all).toHaveAccessibleName(`All ${before}`);
});

test("a list that has to wait says so", async ({ gallery: page, server }) => {
  await expect(tiles(page).first()).toBeVisible();
  await server.control("POST", "/faults", { method: "messages.search", error: "FLOOD_WAIT_90", times: 50 });
  await page.goto("/?type=photo");
  await expect(page.locator("[data-more]").getByText(/Too many requests\. Please try again in (8\d|90) seconds\./)).toBeVisible();
  await keepScreenshot(page, "gallery-wait");
});

test("a picture that cannot be loaded says why", async ({ gallery: page, server }) => {
  // One of the oldest, which no other test has loaded into the cache.
  const { id } = (await listed(page, "&type=photo")).at(-3);
  await server.control("POST", "/faults", { method: "upload.getFile", error: "FLOOD_WAIT_142", times: 500 });
  await page.goto(`/?type=photo#media-${id}`);
  await expect(page.getByRole("dialog", { name: "Viewer" })).toContainText("Too many requests. Please try again in 3 minutes.");
  await keepScreenshot(page, "viewer-wait");
});

test("a session that ends elsewhere redirects to the sign-in", async ({ gallery: page, server }) => {
  await expect(tiles(page).first()).toBeVisible();
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/revoke`);
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
});
