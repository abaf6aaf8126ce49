import assert from "node:assert/strict";
import { test } from "node:test";

import { countries, countryOf, likelyCountry, matching, withCode } from "../../../static/js/model/countries.js";

const all = countries("en");
const names = (found) => found.map(({ name }) => name);
const of = (region) => all.find((country) => country.region === region);

test("every country has a code and names in both languages", () => {
  assert.ok(all.length > 220);
  assert.ok(all.every(({ code, name, ownName, region }) => /^\d{1,3}$/.test(code) && name !== region && ownName !== ""));
  assert.equal(of("DE").ownName, "Deutschland");
  assert.equal(countries("es").find(({ region }) => region === "DE").name, "Alemania");
  assert.deepEqual(names(all), names(all).toSorted(new Intl.Collator("en").compare));
});

test("countries are found by either name, without accents, and by code", () => {
  assert.equal(names(matching(all, "deut"))[0], "Germany");
  assert.equal(names(matching(all, "espana"))[0], "Spain");
  assert.deepEqual(names(matching(all, "+49")), ["Germany"]);
  assert.ok(names(matching(all, "king")).includes("United Kingdom"));
  assert.equal(names(matching(all, "united s"))[0], "United States");
  assert.deepEqual(matching(all, "atlantis"), []);
  assert.equal(matching(all, " ").length, all.length);
});

test("a number determines its country", () => {
  assert.equal(countryOf(all, "+34 600 123 456").region, "ES");
  assert.equal(countryOf(all, "+1 555").region, "US");
  assert.equal(countryOf(all, "0044 20").region, "GB");
  assert.equal(countryOf(all, "+380 44").region, "UA");
  assert.equal(countryOf(all, "+9996620001"), undefined);
  assert.equal(countryOf(all, "600 123"), undefined);
});

test("a number without a code gets its country's", () => {
  assert.equal(withCode("0171 123456", of("DE")), "+49 171 123456");
  assert.equal(withCode("06 1234", of("IT")), "+39 06 1234");
  assert.equal(withCode("+34 600", of("DE")), "+34 600");
  assert.equal(withCode("0034 600", of("DE")), "+34 600");
  assert.equal(withCode("hello", of("DE")), "hello");
  assert.equal(withCode("600", undefined), "600");
});

test("a reader's country is guessed from the browser's languages", () => {
  assert.equal(likelyCountry(all, ["es-MX", "en-US"]).region, "MX");
  assert.equal(likelyCountry(all, ["de"]).region, "DE");
  assert.equal(likelyCountry(all, ["eo", "en-GB"]).region, "GB");
});
