import assert from "node:assert/strict";
import { test } from "node:test";

import { failureFrom } from "../../../static/js/model/failure.js";
import { START, codeSent, failed, passwordRequired, scan, signedIn, startOver } from "../../../static/js/model/sign-in-steps.js";

test("number, code, done", () => {
  const code = codeSent(START, "+9996620001");
  assert.deepEqual([code.step, code.phone], ["code", "+9996620001"]);
  assert.equal(signedIn(code).step, "done");
});

test("a missing second factor is followed by the password, with its hint", () => {
  const state = failed(codeSent(START, "+1"), failureFrom(401, '{"error":"…","password_required":true,"password_hint":"the usual"}'));
  assert.deepEqual([state.step, state.hint, state.failure], ["password", "the usual", null]);
  assert.equal(passwordRequired(state, null).hint, "");
});

test("any other failure stays at its step", () => {
  const failure = failureFrom(400, '{"error":"Invalid code. Please try again."}');
  const state = failed(codeSent(START, "+1"), failure);
  assert.deepEqual([state.step, state.failure], ["code", failure]);
});

test("starting over keeps only the number", () => {
  const state = startOver(failed(scan(codeSent(START, "+1")), new Error("x")));
  assert.deepEqual(state, { ...START, phone: "+1" });
});
