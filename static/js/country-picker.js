// The field for a number's country. It searches by name, in the reader's language or the country's own, and by dial code. A number that begins
// with a dial code selects its country by itself.

import { countries, countryOf, likelyCountry, matching, withCode } from "./model/countries.js";
import { language, say } from "./model/words.js";

/** @typedef {import("./model/countries.js").Country} Country */

export class CountryPicker {
  #input;
  #code;
  #list;
  #phone;
  #all = countries(language());
  /** @type {Country|undefined} */
  #country;
  /** @type {Country[]} */
  #offered = [];
  /** The index of the option that the keyboard has reached. */
  #at = 0;

  /**
   * @param {HTMLElement} field
   * @param {{phone: HTMLInputElement, signal: AbortSignal}} options
   */
  constructor(field, { phone, signal }) {
    const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (field.querySelector(`[data-country-${hook}]`));
    this.#input = /** @type {HTMLInputElement} */ (part("input"));
    this.#code = part("code");
    this.#list = part("list");
    this.#phone = phone;
    this.#show(countryOf(this.#all, phone.value) ?? likelyCountry(this.#all, navigator.languages));
    const on = (/** @type {HTMLElement} */ element, /** @type {string} */ event, /** @type {(event: any) => void} */ act) => element.addEventListener(event, act, { signal });
    on(this.#input, "focus", () => this.#input.select());
    on(this.#input, "click", () => this.#offer(""));
    on(this.#input, "input", () => this.#offer(this.#input.value));
    on(this.#input, "keydown", (event) => this.#key(event));
    // Without a choice the field goes back to the current country.
    on(this.#input, "blur", () => this.#show(this.#country));
    on(this.#list, "mousedown", (event) => {
      // Keeps the focus in the field until the click.
      event.preventDefault();
      const region = event.target instanceof Element && /** @type {HTMLElement|null} */ (event.target.closest("[data-region]"))?.dataset.region;
      const chosen = this.#offered.find((country) => country.region === region);
      if (chosen) this.#choose(chosen);
    });
    on(phone, "input", () => {
      const country = countryOf(this.#all, phone.value);
      if (country && country.code !== this.#country?.code) this.#show(country);
    });
  }

  /** The number with its dial code.
   * @param {string} number as typed
   */
  complete(number) {
    return withCode(number, this.#country);
  }

  /** @param {string} typed */
  #offer(typed) {
    this.#offered = matching(this.#all, typed);
    this.#list.replaceChildren(...this.#offered.map(option));
    if (this.#offered.length === 0) this.#list.append(nothing());
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#move(typed === "" ? Math.max(0, this.#offered.findIndex(({ region }) => region === this.#country?.region)) : 0);
  }

  /** @param {number} at */
  #move(at) {
    const options = this.#list.querySelectorAll("[role=option]");
    options[this.#at]?.setAttribute("aria-selected", "false");
    this.#at = Math.min(options.length - 1, Math.max(0, at));
    const option = options[this.#at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const isOpen = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) this.#offer("");
      else this.#move(this.#at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && isOpen) {
      const chosen = this.#offered[this.#at];
      if (chosen) this.#choose(chosen);
    } else if (event.key === "Escape" && isOpen) {
      this.#show(this.#country);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {Country} country */
  #choose(country) {
    const { value } = this.#phone;
    const old = this.#country;
    this.#show(country);
    // Replaces the dial code of the previous country.
    if (old && old.code !== country.code && countryOf(this.#all, value)?.code === old.code) {
      this.#phone.value = value.trim().replace(/^(\+|00)/, "").replace(new RegExp(`^\\s*${old.code}`), `+${country.code}`);
    }
    this.#phone.focus();
  }

  /** @param {Country|undefined} country */
  #show(country) {
    this.#country = country;
    this.#input.value = country?.name ?? "";
    this.#code.textContent = country ? `+${country.code}` : "";
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}

/** @param {Country} country */
function option({ region, code, name, ownName }) {
  const row = document.createElement("li");
  row.id = `country-${region}`;
  row.className = "combo-option";
  row.dataset.region = region;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.append(words("combo-name", name));
  if (ownName !== name) row.append(words("combo-own", ownName));
  row.append(words("combo-dial", `+${code}`));
  return row;
}

function nothing() {
  const row = document.createElement("li");
  row.className = "combo-nothing";
  row.setAttribute("role", "option");
  row.setAttribute("aria-disabled", "true");
  row.textContent = say("sign_in.no_country");
  return row;
}

/** @param {string} name @param {string} text */
function words(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
