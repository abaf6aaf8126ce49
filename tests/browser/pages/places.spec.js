// Visible tiles stay where they are while the rest of the timeline is loaded, in any order of the responses.

import { watchJumps } from "../harness/jumps.js";
import { bringDay, Library } from "../harness/library.js";
import { expect, test } from "../harness/test.js";

/** Waits for that number of frames. */
const frames = (page, count) => page.evaluate(async (most) => {
  for (let drawn = 0; drawn < most; drawn += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}, count);
/** Waits until a day shows an item. */
const shows = (page, date) => expect(page.locator(`[data-day="${date}"] [data-tile]`).first()).toBeAttached();
/** Waits until nothing in the window is blank. */
const isRead = (page) => page.waitForFunction(() => [...document.querySelectorAll("[data-day][data-unread]")].every((day) => {
  const { top, bottom } = day.getBoundingClientRect();
  return bottom <= 60 || top >= innerHeight;
}));

test("a day above that is loaded last", async ({ page, baseURL }) => {
  const library = new Library(Array(12).fill(60));
  await library.open(page, baseURL);
  library.hold();
  const [upper, lower] = [library.date(6), library.date(7)];
  await bringDay(page, lower, 450);
  await library.answer(lower);
  await shows(page, lower);
  const jumps = await watchJumps(page);
  await library.answer(upper);
  await isRead(page);
  expect(await jumps()).toEqual([]);
});

test("days that share lines, when those above are loaded", async ({ page, baseURL }) => {
  const library = new Library(Array.from({ length: 300 }, (_, index) => 1 + ((index * 31) % 11) % 4));
  await library.open(page, baseURL);
  library.hold();
  await bringDay(page, library.date(150), 300);
  const first = await library.answer();
  await bringDay(page, first, 500);
  await shows(page, first);
  await expect.poll(() => library.held.length).toBeGreaterThan(0);
  const jumps = await watchJumps(page);
  await library.release();
  await isRead(page);
  expect(await jumps()).toEqual([]);
});

test("a short day between two loaded ones", async ({ page, baseURL }) => {
  const library = new Library([90, 90, 90, 95, 8, 95, 90, 90, 90]);
  const [upper, middle, lower] = [3, 4, 5].map((index) => library.date(index));
  await library.open(page, baseURL);
  library.hold();
  await bringDay(page, lower, -1600);
  await library.answer(lower);
  await shows(page, lower);
  await bringDay(page, lower, 640);
  await expect.poll(() => [upper, middle].every((date) => library.held.includes(date))).toBe(true);
  const jumps = await watchJumps(page);
  await Promise.all([page.waitForResponse((answer) => answer.url().includes("/get-saved-messages-media")), library.answer(upper)]);
  await frames(page, 3);
  await library.answer(middle);
  await isRead(page);
  expect(await jumps()).toEqual([]);
});
