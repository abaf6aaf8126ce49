import { ACCOUNTS, expect, keepScreenshot, signInByApi, test } from "../harness/test.js";

test.use({ javaScriptEnabled: false });

const giveNumber = async (page, { phone }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Phone number").fill(phone);
  await page.getByRole("button", { name: "Send code" }).click();
};
const giveCode = async (page, code) => {
  await page.getByLabel(/^Code that Telegram sent/).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};
const widthOf = (image) => image.evaluate((one) => one.naturalWidth);

test("sign in, page through thumbnails, open and download media, and sign out", async ({ page }) => {
  await giveNumber(page, ACCOUNTS.demo);
  await giveCode(page, ACCOUNTS.demo.code);
  await expect(page).toHaveURL("/");
  const pictures = page.locator("img[data-picture]");
  for (let index = 0; index < 4; index += 1) await expect.poll(() => widthOf(pictures.nth(index))).toBeGreaterThan(0);
  await keepScreenshot(page, "no-scripts");

  const first = await page.locator("[data-tile]").first().getAttribute("data-tile");
  const last = await page.locator("[data-tile]").last().getAttribute("data-tile");
  const older = page.getByRole("link", { name: "Show older" });
  if (await older.isVisible()) {
    await older.click();
    expect(Number(await page.locator("[data-tile]").first().getAttribute("data-tile"))).toBeLessThan(Number(last));
    await page.goBack();
  }
  await expect(page.locator("[data-tile]").first()).toHaveAttribute("data-tile", first);

  const download = page.waitForEvent("download");
  await page.locator("[data-download]").first().click();
  expect((await download).suggestedFilename()).not.toBe("");

  await page.goto("/?type=photo");
  await page.locator("[data-open]").first().click();
  await expect(page).toHaveURL(/\/stream_media\//);
  await expect.poll(() => widthOf(page.locator("img"))).toBeGreaterThan(320);

  await page.goto("/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in");
});

test("filter by type, search for words and go to a day", async ({ page, baseURL }) => {
  await signInByApi(page, baseURL, ACCOUNTS.demo);
  await page.goto("/");
  await page.getByRole("link", { name: /^Photos/ }).click();
  await page.getByRole("searchbox").fill("map");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/\?type=photo&q=map/);
  await expect(page.getByText(/^\d+ items? for “map”/)).toBeVisible();
  const found = await page.locator("[data-tile]").count();
  expect(found).toBeGreaterThan(0);
  await keepScreenshot(page, "no-scripts-find");

  await page.goto("/");
  const last = page.locator("[data-day]").last();
  const date = await last.getAttribute("data-day");
  await page.getByLabel("Go to a day").fill(date);
  await page.getByLabel("Go to a day").press("Enter");
  await expect(page).toHaveURL(new RegExp(`date=${date}`));
  await expect(page.locator("[data-day]").first()).toHaveAttribute("data-day", date);

  await signInByApi(page, baseURL, ACCOUNTS.empty);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Nothing here yet" })).toBeVisible();
});

test.describe("what is refused", () => {
  test.use({ refusals: [400, 401, 403, 429] });

  test("is reported in place", async ({ page }) => {
    await giveNumber(page, { phone: "hello" });
    await expect(page.getByText("Invalid phone number format.")).toBeVisible();
    await giveNumber(page, ACCOUNTS.flooded);
    await expect(page.getByText(/try again in 4[0-2] seconds/)).toBeVisible();

    const { phone, code, password } = ACCOUNTS.password;
    await giveNumber(page, { phone });
    await giveCode(page, "99999");
    await expect(page.getByText("Invalid code. Please try again.")).toBeVisible();
    await giveCode(page, code);
    const field = page.getByLabel("Two-step verification password");
    await field.fill("not this one");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Invalid password. Please try again.")).toBeVisible();
    await field.fill(password);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page).toHaveURL("/");
  });
});
