import assert from "node:assert/strict";
import { test } from "node:test";

import { language, say, translate } from "../../../static/js/model/words.js";
import { fileSize } from "../../../static/js/model/format.js";
import { speakIn } from "../harness/words.js";

test("placeholders are filled, with numbers in the language's format", () => {
  speakIn("en");
  assert.equal(say("timeline.download", { name: "{name}.jpg" }), "Download {name}.jpg");
  assert.deepEqual([1, 2, 12_345].map((count) => say("uploads.done", { count })), ["1 file uploaded", "2 files uploaded", "12,345 files uploaded"]);
});

test("Spanish has its own forms and numbers", () => {
  speakIn("es");
  assert.equal(language(), "es");
  assert.deepEqual([1, 12_345].map((count) => say("uploads.done", { count })), ["1 archivo subido", "12.345 archivos subidos"]);
  assert.equal(translate("Phone number is required."), "Falta el número de teléfono.");
  assert.equal(fileSize(1_500_000), "1,5 MB");
});

test("a key without a text is shown itself", () => {
  speakIn("en");
  assert.equal(say("no.such_key"), "no.such_key");
  assert.equal(translate("Said by nobody."), "Said by nobody.");
});
