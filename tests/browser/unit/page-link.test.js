import assert from "node:assert/strict";
import { test } from "node:test";

import { nextPage } from "../../../static/js/model/page-link.js";

const cases = [
  [null, null],
  ["", null],
  ['</media?before=7&limit=60>; rel="next"', "/media?before=7&limit=60"],
  ["</media?before=7>; rel=next", "/media?before=7"],
  ['</a>; rel="prev", </b?q=a,b>; rel="next"', "/b?q=a,b"],
  ['</b>; title="x"; rel="last next"', "/b"],
  ['</b>; rel="nextish"', null],
  ['<https://elsewhere.example/b>; rel="next"', null],
  ['<//elsewhere.example/b>; rel="next"', null],
];

for (const [header, expected] of cases) {
  test(`next page of ${header}`, () => assert.equal(nextPage(header), expected));
}
