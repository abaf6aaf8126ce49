// The texts of the page, in the reader's language. They are in static/words/, one file for each language; the server chooses the language.

/** A text, or its forms for one and for other numbers.
 * @typedef {string|{one: string, other: string}} Text
 * @typedef {Record<string, Record<string, Text>>} Words
 */

/** @type {Words} */
let words = {};
let tag = "en";
let plurals = new Intl.PluralRules(tag);
let numbers = new Intl.NumberFormat(tag);

/** Sets the language and its texts.
 * @param {string} language its tag, such as `es` or `es-MX`
 * @param {Words} texts
 */
export function speak(language, texts) {
  words = texts;
  tag = language;
  plurals = new Intl.PluralRules(tag);
  numbers = new Intl.NumberFormat(tag);
}

/** The tag of the language, for Intl. */
export function language() {
  return tag;
}

/** The text of a key, with its placeholders filled; `count` also chooses the form. Write keys as whole literals, because a test searches for them.
 * @param {string} key such as `viewer.close`
 * @param {Record<string, string|number>} [values]
 */
export function say(key, values = {}) {
  const dot = key.indexOf(".");
  const text = words[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key;
  const form = typeof text === "string" ? text : text[plurals.select(Number(values.count)) === "one" ? "one" : "other"];
  return form.replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    return value === undefined ? place : typeof value === "number" ? numbers.format(value) : value;
  });
}

/** The translation of a sentence of the API.
 * @param {string} sentence
 */
export function translate(sentence) {
  const text = words.refusals?.[sentence];
  return typeof text === "string" ? text : sentence;
}
