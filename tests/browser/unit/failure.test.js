import assert from "node:assert/strict";
import { test } from "node:test";

import { describe, failureFrom, waitText } from "../../../static/js/model/failure.js";
import { speakIn } from "../harness/words.js";

speakIn("en");

test("the server's sentence is shown", () => {
  const failure = failureFrom(400, '{"error":"Invalid code. Please try again."}');
  assert.equal(describe(failure), "Invalid code. Please try again.");
});

test("a wait is shown with its length", () => {
  const failure = failureFrom(429, '{"error":"Too many requests. Please try again later.","retry_after":42}');
  assert.equal(failure.wait, 42);
  assert.equal(describe(failure), "Too many requests. Please try again in 42 seconds.");
  assert.equal(describe(failure, 1), "Too many requests. Please try again in 1 second.");
});

test("responses without JSON have a text too", () => {
  for (const text of ["", "<html>", "null", '"text"', "[]"]) assert.match(describe(failureFrom(502, text)), /502/);
  assert.match(describe(failureFrom(0, "")), /can’t be reached/);
  assert.match(describe(failureFrom(413, "")), /too large/);
});

test("a missing second factor is not the end of the session", () => {
  assert.equal(failureFrom(401, '{"error":"User not authenticated."}').isSignedOut, true);
  assert.equal(failureFrom(401, '{"error":"…","password_required":true}').isSignedOut, false);
});

test("internal errors show no details", () => {
  assert.equal(describe(new TypeError("x is undefined")), "Something went wrong. Please reload the page.");
});

test("waits are in a suitable unit", () => {
  assert.deepEqual([1, 119, 120, 3600, 7200].map(waitText), ["1 second", "119 seconds", "2 minutes", "60 minutes", "2 hours"]);
});
