import { expect, keepScreenshot, test } from "../harness/test.js";
import { idsOf, isCounted, listed, tiles } from "../harness/timeline.js";

const field = (page) => page.getByRole("searchbox", { name: "Search captions and names" });
const dayOf = ({ timestamp }) => timestamp.slice(0, 10);

test("words in captions and names are found, and are in the URL", async ({ gallery: page }) => {
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("map");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?q=map");
  const expected = (await listed(page, "&q=map")).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(1);
  await expect.poll(() => idsOf(page)).toEqual(expected);
  await expect(page.getByText(`${expected.length} items for “map”`)).toBeVisible();
  await expect(field(page)).toHaveValue("map");
  await keepScreenshot(page, "find");

  await page.getByRole("link", { name: "Clear the search" }).click();
  await expect(page).toHaveURL("/");
  await page.goBack();
  await expect(page).toHaveURL("/?q=map");
  await expect.poll(() => idsOf(page)).toEqual(expected);
});

test("a search without results says so", async ({ gallery: page }) => {
  await page.goto("/?q=nosuchword");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expect(tiles(page)).toHaveCount(0);
  await keepScreenshot(page, "find-nothing");
});

test("words that look like markup or parameters are escaped", async ({ gallery: page }) => {
  await field(page).fill("<b>&type=video#x");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?q=/);
  expect(new URL(page.url()).searchParams.get("q")).toBe("<b>&type=video#x");
  await expect(field(page)).toHaveValue("<b>&type=video#x");
  await expect(page.locator(".found b")).toHaveCount(0);
});

test("a type keeps the words, and words keep the type", async ({ gallery: page }) => {
  await page.goto("/?type=photo");
  await field(page).fill("the");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/?type=photo&q=the");
  const expected = (await listed(page, "&type=photo&q=the")).map(({ id }) => id);
  await expect.poll(() => idsOf(page)).toEqual(expected);
  await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: /^All/ }).click();
  await expect(page).toHaveURL("/?q=the");
});

test("a date scrolls to its day, with newer items above", async ({ gallery: page }) => {
  const items = await listed(page);
  const wanted = dayOf(items[Math.floor(items.length / 2)]);
  await page.getByLabel("Go to a day").fill(wanted);
  await expect(page).toHaveURL(`/?date=${wanted}`);
  await isCounted(page, 2000);
  const first = items.find((item) => dayOf(item) <= wanted);
  const tile = page.locator(`[data-tile="${first.id}"]`);
  await expect(tile).toBeInViewport();
  await keepScreenshot(page, "find-day");
  await page.mouse.move(500, 400);
  await expect(async () => {
    await page.mouse.wheel(0, -800);
    expect((await idsOf(page))[0]).toBe(items[0].id);
  }).toPass({ intervals: [100] });
});

test("types have counts", async ({ gallery: page }) => {
  const counts = await (await page.request.get("/media-counts")).json();
  for (const [type, count] of Object.entries(counts)) {
    const chip = page.locator(`[data-count="${type}"]`);
    await expect(chip).toHaveText(String(count));
    expect(await chip.isVisible()).toBe(count > 0);
  }
});
