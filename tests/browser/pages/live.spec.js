import { ACCOUNTS, digitsOf, expect, keepScreenshot, test } from "../harness/test.js";
import { idsOf, tiles } from "../harness/timeline.js";

const arrive = (server) => server.control("POST", `/accounts/${digitsOf(ACCOUNTS.demo)}/messages`, { photo: true });
const lost = (page) => page.getByText("Connection lost. Trying to get it back…");
const remove = (page, baseURL, id) => page.request.delete(`/media/${id}`, { headers: { Origin: baseURL } });

test("new and deleted items are shown without a reload, and counted", async ({ gallery: page, server, baseURL }) => {
  await expect(tiles(page).first()).toBeVisible();
  const all = page.locator('[data-count="all"]');
  const [count, before] = [Number(await all.textContent()), (await idsOf(page))[0]];
  await arrive(server);
  await expect.poll(async () => (await idsOf(page))[0]).toBeGreaterThan(before);
  const [id] = await idsOf(page);
  await expect(all).toHaveText(String(count + 1));
  await remove(page, baseURL, id);
  await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(0);
  await expect(all).toHaveText(String(count));
});

test("new items do not move what is visible further down", async ({ gallery: page, server, baseURL }) => {
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
  const [looked] = (await idsOf(page)).slice(-12);
  const place = async () => (await page.locator(`[data-tile="${looked}"]`).boundingBox()).y;
  const before = await place();
  const all = page.locator('[data-count="all"]');
  const count = Number(await all.textContent());
  const { message_id: id } = await arrive(server);
  await expect(all).toHaveText(String(count + 1));
  expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
  await remove(page, baseURL, id);
  await expect(all).toHaveText(String(count));
  expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
});

test.describe("offline", () => {
  test.use({ lineBreaks: true });

  test("a lost connection is reported and restored, with the items that arrived meanwhile", async ({ gallery: page, context, server, baseURL }) => {
    await expect(tiles(page).first()).toBeVisible();
    const before = (await idsOf(page))[0];
    await context.setOffline(true);
    await expect(lost(page)).toBeVisible();
    await keepScreenshot(page, "offline");
    const { message_id: id } = await arrive(server);
    await context.setOffline(false);
    await expect(lost(page)).toBeHidden();
    await expect.poll(async () => (await idsOf(page))[0]).toBeGreaterThan(before);
    await remove(page, baseURL, id);
    await expect(page.locator(`[data-tile="${id}"]`)).toHaveCount(0);
  });
});
