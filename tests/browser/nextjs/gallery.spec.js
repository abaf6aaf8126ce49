import { photo } from "../harness/files.js";
import { ACCOUNTS, digitsOf, expect, isDecoded, keepScreenshot, signInByApi } from "../harness/test.js";
import { ENDLESS, test, tiles } from "./test.js";

const viewer = (page) => page.getByRole("dialog");
/** The filter button of one kind, with its count. */
const filter = (page, kind) => page.getByRole("group", { name: "Show" }).getByRole("button", { name: new RegExp(`^${kind}`) });

test("shows placeholders first, then thumbnails", async ({ page, api, signIn }) => {
  const held = [];
  let isHolding = true;
  await page.route(`${api}/stream_thumbnail/**`, (route) => {
    if (isHolding) held.push(route);
    else return route.continue();
  });
  await signIn(ACCOUNTS.demo);
  await expect(tiles(page).first()).toBeVisible();
  expect(await tiles(page).first().evaluate((tile) => getComputedStyle(tile).backgroundImage)).toContain("data:image/jpeg");
  await expect.poll(() => held.length).toBeGreaterThan(0);

  const before = await tiles(page).first().boundingBox();
  isHolding = false;
  for (const route of held) await route.continue();
  const pictures = page.locator(".react-photo-album img");
  for (let index = 0; index < 6; index += 1) {
    await expect.poll(() => isDecoded(pictures.nth(index))).toBe(true);
    await expect(pictures.nth(index)).toHaveCSS("opacity", "1");
  }
  expect(await tiles(page).first().boundingBox()).toEqual(before);
});

test("loads pictures in the size in which they are shown", async ({ gallery: page }) => {
  await filter(page, "Photos").click();
  // A panorama of three to one.
  const wide = page.getByRole("button", { name: /Snow above, grass below/ }).locator("img");
  await wide.scrollIntoViewIfNeeded();
  await expect.poll(() => isDecoded(wide)).toBe(true);
  const [shown, given] = await wide.evaluate((one) => [one.width, one.currentSrc]);
  const box = { m: 320, x: 800, y: 1280, w: 2560 }[new URL(given).searchParams.get("size")];
  // Between two sizes the browser chooses the nearer one.
  expect(box).toBeGreaterThan(shown / 1.5);
  expect(box).toBeLessThan(shown * 3);
});

test("loads more while scrolling", async ({ page, signIn }) => {
  await signIn(ENDLESS);
  await expect(tiles(page).first()).toBeVisible();
  const first = await tiles(page).count();
  await expect(async () => {
    await page.mouse.wheel(0, 10_000);
    expect(await tiles(page).count()).toBeGreaterThan(first + 120);
  }).toPass();
  await expect(filter(page, "All")).toHaveText("All 100000");
});

test("filters by kind", async ({ gallery: page }) => {
  const videos = filter(page, "Videos");
  const count = Number(/\d+/.exec(await videos.innerText())[0]);
  await videos.click();
  await expect(tiles(page)).toHaveCount(count);
  await expect(videos).toHaveAttribute("aria-pressed", "true");
});

test("opens a picture in the size of the screen, steps by keys, and restores the focus", async ({ gallery: page }) => {
  await filter(page, "Photos").click();
  await tiles(page).first().click();
  await expect(viewer(page)).toBeVisible();
  const current = page.locator(".yarl__slide_current img");
  await expect.poll(() => current.evaluate((one) => one.naturalWidth)).toBeGreaterThan(320);
  await keepScreenshot(page, `nextjs-${test.info().project.name}-photo`);
  const first = await current.getAttribute("src");
  await page.keyboard.press("ArrowRight");
  await expect(current).not.toHaveAttribute("src", first);
  await page.keyboard.press("Escape");
  await expect(viewer(page)).toBeHidden();
  await expect(tiles(page).first()).toBeFocused();
});

test("plays a video, seeks in it, and stops its download", async ({ gallery: page, api }) => {
  await filter(page, "Videos").click();
  const list = await (await page.request.get(`${api}/get-saved-messages-media?type=video`)).json();
  const lengths = list.map(({ duration }) => duration ?? 0);
  await expect(tiles(page)).toHaveCount(list.length);
  await tiles(page).nth(lengths.indexOf(Math.max(...lengths))).click();
  const video = page.locator(".yarl__slide_current video");
  await expect.poll(() => video.evaluate((one) => one.currentTime)).toBeGreaterThan(0.2);
  const target = await video.evaluate(async (one) => {
    const sought = new Promise((resolve) => one.addEventListener("seeked", resolve, { once: true }));
    one.currentTime = one.duration * 0.6;
    await sought;
    return one.duration * 0.6;
  });
  await video.evaluate((one) => one.play());
  await expect.poll(() => video.evaluate((one) => one.currentTime)).toBeGreaterThan(target);
  await keepScreenshot(page, `nextjs-${test.info().project.name}-video`);
  await page.keyboard.press("Escape");
  await expect(viewer(page)).toBeHidden();
  await expect.poll(async () => {
    const streams = await (await page.request.get(`${api}/stream-stats`)).json();
    return streams.filter(({ state }) => state === "running").length;
  }).toBe(0);
});

test("opens every file, whatever its name", async ({ gallery: page, api }) => {
  const list = await (await page.request.get(`${api}/get-saved-messages-media?limit=500`)).json();
  expect(list.length).toBeGreaterThan(50);
  for (const { name, size, stream_url: path } of list) {
    const answer = await page.request.head(api + path);
    expect(answer.status(), JSON.stringify(name)).toBe(200);
    expect(answer.headers()["content-length"], JSON.stringify(name)).toBe(String(size));
  }
});

test("uploads with progress, and the new item appears by itself", async ({ gallery: page, server }) => {
  await expect(tiles(page).first()).toBeVisible();
  const newest = await tiles(page).first().getAttribute("aria-label");
  const file = await photo(page, "sunset.jpg");
  // Larger than all that is in flight between the browser and the sandbox, so that its progress is visible.
  const large = { name: "numbers.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(24_000_000, 7) };
  await server.control("PUT", "/link", { round_trip_ms: 20, bytes_per_second: 1_000_000 });
  try {
    await page.locator("input[type=file]").setInputFiles([large, file]);
    const bar = page.getByRole("progressbar", { name: "Upload of numbers.bin" });
    await expect.poll(() => bar.evaluate((one) => one.value > 0 && one.value < 1)).toBe(true);
    await expect(page.getByRole("list", { name: "Uploads" })).toContainText("Waiting");
    await keepScreenshot(page, `nextjs-${test.info().project.name}-upload`);
  } finally {
    await server.control("PUT", "/link", { round_trip_ms: null, bytes_per_second: null });
  }
  await expect(page.getByRole("link", { name: /^Download File: numbers\.bin/ })).toBeVisible();
  await expect(tiles(page).first()).not.toHaveAttribute("aria-label", newest);
  await expect(page.getByRole("list", { name: "Uploads" })).toBeHidden();
});

test("shows items that arrive from elsewhere", async ({ gallery: page, server }) => {
  await expect(tiles(page).first()).toBeVisible();
  const count = await tiles(page).count();
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/messages`, { photo: true });
  await expect(tiles(page)).toHaveCount(count + 1);
});

test("shows the sign-in when the session ends elsewhere", async ({ page, signIn, server }) => {
  await signIn(ACCOUNTS.empty);
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.empty)}/revoke`);
  await expect(page.getByLabel("Phone number")).toBeVisible();
});

test("plays audio, and shows a picture that was sent as a file", async ({ gallery: page }) => {
  await filter(page, "Audio").click();
  await expect(tiles(page)).toHaveCount(1);
  await tiles(page).first().click();
  const sound = page.locator(".yarl__slide_current audio");
  await expect.poll(() => sound.evaluate((one) => one.currentTime)).toBeGreaterThan(0.2);
  await keepScreenshot(page, `nextjs-${test.info().project.name}-sound`);
  await page.keyboard.press("Escape");
  await expect(viewer(page)).toBeHidden();

  await filter(page, "Animations").click();
  await page.getByRole("button", { name: /^Animation: bounce\.gif/ }).click();
  await expect.poll(() => isDecoded(page.locator(".yarl__slide_current img"))).toBe(true);
});

test("uploads files that are dropped onto the page", async ({ gallery: page }) => {
  await expect(tiles(page).first()).toBeVisible();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["dropped by a test\n"], "dropped.txt", { type: "text/plain" }));
    return data;
  });
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop to upload")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop to upload")).toBeHidden();
  await expect(page.getByRole("link", { name: /^Download File: dropped\.txt/ })).toBeVisible();
});

test("says that the connection is lost, and catches up when it is restored", async ({ context, server, app }) => {
  // Not the page with the empty console: this one logs requests that fail.
  const page = await context.newPage();
  await signInByApi(page, server.url, ACCOUNTS.demo);
  await page.goto(app.url);
  await expect(tiles(page).first()).toBeVisible();
  const count = await tiles(page).count();
  const restarted = server.restart();
  await expect(page.getByRole("status").getByText("The connection is lost")).toBeVisible();
  await restarted;
  await expect(page.getByText("The connection is lost")).toBeHidden();
  await expect(tiles(page)).toHaveCount(count);
  await server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/messages`, { photo: true });
  await expect(tiles(page)).toHaveCount(count + 1);
});

test("goes on loading after its end was reached while the list was fetched anew", async ({ context, server, app, api }) => {
  const page = await context.newPage();
  await signInByApi(page, server.url, ENDLESS);
  await page.goto(app.url);
  await expect(page.getByRole("button", { name: "Show more" })).toBeAttached();
  const held = [];
  let isHolding = true;
  await page.route(`${api}/get-saved-messages-media?**`, (route) => (isHolding ? void held.push(route) : route.continue()));
  await server.restart();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const count = await tiles(page).count();
  await page.mouse.wheel(0, 100_000);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  isHolding = false;
  for (const route of held) await route.continue();
  await expect.poll(() => tiles(page).count()).toBeGreaterThan(count);
});

for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 }, desktop: { width: 1440, height: 900 } })) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, hasTouch: size !== "desktop", isMobile: size !== "desktop" });

      test("fits, in the right colours", async ({ page, signIn }) => {
        await page.goto("/");
        await expect(page.getByLabel("Phone number")).toBeVisible();
        await keepScreenshot(page, `nextjs-sign-in-${size}-${colorScheme}`);
        await signIn(ACCOUNTS.demo);
        await expect.poll(() => isDecoded(page.locator(".react-photo-album img").first())).toBe(true);
        await page.waitForLoadState("networkidle");
        const overflow = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await expect(page.getByRole("button", { name: "Upload" })).toBeInViewport();
        await keepScreenshot(page, `nextjs-gallery-${size}-${colorScheme}`);
      });
    });
  }
}

// The last test, because the account's lane keeps waiting for some time.
test.describe("when Telegram asks to wait", () => {
  test.use({ refusals: [429] });

  test("says how long, and can be tried again afterwards", async ({ page, signIn, server }) => {
    await signIn(ENDLESS);
    await expect(tiles(page).first()).toBeVisible();
    await server.control("POST", "/faults", { method: "messages.search", error: "FLOOD_WAIT_33", times: 1 });
    await server.control("POST", "/faults", { method: "messages.getHistory", error: "FLOOD_WAIT_33", times: 1 });
    await filter(page, "Videos").click();
    const notice = page.getByRole("main").getByRole("alert");
    await expect(notice).toContainText(/(3[0-3]|2\d) seconds left/);
    await expect(notice.getByRole("button", { name: "Try again" })).toBeDisabled();
    await server.control("DELETE", "/faults");
  });
});
