import { readFile } from "node:fs/promises";

import { photo } from "../harness/files.js";
import { expect, keepScreenshot, test } from "../harness/test.js";
import { idsOf, listed, tiles } from "../harness/timeline.js";

const bar = (page) => page.getByRole("region", { name: "Selection" });
const tile = (page, id) => page.locator(`[data-tile="${id}"]`);
const tick = (page, id) => tile(page, id).getByRole("button", { name: /^Select / });
const selected = (page) => page.locator("[data-tile][data-selected]");

test("check marks select, Shift selects a range, Escape clears the selection", async ({ gallery: page }) => {
  const ids = await idsOf(page);
  await tile(page, ids[1]).hover();
  await tick(page, ids[1]).click();
  await expect(bar(page)).toContainText("1 selected");
  // While something is selected, a click selects and does not open.
  await tile(page, ids[5]).click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("5 selected");
  await tile(page, ids[3]).click();
  await expect(bar(page)).toContainText("4 selected");
  await expect(selected(page)).toHaveCount(4);
  await expect(page.getByRole("dialog", { name: "Viewer" })).toBeHidden();
  await keepScreenshot(page, "selection");
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await expect(selected(page)).toHaveCount(0);
});

test("a range includes items that are not loaded", async ({ gallery: page }) => {
  const all = (await listed(page)).map(({ id }) => id);
  await tile(page, all[0]).hover();
  await tick(page, all[0]).click();
  await page.mouse.move(600, 500);
  await expect(async () => {
    await page.mouse.wheel(0, 3000);
    expect((await idsOf(page)).at(-1)).toBe(all.at(-1));
  }).toPass({ intervals: [100] });
  await tile(page, all.at(-1)).click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText(`${all.length} selected`);
});

test("a day is selected at once", async ({ gallery: page }) => {
  const dates = (await listed(page)).map(({ timestamp }) => timestamp.slice(0, 10));
  const date = dates.find((one, index) => dates[index + 1] === one);
  const inside = dates.filter((one) => one === date);
  await page.locator(`[data-day="${date}"]`).hover();
  await page.locator(`[data-day="${date}"]`).getByRole("button", { name: /^Select \w+ \d+ \w+$/ }).click();
  await expect(bar(page)).toContainText(`${inside.length} selected`);
  await page.locator(`[data-day="${date}"]`).getByRole("button", { name: /^Select \w+ \d+ \w+$/ }).click();
  await expect(bar(page)).toBeHidden();
});

test("links are copied, and one zip is downloaded", async ({ gallery: page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const ids = await idsOf(page);
  for (const id of ids.slice(0, 2)) {
    await tile(page, id).hover();
    await tick(page, id).click();
  }
  await bar(page).getByRole("button", { name: "Copy links" }).click();
  await expect(page.getByText("2 links are copied.")).toBeVisible();
  const links = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
  expect(links.map((link) => new URL(link).pathname.split("/")[2])).toEqual(ids.slice(0, 2).map(String));
  expect(links.every((link) => link.startsWith(baseURL))).toBe(true);
  const download = page.waitForEvent("download");
  await bar(page).getByRole("link", { name: "Download as one zip" }).click();
  const zip = await download;
  expect(new URL(zip.url()).search).toBe(`?ids=${ids.slice(0, 2).join(",")}`);
  expect(zip.suggestedFilename()).toMatch(/\.zip$/);
  const bytes = await readFile(await zip.path());
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\x03\x04");
});

test("many items are deleted at once, and restored", async ({ gallery: page }) => {
  const before = await idsOf(page);
  for (const name of ["one.jpg", "two.jpg"]) {
    await page.locator("[data-upload-input]").setInputFiles([await photo(page, name)]);
    await expect(page.getByRole("region", { name: "Uploads" })).toContainText(name);
  }
  await expect.poll(async () => (await idsOf(page)).filter((id) => id > before[0]).length).toBe(2);
  const fresh = (await idsOf(page)).slice(0, 2);
  const deletions = [];
  page.on("request", (request) => request.method() === "DELETE" && deletions.push(request.url()));
  const select = async () => {
    await tile(page, fresh[0]).hover();
    await tick(page, fresh[0]).click();
    await tile(page, fresh[1]).click({ modifiers: ["Shift"] });
    await bar(page).getByRole("button", { name: "Delete" }).click();
    for (const id of fresh) await expect(tile(page, id)).toHaveCount(0);
    await expect(bar(page)).toBeHidden();
  };
  await select();
  await keepScreenshot(page, "selection-deleted");
  await page.getByRole("button", { name: "Undo" }).click();
  for (const id of fresh) await expect(tile(page, id)).toBeVisible();
  expect(deletions).toEqual([]);

  await select();
  await page.getByRole("status").getByRole("button", { name: "Close" }).click();
  await expect.poll(async () => (await listed(page)).some(({ id }) => fresh.includes(id))).toBe(false);
  expect(deletions).toHaveLength(1);
});

test.describe("on a touch screen", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a long press selects, a tap then adds", async ({ gallery: page, context }) => {
    const ids = await idsOf(page);
    const { x, y, width, height } = await tile(page, ids[0]).boundingBox();
    const touch = await context.newCDPSession(page);
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + width / 2, y: y + height / 2 }] });
    await expect(bar(page)).toContainText("1 selected");
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await tile(page, ids[1]).tap();
    await expect(bar(page)).toContainText("2 selected");
    await expect(page.getByRole("dialog", { name: "Viewer" })).toBeHidden();
    await keepScreenshot(page, "selection-phone");
    await bar(page).getByRole("button", { name: "Select nothing" }).tap();
    await expect(bar(page)).toBeHidden();
  });
});
