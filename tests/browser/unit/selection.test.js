import assert from "node:assert/strict";
import { test } from "node:test";

import { Selection } from "../../../static/js/model/selection.js";

/** A selection, and how often it told of a change. */
function selection() {
  const told = [];
  return { one: new Selection((ids) => told.push(ids.size)), told };
}

test("an item is in or out, and the last one begins a range", () => {
  const { one, told } = selection();
  one.toggle(5);
  one.toggle(9);
  assert.deepEqual(one.ids, [9, 5]);
  assert.equal(one.anchor, 9);
  one.toggle(9);
  assert.deepEqual(one.ids, [5]);
  assert.equal(one.has(9), false);
  assert.deepEqual(told, [1, 2, 1]);
});

test("many at once are one change", () => {
  const { one, told } = selection();
  one.set([1, 2, 3], true);
  one.set([2], false);
  assert.deepEqual(one.ids, [3, 1]);
  assert.deepEqual(told, [3, 2]);
});

test("with nothing left there is nothing to draw a range from", () => {
  const { one } = selection();
  one.toggle(7);
  one.clear();
  assert.equal(one.size, 0);
  assert.equal(one.anchor, null);
});
