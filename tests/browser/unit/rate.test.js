import assert from "node:assert/strict";
import { test } from "node:test";

import { Rate } from "../../../static/js/model/rate.js";

test("the speed is that of the last seconds", () => {
  const rate = new Rate();
  assert.equal(rate.speed, 0);
  for (let second = 0; second <= 10; second += 1) rate.add(second * 1000, second * 1000);
  assert.equal(rate.speed, 1000);
  for (let second = 1; second <= 10; second += 1) rate.add(10_000 + second * 50_000, 10_000 + second * 1000);
  assert.equal(rate.speed, 50_000);
});

test("the speed is unknown at first", () => {
  const rate = new Rate();
  rate.add(0, 0);
  rate.add(900_000, 200);
  assert.equal(rate.speed, 0);
});
