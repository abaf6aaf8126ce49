import { watchJumps } from "../harness/jumps.js";
import { ACCOUNTS, expect, isDecoded, keepScreenshot, signInByApi, test } from "../harness/test.js";
import { idsOf, isCounted, listed, middleTile, tiles } from "../harness/timeline.js";

const scrubber = (page) => page.getByRole("slider", { name: "Go to a month" });
const isList = (request) => new URL(request.url()).pathname === "/get-saved-messages-media";
const isThumbnail = (request) => request.url().includes("/stream_thumbnail/");

/** Opens the account with 100,000 items; waits for its calendar. */
async function openEndless(page, baseURL) {
  await signInByApi(page, baseURL, ACCOUNTS.endless);
  await page.goto("/");
  await isCounted(page, 200_000);
}

/** Clicks the scrubber at a part of its height. */
async function jump(page, part) {
  const { x, y, width, height } = await scrubber(page).boundingBox();
  await page.mouse.click(x + width / 2, y + height * part);
  await page.mouse.move(10, 10);
}

/** Waits until everything in the window is loaded. */
async function isShown(page) {
  await expect.poll(async () => (await middleTile(page)) !== null).toBe(true);
  const { id } = await middleTile(page);
  const picture = page.locator(`[data-tile="${id}"] [data-picture]`);
  if (await picture.count() > 0) await expect.poll(() => isDecoded(picture)).toBe(true);
  return id;
}

test("rows fill the width, and nothing overlaps", async ({ gallery: page }) => {
  await expect(tiles(page).nth(5)).toBeVisible();
  await expect(page.getByRole("heading", { level: 3 }).first()).toHaveText(/\w+\s\d+ \w+$/);
  const boxes = await tiles(page).evaluateAll((all) => all.map((tile) => {
    const { left, right, top, bottom } = tile.getBoundingClientRect();
    return { left, right, top, bottom };
  }));
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const isApart = one.right <= other.left + 0.5 || other.right <= one.left + 0.5 || one.bottom <= other.top + 0.5 || other.bottom <= one.top + 0.5;
      expect(isApart, `${JSON.stringify(one)} and ${JSON.stringify(other)}`).toBe(true);
    }
  }
  const width = await page.locator("[data-months]").evaluate((one) => one.getBoundingClientRect().right);
  const rows = [...new Set(boxes.map(({ top }) => top))];
  const ends = rows.map((row) => Math.max(...boxes.filter(({ top }) => top === row).map(({ right }) => right)));
  expect(ends.filter((end) => Math.abs(end - width) <= 1).length).toBeGreaterThan(1);
});

test("scrolling passes every item once, in order", async ({ gallery: page }) => {
  const expected = (await listed(page)).map(({ id }) => id);
  const seen = new Set();
  await expect(async () => {
    await page.mouse.wheel(0, 500);
    const ids = await idsOf(page);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    for (const id of ids) seen.add(id);
    expect(seen.size).toBe(expected.length);
  }).toPass({ intervals: [50] });
  expect([...seen].sort((a, b) => b - a)).toEqual(expected);
  // They include names and captions that look like markup.
  await expect(page.locator("[data-months] :is(script, iframe, b, style)")).toHaveCount(0);
});

test("of 100,000 items only those near the window are in the document", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  expect(await tiles(page).count()).toBeLessThan(400);
  const lists = [];
  page.on("request", (request) => isList(request) && lists.push(request.url()));
  await jump(page, 0.5);
  const middle = await isShown(page);
  expect(middle).toBeGreaterThan(20_000);
  expect(middle).toBeLessThan(80_000);
  expect(await tiles(page).count()).toBeLessThan(400);
  expect(lists.length).toBeLessThanOrEqual(8);
  await keepScreenshot(page, "timeline-middle");

  await jump(page, 0.999);
  expect(await isShown(page)).toBeLessThan(1500);
  await page.keyboard.press("End");
  await expect.poll(async () => (await idsOf(page)).at(-1)).toBeLessThan(200);
  await keepScreenshot(page, "timeline-end");
  await jump(page, 0.001);
  await expect.poll(async () => (await idsOf(page))[0]).toBeGreaterThan(99_000);
});

test("items that are passed quickly are not loaded", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  await isShown(page);
  const asked = [];
  page.on("request", (request) => (isList(request) || isThumbnail(request)) && asked.push(request.url()));
  const { x, y, height } = await scrubber(page).boundingBox();
  await page.mouse.move(x + 20, y + 5);
  await page.mouse.down();
  // One frame for each position, whatever the delay between the test and the browser.
  await page.evaluate(async ([top, way]) => {
    for (let step = 1; step <= 60; step += 1) {
      document.querySelector("[data-scrubber]").dispatchEvent(new PointerEvent("pointermove", { clientY: top + way * (step / 60) }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, [y + 5, height - 20]);
  const onTheWay = asked.length;
  await expect(page.locator("[data-scrubber-bubble]")).toHaveText(/^\w+ 20\d\d$/);
  await page.mouse.up();
  await isShown(page);
  // Sixty positions were passed, each with some fifty pictures.
  expect(onTheWay).toBeLessThan(300);
});

test("downloads are aborted after scrolling away", async ({ page, server, baseURL }) => {
  await openEndless(page, baseURL);
  await isShown(page);
  await server.control("PUT", "/link", { round_trip_ms: 5000 });
  try {
    const asked = page.waitForRequest(isList);
    await jump(page, 0.3);
    const first = await asked;
    const ended = page.waitForEvent("requestfailed", (request) => request === first);
    await jump(page, 0.8);
    expect((await ended).failure().errorText).toBe("net::ERR_ABORTED");
  } finally {
    await server.control("PUT", "/link", { round_trip_ms: null });
  }
  await isShown(page);
});

test("nothing jumps while days above are loaded", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  await jump(page, 0.6);
  await isShown(page);
  const jumps = await watchJumps(page);
  await page.mouse.move(600, 500);
  for (let step = 0; step < 12; step += 1) {
    const top = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, -500);
    await expect.poll(() => page.evaluate(() => scrollY)).not.toBe(top);
    await isShown(page);
  }
  expect(await jumps()).toEqual([]);
});

test("the scrubber moves by keys and shows its position", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  const slider = scrubber(page);
  await slider.focus();
  const newest = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("PageDown");
  await expect(slider).toHaveAttribute("aria-valuetext", newest.replace(/\d+/, (year) => String(year - 1)));
  await page.keyboard.press("ArrowDown");
  await expect(slider).not.toHaveAttribute("aria-valuetext", newest.replace(/\d+/, (year) => String(year - 1)));
  await keepScreenshot(page, "scrubber-keys");
  await page.keyboard.press("End");
  await expect(slider).toHaveAttribute("aria-valuenow", /^[1-9]\d*$/);
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", newest);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a change of the window's width keeps the position", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  await jump(page, 0.4);
  const id = await isShown(page);
  await page.setViewportSize({ width: 900, height: 800 });
  await expect(page.locator(`[data-tile="${id}"]`)).toBeInViewport();
});

test("closing the viewer scrolls to its item, however far that is", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  const [item] = await (await page.request.get("/get-saved-messages-media?limit=1&before=41000")).json();
  await page.goto(`/#media-${item.id}`);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "Viewer" })).toBeVisible();
  await isCounted(page, 200_000);
  await page.keyboard.press("Escape");
  await expect(page.locator(`[data-day="${item.timestamp.slice(0, 10)}"]`)).toBeInViewport();
  await isShown(page);
});

test("a reload keeps the position", async ({ page, baseURL }) => {
  await openEndless(page, baseURL);
  await jump(page, 0.7);
  const id = await isShown(page);
  await page.waitForFunction(() => Boolean(history.state?.place));
  await page.reload();
  await expect(page.locator(`[data-tile="${id}"]`)).toBeInViewport();
  await page.goto("/?type=photo");
  await page.goBack();
  await expect(page.locator(`[data-tile="${id}"]`)).toBeInViewport();
});
