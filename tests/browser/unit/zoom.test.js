import assert from "node:assert/strict";
import { test } from "node:test";

import { FITTED, fit, keepInside, largestScale, toggle, zoomAt } from "../../../static/js/model/zoom.js";

const stage = { width: 1000, height: 500 };

test("a picture fits its stage whatever its shape", () => {
  assert.deepEqual(fit({ width: 4000, height: 1000 }, stage), { width: 1000, height: 250 });
  assert.deepEqual(fit({ width: 100, height: 100 }, stage), { width: 500, height: 500 });
  assert.deepEqual(fit({ width: 0, height: 0 }, stage), stage);
});

test("the point under the pointer stays", () => {
  const point = { x: 120, y: -40 };
  const before = zoomAt(FITTED, 2, { x: 10, y: 10 }, 8);
  const after = zoomAt(before, 1.5, point, 8);
  const under = (zoom) => ({ x: (point.x - zoom.x) / zoom.scale, y: (point.y - zoom.y) / zoom.scale });
  assert.ok(Math.abs(under(before).x - under(after).x) < 1e-9);
  assert.ok(Math.abs(under(before).y - under(after).y) < 1e-9);
});

test("the scale has limits", () => {
  assert.equal(zoomAt(FITTED, 0.5, FITTED, 4).scale, 1);
  assert.equal(zoomAt(FITTED, 100, FITTED, 4).scale, 4);
  assert.equal(largestScale({ width: 300, height: 300 }, { width: 500, height: 500 }), 4);
  assert.equal(largestScale({ width: 8000, height: 4000 }, { width: 1000, height: 500 }), 16);
});

test("the picture fills the stage, or is centred", () => {
  const fitted = { width: 500, height: 500 };
  assert.deepEqual(keepInside({ scale: 1, x: 80, y: -80 }, fitted, stage), { scale: 1, x: 0, y: 0 });
  assert.deepEqual(keepInside({ scale: 3, x: 900, y: -900 }, fitted, stage), { scale: 3, x: 250, y: -500 });
});

test("a double click zooms in and out", () => {
  const near = toggle(FITTED, { x: 100, y: 0 }, 8);
  assert.ok(near.scale > 2 && near.x < 0);
  assert.equal(toggle(near, { x: 0, y: 0 }, 8), FITTED);
});
