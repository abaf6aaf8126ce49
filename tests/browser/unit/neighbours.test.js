import assert from "node:assert/strict";
import { test } from "node:test";

import { MediaList } from "../../../static/js/model/media-list.js";
import { Neighbours } from "../../../static/js/model/neighbours.js";

const item = (id, album_id = null) => ({ id, album_id, name: `${id}` });

/** A server with those items, and a page that has loaded some of them. */
function gallery(ids, known, album = () => null) {
  const all = ids.map((id) => item(id, album(id)));
  const asked = [];
  const list = new MediaList();
  list.add(all.filter(({ id }) => known.includes(id)));
  const read = async (before, limit) => {
    asked.push([before, limit]);
    return all.filter(({ id }) => id < before).slice(0, limit);
  };
  return { neighbours: new Neighbours(list, read), list, asked };
}

test("known items are not requested", async () => {
  const { neighbours, asked } = gallery([9, 8, 7], [9, 8, 7]);
  assert.equal(neighbours.of(8, 1).id, 7);
  assert.equal((await neighbours.reach(8, -1)).id, 9);
  assert.deepEqual(asked, []);
});

test("it continues where the page ends, and finds the end", async () => {
  const { neighbours, asked } = gallery([9, 8, 7, 6], [9, 8]);
  assert.equal(neighbours.of(8, 1), undefined);
  assert.equal((await neighbours.reach(8, 1)).id, 7);
  assert.equal(neighbours.of(7, 1).id, 6);
  assert.equal(neighbours.of(7, -1).id, 8);
  assert.equal(await neighbours.reach(6, 1), undefined);
  const before = asked.length;
  assert.equal(await neighbours.reach(6, 1), undefined);
  assert.equal(asked.length, before);
});

test("an item is found by its URL alone, with its neighbours", async () => {
  const { neighbours } = gallery([900, 450, 440, 9], []);
  assert.equal((await neighbours.find(440)).id, 440);
  assert.equal(neighbours.of(440, 1).id, 9);
  assert.equal((await neighbours.reach(440, -1)).id, 450);
  assert.equal((await neighbours.reach(450, -1)).id, 900);
  assert.equal(await neighbours.find(441), undefined);
});

test("an album is returned in its own order, with its caption for each item", async () => {
  const { neighbours } = gallery([9, 8, 7, 6, 5], [9, 8, 7, 6], (id) => (id < 9 ? "a" : null));
  assert.deepEqual(neighbours.album(7).map(({ id }) => id), [6, 7, 8]);
  await neighbours.reach(6, 1);
  assert.deepEqual(neighbours.album(7).map(({ id }) => id), [5, 6, 7, 8]);
  assert.deepEqual(neighbours.album(9), []);
  neighbours.replace({ ...neighbours.get(5), caption: "four of a kind" });
  assert.deepEqual([5, 6, 7, 8, 9].map((id) => neighbours.caption(id)), ["four of a kind", "four of a kind", "four of a kind", "four of a kind", ""]);
});

test("after a removal, the items beside it are neighbours", async () => {
  const { neighbours } = gallery([9, 8, 7], [9]);
  await neighbours.reach(9, 1);
  neighbours.forget(8);
  assert.equal(neighbours.of(9, 1).id, 7);
  assert.equal(neighbours.of(7, -1).id, 9);
});
