// The example of the client's README, as it stands there.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { openShare } from "../../dist/index.js";
import { client } from "./setting.js";

test("the example works as it stands", async () => {
  await client().register("user", "pass");
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const example = readme.match(/## The drive\n\n```ts\nimport .*\n([^]*?)```/)?.[1];
  assert(example);
  /** @type {unknown[]} */
  const shown = [];
  let bytes = 0;
  const names = {
    createDrive: () => client(),
    openShare,
    input: { files: [new File(["a picture of the sea"], "beach.jpg", { type: "image/jpeg" })] },
    show: (/** @type {unknown} */ value) => shown.push(value),
    use: (/** @type {Uint8Array} */ piece) => (bytes += piece.length),
  };
  const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);
  const run = new AsyncFunction(...Object.keys(names), `${example}; return shared;`);
  const shared = await run(...Object.values(names));
  assert.deepEqual(shown, [1, "beach.jpg"]);
  assert.equal(bytes, 20);
  assert.equal(await (await shared.download()).text(), "a picture of the sea");
});
