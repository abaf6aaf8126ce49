// The caption of an item, and the form to edit it.

import { editCaption, wasAborted } from "./api.js";
import { describe } from "./model/failure.js";
import { say } from "./model/words.js";

/** @typedef {import("./model/format.js").Media} Media */

export class CaptionForm {
  #shown;
  #edit;
  #form;
  #field;
  #error;
  #changed;
  #signal;
  /** @type {Media|null} */
  #media = null;

  /**
   * @param {HTMLElement} dialog
   * @param {{signal: AbortSignal, changed: (media: Media) => void}} options
   */
  constructor(dialog, { signal, changed }) {
    const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (dialog.querySelector(`[data-viewer-caption${hook}]`));
    this.#shown = part("");
    this.#edit = part("-edit");
    this.#form = /** @type {HTMLFormElement} */ (part("-form"));
    this.#field = /** @type {HTMLTextAreaElement} */ (part("-field"));
    this.#error = part("-error");
    this.#changed = changed;
    this.#signal = signal;
    this.#edit.addEventListener("click", () => this.open(), { signal });
    part("-cancel").addEventListener("click", () => this.#close(), { signal });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    }, { signal });
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }, { signal });
  }

  /** @param {Media} media @param {string} caption what stands below it: its own caption, or that of its album */
  show(media, caption = media.caption ?? "") {
    this.#media = media;
    this.tell(caption);
    const words = media.caption ? say("viewer.edit_caption") : say("viewer.add_caption");
    this.#edit.title = words;
    this.#edit.setAttribute("aria-label", words);
    this.#hide();
  }

  /** @param {string} caption */
  tell(caption) {
    this.#shown.textContent = caption;
  }

  /** Edits the item's own caption. */
  open() {
    this.#field.value = this.#media?.caption ?? "";
    this.#form.hidden = false;
    this.#shown.hidden = true;
    this.#field.focus();
  }

  #close() {
    this.#hide();
    this.#edit.focus();
  }

  #hide() {
    this.#form.hidden = true;
    this.#shown.hidden = false;
    this.#error.textContent = "";
  }

  async #save() {
    const media = this.#media;
    const button = this.#form.querySelector("[type=submit]");
    if (!media || button?.getAttribute("aria-busy") === "true") return;
    button?.setAttribute("aria-busy", "true");
    try {
      const edited = await editCaption(media.id, this.#field.value.trim(), this.#signal);
      this.#changed(edited);
      if (this.#media?.id !== media.id) return;
      this.show(edited);
      this.#edit.focus();
    } catch (failure) {
      if (!wasAborted(failure) && this.#media?.id === media.id) this.#error.textContent = describe(failure);
    } finally {
      button?.removeAttribute("aria-busy");
    }
  }
}
