import assert from "node:assert/strict";
import { test } from "node:test";

import { Selection } from "../../../static/js/model/selection.js";

/** A selection, and the number of its changes. */
function selection() {
  const told = [];
  return { one: new Selection((ids) => told.push(ids.size)), told };
}

test("items are toggled, and the last one begins a range", () => {
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

test("a change of many items is reported once", () => {
  const { one, told } = selection();
  one.set([1, 2, 3], true);
  one.set([2], false);
  assert.deepEqual(one.ids, [3, 1]);
  assert.deepEqual(told, [3, 2]);
});

test("an empty selection has no beginning of a range", () => {
  const { one } = selection();
  one.toggle(7);
  one.clear();
  assert.equal(one.size, 0);
  assert.equal(one.anchor, null);
});
