// The pages' texts, for tests without a page.

import { readFileSync } from "node:fs";

import { speak } from "../../../static/js/model/words.js";

/** @param {"en"|"es"} language @param {string} [regional] such as `en-GB` */
export function speakIn(language, regional = language) {
  speak(regional, JSON.parse(readFileSync(new URL(`../../../static/words/${language}.json`, import.meta.url), "utf8")));
}
