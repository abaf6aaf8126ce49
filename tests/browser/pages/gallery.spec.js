import { ACCOUNTS, expect, isDecoded, keepScreenshot, signInByApi, test } from "../harness/test.js";

const tiles = (page) => page.locator("[data-tile]");

test("shows thumbnails", async ({ gallery: page }) => {
  const pictures = page.locator("img[data-picture]");
  await expect(pictures.nth(5)).toBeVisible();
  for (let index = 0; index < 6; index += 1) expect(await isDecoded(pictures.nth(index))).toBe(true);
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText(/^\w+ 20\d\d$/);
  await keepScreenshot(page, "gallery");
});

test("filters by type and back", async ({ gallery: page }) => {
  const filter = page.getByRole("navigation", { name: "Show" });
  await filter.getByRole("link", { name: /^Videos/ }).click();
  await expect(page).toHaveURL("/?type=video");
  await expect(page.locator("[data-badge]").first()).toBeVisible();
  expect(await tiles(page).count()).toBe(await page.locator("[data-badge]").count());
  await page.goBack();
  await expect(filter.getByRole("link", { name: /^All/ })).toHaveAttribute("aria-current", "page");
});

test("opens a photo, steps by keys, closes by Escape and by going back", async ({ gallery: page }) => {
  await page.goto("/?type=photo");
  await tiles(page).first().getByRole("link").first().click();
  const viewer = page.getByRole("dialog", { name: "Viewer" });
  const picture = viewer.locator(".viewer-picture:not(.viewer-preview)");
  await expect(viewer).toBeVisible();
  expect(await isDecoded(picture)).toBe(true);
  expect(await picture.evaluate((one) => Math.max(one.naturalWidth, one.naturalHeight))).toBeGreaterThan(320);
  await expect(viewer.locator(".viewer-preview")).toHaveCount(0);
  await keepScreenshot(page, "viewer-photo");

  const first = await viewer.getByRole("heading").textContent();
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("heading")).not.toHaveText(first);
  await page.keyboard.press("ArrowLeft");
  await expect(viewer.getByRole("heading")).toHaveText(first);

  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(page).toHaveURL("/?type=photo");
  await expect(tiles(page).first().locator("[data-open]")).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(viewer).toBeVisible();
  await page.goBack();
  await expect(viewer).toBeHidden();
});

test("plays a video and seeks in it", async ({ gallery: page }) => {
  await page.goto("/?type=video");
  const lengths = await tiles(page).evaluateAll((all) => all.map((tile) => JSON.parse(tile.dataset.media).duration ?? 0));
  await tiles(page).nth(lengths.indexOf(Math.max(...lengths))).locator("[data-open]").click();
  const video = page.getByRole("dialog", { name: "Viewer" }).locator("video");
  await expect.poll(() => video.evaluate((one) => one.readyState)).toBeGreaterThanOrEqual(3);
  await expect.poll(() => video.evaluate((one) => one.currentTime)).toBeGreaterThan(0.3);
  expect(await video.evaluate((one) => one.videoWidth)).toBeGreaterThan(0);

  const target = await video.evaluate(async (one) => {
    const sought = new Promise((resolve) => one.addEventListener("seeked", resolve, { once: true }));
    const time = one.duration * 0.7;
    one.currentTime = time;
    await sought;
    return time;
  });
  expect(await video.evaluate((one) => one.currentTime)).toBeGreaterThanOrEqual(target - 0.3);
  await video.evaluate((one) => one.play());
  await expect.poll(() => video.evaluate((one) => one.currentTime)).toBeGreaterThan(target + 0.2);
  expect(await video.evaluate((one) => one.error)).toBe(null);
  await keepScreenshot(page, "viewer-video");
});

test("shows other files as a card that downloads", async ({ gallery: page }) => {
  await page.goto("/?type=document");
  await tiles(page).first().locator("[data-open]").click();
  const viewer = page.getByRole("dialog", { name: "Viewer" });
  const link = viewer.getByRole("link", { name: "Download" }).last();
  await expect(link).toBeVisible();
  await expect(link).toHaveAttribute("href", /download=1/);
  await keepScreenshot(page, "viewer-file");
});

test("shows that an account is empty", async ({ page, baseURL }) => {
  await signInByApi(page, baseURL, ACCOUNTS.empty);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Nothing here yet" })).toBeVisible();
  await keepScreenshot(page, "gallery-empty");
});

for (const [name, viewport] of Object.entries({ phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1440, height: 900 } })) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`${name}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, hasTouch: name !== "desktop", isMobile: name !== "desktop" });

      test("fits, in the right colours", async ({ gallery: page }) => {
        expect(await isDecoded(page.locator("img[data-picture]").first())).toBe(true);
        const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await expect(page.getByRole("button", { name: "Upload", exact: true })).toBeInViewport();
        await expect(page.getByRole("button", { name: "Sign out" })).toBeInViewport();
        await keepScreenshot(page, `gallery-${name}-${colorScheme}`);
        await tiles(page).first().locator("[data-open]").click();
        await expect(page.getByRole("dialog", { name: "Viewer" })).toBeVisible();
        await keepScreenshot(page, `viewer-${name}-${colorScheme}`);
      });
    });
  }
}
