import assert from "node:assert/strict";
import { test } from "node:test";

import { layOut, shapeOf, spaceFor } from "../../../static/js/model/justified.js";

/** Pseudorandom shapes. */
const shapes = (count, seed = 1) => Array.from({ length: count }, (_, index) => 0.6 + ((index * 7919 + seed * 104729) % 2000) / 1000);
const right = ({ x, width }) => x + width;

for (const width of [320, 358, 768, 1216, 2400]) {
  const space = spaceFor(width);

  test(`rows of a long day fill ${width} pixels and keep near the target height`, () => {
    const { days: [day], height } = layOut([shapes(97)], space);
    const rows = rowsOf(day.boxes);
    assert.equal(day.boxes.length, 97);
    for (const [index, row] of rows.entries()) {
      assert.equal(row[0].x, 0);
      for (let at = 1; at < row.length; at += 1) assert.ok(Math.abs(row[at].x - right(row[at - 1]) - space.gap) <= 1, "one gap");
      if (index === rows.length - 1) assert.ok(right(row.at(-1)) <= width);
      else assert.ok(Math.abs(right(row.at(-1)) - width) <= 2 || row[0].height >= space.row * space.stretch - 1, `row ${index} ends at ${right(row.at(-1))}`);
      assert.ok(row[0].height <= Math.ceil(space.row * space.stretch) && row[0].height >= space.row * 0.4, `height ${row[0].height}`);
    }
    assert.equal(height, space.title + day.height + space.after);
  });

  test(`days of one picture share lines of ${width} pixels`, () => {
    const { days, height } = layOut(shapes(20).map((shape) => [shape]), space);
    const lines = new Set(days.map(({ y }) => y));
    assert.equal(days.length, 20);
    assert.ok(lines.size < 20, "several stand in a line");
    for (const day of days) {
      assert.ok(right(day) <= width, "within the width");
      assert.equal(day.boxes[0].y, space.label);
      assert.ok(day.y + day.height <= height);
    }
  });
}

test("days are in order and never overlap", () => {
  const { days } = layOut([shapes(1), shapes(2), shapes(40), shapes(1), shapes(3), shapes(2)], spaceFor(1000));
  for (let index = 1; index < days.length; index += 1) {
    const [before, after] = [days[index - 1], days[index]];
    assert.ok(after.y >= before.y + before.height || (after.y === before.y && after.x >= right(before)), `day ${index}`);
  }
});

test("pictures keep their shape if nothing has to be cropped", () => {
  const { days: [day] } = layOut([[1.5, 0.75, 1.78, 1]], spaceFor(900));
  for (const [index, shape] of [1.5, 0.75, 1.78, 1].entries()) {
    assert.ok(Math.abs(day.boxes[index].width / day.boxes[index].height - shape) < 0.03);
  }
});

test("a single picture is not enlarged", () => {
  const space = spaceFor(1600);
  const { days: [day] } = layOut([[1.5]], space);
  assert.equal(day.boxes[0].height, space.row);
});

test("a picture that is left over joins the row above", () => {
  const space = spaceFor(1200);
  for (let count = 12; count < 40; count += 1) {
    const { days: [day] } = layOut([shapes(count, count)], space);
    const rows = rowsOf(day.boxes);
    const [above, last] = rows.slice(-2);
    const both = Math.max(1, space.width - space.gap * (above.length + last.length - 1)) / [...above, ...last].reduce((sum, box) => sum + box.width / box.height, 0);
    assert.ok(right(last.at(-1)) > space.width / 2.3 || both < space.row / 1.39, `${count}: the last row ends at ${right(last.at(-1))}`);
  }
});

test("a later picture only moves those of the last rows", () => {
  const space = spaceFor(1100);
  const before = layOut([shapes(30)], space).days[0].boxes;
  const after = layOut([shapes(60)], space).days[0].boxes;
  const lastRows = rowsOf(before).at(-2)[0].y;
  const kept = before.filter(({ y }) => y < lastRows);
  assert.ok(kept.length > 10);
  assert.deepEqual(after.slice(0, kept.length), kept);
});

test("shapes are limited to what a row can hold", () => {
  const shape = (width, height, has_thumbnail = true) => shapeOf({ has_thumbnail, width, height });
  assert.equal(shape(1600, 800), 2);
  assert.equal(shape(100, 1000), 0.6);
  assert.equal(shape(9000, 100), 2.6);
  assert.equal(shape(null, null), 1.3);
  assert.equal(shape(1600, 800, false), 1.3);
});

test("a hundred thousand pictures are laid out quickly", () => {
  const months = Array.from({ length: 60 }, (_, month) => Array.from({ length: 30 }, (_, day) => shapes(55, month * 31 + day)));
  const began = performance.now();
  for (const month of months) layOut(month, spaceFor(1200));
  assert.ok(performance.now() - began < 1500);
});

/** Boxes grouped by row. */
function rowsOf(boxes) {
  const rows = new Map();
  for (const box of boxes) rows.set(box.y, [...(rows.get(box.y) ?? []), box]);
  return [...rows.values()];
}
