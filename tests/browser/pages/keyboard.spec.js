import { expectAccessible } from "../harness/accessibility.js";
import { expect, keepScreenshot, test } from "../harness/test.js";
import { idsOf, tiles } from "../harness/timeline.js";

const link = (page, id) => page.locator(`[data-tile="${id}"] [data-open]`);
const focused = (page) => page.evaluate(() => Number(/** @type {HTMLElement|null} */ (document.activeElement?.closest("[data-tile]"))?.dataset.tile ?? 0));
const boxOf = async (page, id) => page.locator(`[data-tile="${id}"]`).boundingBox();

/** Presses Tab until the timeline has the focus. */
async function tabToTimeline(page) {
  await expect(async () => {
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBeGreaterThan(0);
  }).toPass({ intervals: [20] });
}

test("the timeline is one stop for Tab, and arrows move within it", async ({ gallery: page }) => {
  await expect(tiles(page).nth(8)).toBeVisible();
  const ids = await idsOf(page);
  await tabToTimeline(page);
  expect(await focused(page)).toBe(ids[0]);
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).toBe(ids[1]);
  await page.keyboard.press("End");
  const end = await focused(page);
  expect((await boxOf(page, end)).y).toBe((await boxOf(page, ids[0])).y);
  await page.keyboard.press("ArrowDown");
  const below = await focused(page);
  const [upper, lower] = [await boxOf(page, end), await boxOf(page, below)];
  expect(lower.y).toBeGreaterThan(upper.y);
  await page.keyboard.press("ArrowUp");
  expect((await boxOf(page, await focused(page))).y).toBe(upper.y);
  await page.keyboard.press("Home");
  expect(await focused(page)).toBe(ids[0]);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe(0);
  await page.keyboard.press("Shift+Tab");
  expect(await focused(page)).toBe(ids[0]);
});

test("Space selects, Shift and Space select a range, Enter opens, Escape closes", async ({ gallery: page }) => {
  await expect(tiles(page).nth(4)).toBeVisible();
  const ids = await idsOf(page);
  await link(page, ids[0]).focus();
  await page.keyboard.press("Space");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+Space");
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("4 selected");
  await keepScreenshot(page, "keyboard");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await page.keyboard.press("Enter");
  const viewer = page.getByRole("dialog", { name: "Viewer" });
  await expect(viewer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  expect(await focused(page)).toBe(ids[3]);
});

test("arrows move through all items, and scroll", async ({ gallery: page }) => {
  await expect(tiles(page).first()).toBeVisible();
  await link(page, (await idsOf(page))[0]).focus();
  for (let step = 0; step < 12; step += 1) {
    const before = await focused(page);
    await page.keyboard.press("ArrowDown");
    const now = await focused(page);
    if (now === before) break;
    await expect(link(page, now)).toBeInViewport();
  }
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds no problems in the gallery", async ({ gallery: page }) => {
      await expect(tiles(page).nth(4)).toBeVisible();
      const [id] = await idsOf(page);
      for (const prepare of [async () => {}, () => page.locator(`[data-tile="${id}"] [data-select]`).click({ force: true }), () => page.goto("/?q=nosuchword")]) {
        await prepare();
        await expectAccessible(page);
      }
    });
  });
}
