// The sign-in page: shows the current step and sends its form.

import "./words.js";
import { checkPassword, sendCode, signIn, wasAborted } from "./api.js";
import { CountryPicker } from "./country-picker.js";
import { whereItWent } from "./model/code-sent.js";
import { Failure, describe } from "./model/failure.js";
import { START, codeSent, failed, passwordRequired, scan, signedIn, startOver } from "./model/sign-in-steps.js";
import { say } from "./model/words.js";
import { svgAddress, watchQr } from "./qr.js";
import { followSettings } from "./settings.js";

/** @typedef {import("./model/sign-in-steps.js").State} State */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-sign-in]"));
const page = new AbortController();
const steps = new Map([...root.querySelectorAll("[data-form]")].map((one) => [one.getAttribute("data-form"), /** @type {HTMLElement} */ (one)]));

/** @type {State} */
let state = { ...START, step: /** @type {any} */ (root.dataset.step) || "number", phone: field("phone").value, sent: root.querySelector("[data-code-sent]")?.textContent ?? "" };
const picker = new CountryPicker(/** @type {HTMLElement} */ (root.querySelector("[data-country]")), { phone: field("phone"), signal: page.signal });
/** The requests and timers of the current step, aborted at its end. */
let current = new AbortController();

/** @param {string} name the field's id */
function field(name) {
  return /** @type {HTMLInputElement} */ (root.querySelector(`#${name}`));
}

/** @param {State} next */
function show(next) {
  const moved = next.step !== state.step;
  state = next;
  if (moved) {
    current.abort();
    current = new AbortController();
  }
  if (state.step === "done") return location.assign("/");
  for (const [step, form] of steps) form.hidden = step !== state.step;
  text("[data-code-label]", state.phone ? say("sign_in.code_to", { phone: state.phone }) : say("sign_in.code"));
  text("[data-code-sent]", state.sent);
  text("[data-password-hint]", state.hint ? say("sign_in.hint", { hint: state.hint }) : "");
  /** @type {HTMLInputElement} */ (root.querySelector("[data-username]")).value = state.phone;
  showFailure();
  if (moved || state.failure) focus(moved);
}

/** @param {string} hook @param {string} words */
function text(hook, words) {
  const place = root.querySelector(hook);
  if (place) place.textContent = words;
}

/** Shows a failure below the field, and counts down a wait. */
function showFailure() {
  const form = steps.get(state.step);
  const place = form?.querySelector("[data-error]");
  if (!form || !place) return;
  const input = form.querySelector(".field-input[name]");
  const button = /** @type {HTMLButtonElement|null} */ (form.querySelector("[type=submit]"));
  input?.toggleAttribute("aria-invalid", false);
  place.removeAttribute("aria-live");
  place.textContent = state.failure ? describe(state.failure) : "";
  if (!state.failure) return;
  input?.setAttribute("aria-invalid", "true");
  if (!(state.failure instanceof Failure) || !state.failure.wait || !button) return;
  const { failure } = state;
  const until = Date.now() + failure.wait * 1000;
  button.disabled = true;
  // Announced once: a screen reader should not read every second.
  place.setAttribute("aria-live", "off");
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0 && state.failure === failure) place.textContent = describe(failure, left);
    else {
      clearInterval(timer);
      button.disabled = false;
      if (state.failure === failure) show({ ...state, failure: null });
    }
  };
  const timer = setInterval(tick, 1000);
  current.signal.addEventListener("abort", () => {
    clearInterval(timer);
    button.disabled = false;
  }, { once: true });
}

/** @param {boolean} moved a new step starts empty; a refused value is selected, to be replaced */
function focus(moved) {
  const input = /** @type {HTMLInputElement|null|undefined} */ (steps.get(state.step)?.querySelector(".field-input[name]"));
  if (moved && input && input.name !== "phone") input.value = "";
  input?.focus();
  input?.select();
}

/** Runs a form's request, with its button disabled meanwhile.
 * @param {Element|null|undefined} form
 * @param {(signal: AbortSignal) => Promise<State>} request
 */
async function run(form, request) {
  const button = /** @type {HTMLButtonElement|null|undefined} */ (form?.querySelector("[type=submit]"));
  if (button?.getAttribute("aria-busy") === "true") return;
  button?.setAttribute("aria-busy", "true");
  try {
    show(await request(current.signal));
  } catch (error) {
    if (!wasAborted(error)) show(failed(state, error));
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

/** @type {Record<string, (signal: AbortSignal) => Promise<State>>} */
const requests = {
  async number(signal) {
    const phone = picker.complete(field("phone").value);
    return codeSent(state, phone, whereItWent(await sendCode(phone, signal)));
  },
  async code(signal) {
    await signIn(state.phone, field("code").value.trim(), signal);
    return signedIn(state);
  },
  async password(signal) {
    await checkPassword(field("password").value, signal);
    return signedIn(state);
  },
};

function startQr() {
  show(scan(state));
  const frame = root.querySelector("[data-qr-frame]");
  const picture = /** @type {HTMLImageElement} */ (root.querySelector("[data-qr-picture]"));
  const again = /** @type {HTMLElement} */ (root.querySelector("[data-qr-again]"));
  const waiting = (/** @type {boolean} */ is) => {
    picture.hidden = is;
    frame?.setAttribute("aria-busy", String(is));
  };
  waiting(true);
  again.hidden = true;
  watchQr({
    token(svg) {
      picture.src = svgAddress(svg);
      waiting(false);
    },
    passwordRequired: (hint) => show(passwordRequired(state, hint)),
    signedIn: () => show(signedIn(state)),
    failed(failure) {
      picture.hidden = true;
      frame?.setAttribute("aria-busy", "false");
      again.hidden = false;
      show(failed(state, failure));
    },
  }, current.signal);
}

for (const [step, form] of steps) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(form, requests[/** @type {string} */ (step)]);
  }, { signal: page.signal });
}
root.addEventListener("click", (event) => {
  const hit = (/** @type {string} */ hook) => event.target instanceof Element && event.target.closest(hook);
  if (hit("[data-start-over]")) {
    event.preventDefault();
    show(startOver(state));
  } else if (hit("[data-send-again]")) {
    run(steps.get("code"), async (signal) => {
      return codeSent(state, state.phone, whereItWent(await sendCode(state.phone, signal)));
    });
  } else if (hit("[data-qr-open]") || hit("[data-qr-again]")) {
    startQr();
  }
}, { signal: page.signal });
followSettings(page.signal);
addEventListener("pagehide", () => {
  current.abort();
  page.abort();
}, { once: true });
