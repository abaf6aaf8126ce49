import { expect, isDecoded, keepScreenshot, test } from "../harness/test.js";

const viewerOf = (page) => page.getByRole("dialog", { name: "Viewer" });
const pictureOf = (page) => viewerOf(page).locator(".viewer-picture:not(.viewer-preview)");
const nameOf = (page) => viewerOf(page).getByRole("heading", { level: 2 }).first();
const listed = async (page, query = "") => (await page.request.get(`/get-saved-messages-media?limit=500${query}`)).json();

/** Opens an item by its URL. */
async function open(page, id) {
  await page.goto("about:blank");
  await page.goto(`/#media-${id}`);
  await expect(viewerOf(page)).toBeVisible();
}

/** The largest photo with several sizes. */
async function openPhoto(page) {
  const photos = await listed(page, "&type=photo");
  const largest = photos.sort((a, b) => Math.max(b.width, b.height) - Math.max(a.width, a.height))[0];
  await open(page, largest.id);
  expect(await isDecoded(pictureOf(page))).toBe(true);
  return largest;
}

const scaleOf = (page) => pictureOf(page).evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a);

test("a photo is loaded in the size of the screen, and in full when it is zoomed", async ({ gallery: page }) => {
  await page.setViewportSize({ width: 700, height: 500 });
  const photo = await openPhoto(page);
  const source = () => pictureOf(page).evaluate((one) => one.currentSrc);
  expect(await source()).toContain("/stream_thumbnail/");
  await keepScreenshot(page, "viewer-fitted");
  await pictureOf(page).dblclick({ position: { x: 300, y: 150 } });
  await expect.poll(() => scaleOf(page)).toBeGreaterThan(2);
  await expect.poll(source).toContain(photo.stream_url);
  await keepScreenshot(page, "viewer-enlarged");
  await page.mouse.dblclick(350, 250);
  await expect.poll(() => scaleOf(page)).toBe(1);
});

test("wheel, keys and mouse zoom and move a picture", async ({ gallery: page }) => {
  await openPhoto(page);
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, -400);
  await expect.poll(() => scaleOf(page)).toBeGreaterThan(1.5);
  const place = () => pictureOf(page).evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).e);
  const before = await place();
  await page.mouse.down();
  await page.mouse.move(560, 420, { steps: 4 });
  await page.mouse.up();
  await expect.poll(place).not.toBe(before);
  const name = await nameOf(page).textContent();
  const dragged = await place();
  await page.keyboard.press("ArrowRight");
  await expect.poll(place).not.toBe(dragged);
  await expect(nameOf(page)).toHaveText(name);
  await page.keyboard.press("0");
  await expect.poll(() => scaleOf(page)).toBe(1);
  await page.keyboard.press("+");
  await expect.poll(() => scaleOf(page)).toBeGreaterThan(1);
  await page.keyboard.press("-");
  await expect.poll(() => scaleOf(page)).toBe(1);
});

test("an album is shown together", async ({ gallery: page }) => {
  const items = await listed(page);
  const album = items.filter((item) => item.album_id && item.album_id === items.find((one) => one.album_id).album_id);
  album.sort((a, b) => a.id - b.id);
  await open(page, album[0].id);
  const strip = viewerOf(page).getByRole("list", { name: "Album" }).getByRole("button");
  await expect(strip).toHaveCount(album.length);
  await expect(strip.first()).toHaveAttribute("aria-current", "true");
  await keepScreenshot(page, "viewer-album");
  await strip.nth(2).click();
  await expect(nameOf(page)).toHaveText(album[2].name);
  await expect(page).toHaveURL(new RegExp(`#media-${album[2].id}$`));
  const alone = items.find((item) => !item.album_id);
  await open(page, alone.id);
  await expect(strip).toHaveCount(0);
});

test("a video has speeds, keys, and picture in picture", async ({ gallery: page }) => {
  const films = (await listed(page, "&type=video")).sort((a, b) => b.duration - a.duration);
  await open(page, films[0].id);
  const video = viewerOf(page).locator("video");
  await expect.poll(() => video.evaluate((one) => one.readyState)).toBeGreaterThanOrEqual(3);
  const speed = viewerOf(page).getByLabel("Speed");
  await speed.selectOption("2");
  expect(await video.evaluate((one) => one.playbackRate)).toBe(2);
  await page.keyboard.press("Escape");
  await open(page, films[0].id);
  await viewerOf(page).focus();
  await page.keyboard.press("<");
  await expect.poll(() => video.evaluate((one) => one.playbackRate)).toBeLessThan(2);
  await video.evaluate((one) => one.play());
  await viewerOf(page).focus();
  await page.keyboard.press("k");
  await expect.poll(() => video.evaluate((one) => one.paused)).toBe(true);
  await video.evaluate((one) => one.currentTime = 0);
  await page.keyboard.press("l");
  await expect.poll(() => video.evaluate((one) => one.currentTime)).toBeGreaterThan(0.5);
  await expect(viewerOf(page).getByRole("button", { name: "Picture in picture" })).toBeVisible();
  await keepScreenshot(page, "viewer-film");
});

test("? lists the keys, and Escape closes one layer after the other", async ({ gallery: page }) => {
  await openPhoto(page);
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keys" });
  await expect(list).toContainText("Picture in picture");
  await keepScreenshot(page, "viewer-keys");
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(viewerOf(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(viewerOf(page)).toBeHidden();
});

test("a caption is written, stored and removed", async ({ gallery: page }) => {
  const [item] = (await listed(page, "&type=photo")).filter((one) => one.caption === "");
  await open(page, item.id);
  await page.keyboard.press("e");
  const field = viewerOf(page).getByLabel("Caption", { exact: true });
  await field.fill("never mind");
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(viewerOf(page)).toBeVisible();
  await viewerOf(page).getByRole("button", { name: "Add a caption" }).click();
  await field.fill("The light, just before it went <b>away</b>");
  await keepScreenshot(page, "viewer-caption");
  await page.keyboard.press("Control+Enter");
  await expect(viewerOf(page).getByText("The light, just before it went <b>away</b>")).toBeVisible();
  await open(page, item.id);
  await expect(viewerOf(page).getByText("The light, just before it went <b>away</b>")).toBeVisible();
  await viewerOf(page).getByRole("button", { name: "Edit the caption" }).click();
  await field.fill("");
  await viewerOf(page).getByRole("button", { name: "Save" }).click();
  await expect(viewerOf(page).getByRole("button", { name: "Add a caption" })).toBeVisible();
});

test.describe("a caption that Telegram refuses", () => {
  test.use({ refusals: [400] });

  test("is reported in place", async ({ gallery: page }) => {
    const [item] = await listed(page, "&type=photo");
    await open(page, item.id);
    await page.keyboard.press("e");
    await viewerOf(page).getByLabel("Caption", { exact: true }).fill("x".repeat(5000));
    await viewerOf(page).getByRole("button", { name: "Save" }).click();
    await expect(viewerOf(page).getByRole("alert").filter({ hasText: "The caption is too long." })).toBeVisible();
  });
});

test("a copied link opens the item, however far down it is, with its neighbours", async ({ gallery: page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const items = await listed(page);
  const oldest = items.at(-1);
  await open(page, oldest.id);
  await expect(nameOf(page)).toHaveText(oldest.name);
  await viewerOf(page).getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/#media-${oldest.id}$`));
  await expect(viewerOf(page).getByRole("button", { name: "Next" })).toBeHidden();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(new RegExp(`#media-${items.at(-2).id}$`));
  await page.keyboard.press("Escape");
  await expect(viewerOf(page)).toBeHidden();
  await expect(page).toHaveURL("/");
});

test("the URL of a deleted item says so", async ({ gallery: page }) => {
  await page.goto("about:blank");
  await page.goto("/#media-2000000000");
  await expect(page.getByText("This item is no longer there.")).toBeVisible();
  await expect(page).toHaveURL("/");
});

test("a text is shown as text", async ({ gallery: page }) => {
  const text = (await listed(page, "&type=document")).find((item) => item.mime_type === "text/plain");
  await open(page, text.id);
  const shown = viewerOf(page).getByRole("document");
  await expect(shown).not.toHaveAttribute("aria-busy", "true");
  const bytes = await (await page.request.get(text.stream_url)).text();
  expect(await shown.locator("pre").textContent()).toBe(bytes.slice(0, 64 * 1024));
  await keepScreenshot(page, "viewer-text");
});

test("a PDF is shown by the browser, other files as a card", async ({ gallery: page }) => {
  const documents = await listed(page, "&type=document");
  await open(page, documents.find((item) => item.mime_type === "application/pdf").id);
  await expect(viewerOf(page).locator("iframe")).toHaveAttribute("src", /^blob:/);
  await keepScreenshot(page, "viewer-pdf");
  await open(page, documents.find((item) => item.mime_type === "application/zip").id);
  await expect(viewerOf(page).locator(".viewer-card").getByRole("link", { name: "Download" })).toHaveAttribute("href", /download=1/);
});

test("the space bar plays and pauses an item that was opened by a click", async ({ gallery: page }) => {
  await page.goto("/?type=video");
  await page.locator("[data-open]").first().click();
  const video = viewerOf(page).locator("video");
  await expect.poll(() => video.evaluate((one) => one.paused)).toBe(false);
  await page.keyboard.press("Space");
  await expect.poll(() => video.evaluate((one) => one.paused)).toBe(true);
  await expect(viewerOf(page)).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  /** Moves fingers through points, as [x, y]. */
  async function gesture(page, from, to) {
    const protocol = await page.context().newCDPSession(page);
    const send = (type, places) => protocol.send("Input.dispatchTouchEvent", { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
    await send("touchStart", from);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await send("touchMove", from.map(([x, y], index) => [x + (to[index][0] - x) * part, y + (to[index][1] - y) * part]));
    }
    await send("touchEnd", []);
  }

  test("swipes move to the neighbour and close, two fingers zoom", async ({ gallery: page }) => {
    const photos = await listed(page, "&type=photo");
    await page.goto("/?type=photo");
    await page.locator("[data-open]").first().click();
    await expect(page).toHaveURL(new RegExp(`#media-${photos[0].id}$`));
    await gesture(page, [[300, 400]], [[60, 405]]);
    await expect(page).toHaveURL(new RegExp(`#media-${photos[1].id}$`));
    await gesture(page, [[60, 400]], [[300, 405]]);
    await expect(page).toHaveURL(new RegExp(`#media-${photos[0].id}$`));
    expect(await isDecoded(pictureOf(page))).toBe(true);
    await keepScreenshot(page, "viewer-phone");
    await gesture(page, [[180, 400], [210, 430]], [[80, 300], [310, 530]]);
    await expect.poll(() => scaleOf(page)).toBeGreaterThan(1.5);
    await page.keyboard.press("0");
    await gesture(page, [[200, 300]], [[205, 600]]);
    await expect(viewerOf(page)).toBeHidden();
  });
});
