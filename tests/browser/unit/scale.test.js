import assert from "node:assert/strict";
import { test } from "node:test";

import { monthIndex, partOf, stepFrom, yearMarks } from "../../../static/js/model/scale.js";

const MONTHS = ["2026-11", "2026-10", "2026-02", "2025-12", "2025-11", "2023-06"].map((key, index) => ({ key, top: index * 100 }));

test("positions are from 0 to 1", () => {
  assert.deepEqual([-5, 0, 250, 500, 900].map((y) => partOf(y, 500)), [0, 0, 0.5, 1, 1]);
  assert.equal(partOf(10, 0), 0);
});

test("the month at the window's top", () => {
  assert.deepEqual([-50, 0, 98, 99, 100, 450, 9000].map((y) => monthIndex(MONTHS, y)), [0, 0, 0, 1, 1, 4, 5]);
});

test("years are at their newest month, with a minimum distance", () => {
  assert.deepEqual(yearMarks(MONTHS, 600, 0.05), [{ year: "2026", part: 0 }, { year: "2025", part: 0.5 }, { year: "2023", part: 500 / 600 }]);
  assert.deepEqual(yearMarks(MONTHS, 600, 0.6).map(({ year }) => year), ["2026", "2023"]);
  assert.deepEqual(yearMarks([], 600, 0.1), []);
});

test("keys move by months and years, up to the ends", () => {
  const key = (index, step) => MONTHS[stepFrom(MONTHS, index, step)].key;
  assert.equal(key(0, { months: 1 }), "2026-10");
  assert.equal(key(0, { months: -1 }), "2026-11");
  assert.equal(key(5, { months: 1 }), "2023-06");
  assert.equal(key(0, { years: 1 }), "2025-11");
  assert.equal(key(0, { years: 2 }), "2023-06");
  assert.equal(key(4, { years: -1 }), "2026-11");
  assert.equal(key(5, { years: 1 }), "2023-06");
});
