// The client against answers as the server gives them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createHeliograph, HeliographError } from "../dist/index.js";

const BASE = "http://localhost:8000";

/**
 * A client whose requests are kept, and answered with the same.
 *
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
function answering(status, body, headers = {}) {
  /** @type {Request[]} */
  const asked = [];
  const heliograph = createHeliograph(`${BASE}/`, {
    headers: { cookie: "heliograph=x" },
    fetch: async (request) => {
      asked.push(request);
      return Response.json(body, { status, headers });
    },
  });
  return { heliograph, asked };
}

test("a page of the list tells the total and how to go on", async () => {
  const link = '</get-saved-messages-media?before=41&limit=2&type=photo&q=sea%20%26%20sky>; rel="next"';
  const { heliograph, asked } = answering(200, [{ id: 42 }, { id: 41 }], { "X-Total-Count": "7", Link: link });
  const page = await heliograph.listMedia({ limit: 2, type: "photo", q: "sea & sky" });
  assert.equal(asked[0]?.url, `${BASE}/get-saved-messages-media?limit=2&type=photo&q=sea%20%26%20sky`);
  assert.deepEqual(page.items.map((item) => item.id), [42, 41]);
  assert.equal(page.total, 7);
  assert.deepEqual(page.next, { before: 41, limit: 2, type: "photo", q: "sea & sky" });
});

test("the last page has none after it", async () => {
  const { heliograph } = answering(200, [], { "X-Total-Count": "0" });
  assert.deepEqual(await heliograph.listMedia(), { items: [], total: 0, next: null });
});

test("a wait is an error that tells for how long", async () => {
  const body = { error: "Too many requests. Please try again later.", code: "flood_wait", retry_after: 42 };
  const { heliograph, asked } = answering(429, body, { "Retry-After": "42", "X-Request-Id": "abc" });
  await assert.rejects(heliograph.sendCode("+9996620001"), (error) => {
    assert(error instanceof HeliographError);
    assert.equal(error.message, body.error);
    assert.deepEqual([error.status, error.code, error.retryAfter, error.requestId], [429, "flood_wait", 42, "abc"]);
    return true;
  });
  assert.equal(asked[0]?.method, "POST");
  assert.equal(asked[0]?.credentials, "include");
  assert.equal(asked[0]?.headers.get("cookie"), "heliograph=x");
  assert.deepEqual(await asked[0]?.json(), { phone: "+9996620001" });
});

test("a missing second factor tells its hint", async () => {
  const body = {
    error: "Two-factor authentication is enabled.",
    code: "password_required",
    password_required: true,
    password_hint: "the usual",
  };
  const { heliograph } = answering(401, body);
  await assert.rejects(heliograph.signIn("+9996621001", "22222"), (error) => {
    assert(error instanceof HeliographError);
    assert.deepEqual([error.code, error.passwordRequired, error.passwordHint], ["password_required", true, "the usual"]);
    return true;
  });
});

test("an answer of somebody else's is an error as well", async () => {
  const fetch = async () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "3" } });
  const heliograph = createHeliograph(BASE, { fetch });
  await assert.rejects(heliograph.countMedia(), (error) => {
    assert(error instanceof HeliographError);
    assert.equal(error.message, "The server answered with status 502.");
    assert.deepEqual([error.code, error.retryAfter], [undefined, 3]);
    return true;
  });
});

test("paths become addresses of the server", () => {
  const heliograph = createHeliograph(BASE);
  const media = { stream_url: "/stream_media/42/a%20b.mp4", thumbnail_url: "/stream_thumbnail/42" };
  assert.equal(heliograph.streamUrl(media), `${BASE}/stream_media/42/a%20b.mp4`);
  assert.equal(heliograph.streamUrl(media, { download: true }), `${BASE}/stream_media/42/a%20b.mp4?download=1`);
  assert.equal(heliograph.thumbnailUrl(media, "x"), `${BASE}/stream_thumbnail/42?size=x`);
  assert.equal(heliograph.thumbnailUrl({ thumbnail_url: null }), null);
  assert.equal(heliograph.downloadUrl([3, 1]), `${BASE}/download?ids=3,1`);
  assert.equal(createHeliograph().url("/events"), "/events");
});
