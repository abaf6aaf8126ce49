// The drive, against the real server with its sandbox.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { sent, server } from "./drive/setting.js";
import "./drive/operator.js";
import "./drive/signing_in.js";
import "./drive/files.js";
import "./drive/shares.js";
import "./drive/readme.js";

after(() => server.stop());

test("the client has every operation of the document", async () => {
  const document = JSON.parse(await readFile(new URL("../openapi.json", import.meta.url), "utf8"));
  const missing = [];
  for (const [template, item] of Object.entries(document.paths)) {
    if (!template.startsWith("/api/v1/")) {
      continue;
    }
    const pattern = new RegExp(`^${template.replace(/\{[^}]*\}/g, "[^/]+")}$`);
    for (const method of Object.keys(item)) {
      const isSent = sent.some((request) => request.method === method.toUpperCase() && pattern.test(request.path));
      if (!isSent) {
        missing.push(`${method} ${template}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});
