import assert from "node:assert/strict";
import { test } from "node:test";

import { READ, stretches } from "../../../static/js/model/reads.js";

/** Days with these counts, newest first; a negative number is a loaded day. */
function days(...counts) {
  let newest = 10_000;
  return counts.map((count, index) => {
    const one = { date: `2026-11-${String(30 - index).padStart(2, "0")}`, count: Math.abs(count), newest, items: [], isWhole: count < 0, isStale: false };
    newest -= Math.abs(count);
    return one;
  });
}

const shown = (found) => found.map(({ dates, count }) => `${dates.map((date) => date.slice(8)).join(" ")}: ${count}`);

test("known days are not loaded again, unless they are stale", () => {
  const some = days(-5, -5, -5);
  assert.deepEqual(stretches(some, 0, 3), []);
  some[1].isStale = true;
  assert.deepEqual(shown(stretches(some, 0, 3)), ["29: 5"]);
});

test("small days are loaded together, up to the size of a page", () => {
  assert.deepEqual(shown(stretches(days(30, 30, 30, 30, 30), 0, 3)), ["30 29 28: 90"]);
});

test("neighbours outside of the window are included if there is room", () => {
  assert.deepEqual(shown(stretches(days(10, 10, 10, 10, 10), 2, 3)), ["30 29 28 27 26: 50"]);
  assert.deepEqual(shown(stretches(days(10, -10, 10, -10, 10), 2, 3)), ["28: 10"]);
});

test("a day larger than a page is loaded alone", () => {
  assert.deepEqual(shown(stretches(days(20, 250, 20), 0, 3)), ["30: 20", "29: 250", "28: 20"]);
});

test("no day is loaded twice, and a stretch begins with its newest item", () => {
  const some = days(60, 60, 60, 60);
  const found = stretches(some, 0, 4);
  const dates = found.flatMap((stretch) => stretch.dates);
  assert.deepEqual(dates, [...new Set(dates)]);
  for (const { dates: [first], before, oldest, count } of found) {
    assert.equal(before, some.find(({ date }) => date === first).newest + 1);
    assert.ok(oldest <= first && count <= READ);
  }
});

test("a stretch ends at the end of a line, unless it would be empty", () => {
  const lineOf = ({ date }) => Math.floor(Number(date.slice(8)) / 4);
  const sharesLine = (newer, older) => lineOf(newer) === lineOf(older);
  const some = () => days(...Array(20).fill(15));
  assert.deepEqual(shown(stretches(some(), 0, 8)), ["30 29 28 27 26 25: 90", "24 23 22 21 20 19: 90"]);
  assert.deepEqual(shown(stretches(some(), 0, 8, sharesLine)), ["30 29 28: 45", "27 26 25 24: 60", "23 22 21 20: 60"]);
  assert.deepEqual(shown(stretches(days(60, 60, 60), 1, 2, () => true)), ["29: 60"]);
});
