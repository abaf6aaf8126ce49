import assert from "node:assert/strict";
import { test } from "node:test";

import { MediaList } from "../../../static/js/model/media-list.js";

const ids = (items) => items.map(({ id }) => id);
const items = (...wanted) => wanted.map((id) => ({ id, name: `item ${id}` }));

test("items are sorted, however they arrive", () => {
  const list = new MediaList();
  list.add(items(5, 3));
  list.add(items(4, 9, 1));
  assert.deepEqual(ids(list.items), [9, 5, 4, 3, 1]);
});

test("only new items are returned, each once", () => {
  const list = new MediaList();
  list.add(items(5, 3));
  assert.deepEqual(ids(list.add(items(3, 4, 4, 5))), [4]);
  assert.equal(list.length, 3);
});

test("a known item is replaced, an unknown one is ignored", () => {
  const list = new MediaList();
  list.add(items(5));
  assert.equal(list.replace({ id: 5, name: "renamed" }), true);
  assert.equal(list.replace({ id: 6, name: "elsewhere" }), false);
  assert.equal(list.get(5).name, "renamed");
  assert.equal(list.get(6), undefined);
});

test("neighbours end at both ends", () => {
  const list = new MediaList();
  list.add(items(5, 4, 3));
  assert.equal(list.neighbour(4, 1).id, 3);
  assert.equal(list.neighbour(4, -1).id, 5);
  assert.equal(list.neighbour(5, -1), undefined);
  assert.equal(list.neighbour(3, 1), undefined);
  assert.equal(list.neighbour(7, 1), undefined);
});

test("removing returns whether the item was known", () => {
  const list = new MediaList();
  list.add(items(5, 4));
  assert.equal(list.remove(5), true);
  assert.equal(list.remove(5), false);
  assert.deepEqual(ids(list.items), [4]);
});

test("there is no neighbour across a gap", () => {
  const list = new MediaList((newer, older) => newer.id === 50 && older.id === 9);
  list.add(items(51, 50, 9, 8));
  assert.equal(list.neighbour(50, 1), undefined);
  assert.equal(list.neighbour(9, -1), undefined);
  assert.equal(list.neighbour(51, 1).id, 50);
  assert.equal(list.neighbour(9, 1).id, 8);
});

test("a range is the same from either end", () => {
  const list = new MediaList();
  list.add(items(9, 8, 6, 5, 2));
  assert.deepEqual(ids(list.between(8, 5)), [8, 6, 5]);
  assert.deepEqual(ids(list.between(5, 8)), [8, 6, 5]);
  assert.deepEqual(ids(list.between(9, 9)), [9]);
});
