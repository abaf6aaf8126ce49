// The rows of the upload panel.

import { say } from "./model/words.js";

/** @typedef {import("./model/upload-queue.js").Entry} Entry */

export class UploadRows {
  #list;
  #template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-upload-template]"));
  #icons;

  /**
   * @param {HTMLElement} panel
   * @param {object} options
   * @param {string} options.icons
   * @param {AbortSignal} options.signal
   * @param {(id: number) => void} options.cancel
   * @param {(id: number) => void} options.retry
   */
  constructor(panel, { icons, signal, cancel, retry }) {
    this.#list = /** @type {HTMLElement} */ (panel.querySelector("[data-uploads-list]"));
    this.#icons = icons;
    this.#list.addEventListener("click", ({ target }) => {
      const row = target instanceof Element ? /** @type {HTMLElement|null} */ (target.closest("[data-upload]")) : null;
      const button = target instanceof Element && target.closest("button");
      if (!row || !button) return;
      (button.matches("[data-upload-retry]") ? retry : cancel)(Number(row.dataset.upload));
    }, { signal });
  }

  /**
   * @param {readonly Readonly<Entry>[]} entries
   * @param {(entry: Readonly<Entry>) => string} words the text for its state
   */
  show(entries, words) {
    const rows = new Map([...this.#list.children].map((row) => [Number(/** @type {HTMLElement} */ (row).dataset.upload), row]));
    for (const [id, row] of rows) if (!entries.some((entry) => entry.id === id)) row.remove();
    for (const entry of entries) this.#draw(rows.get(entry.id) ?? this.#add(entry), entry, words(entry));
  }

  /** @param {Readonly<Entry>} entry */
  #add({ id, name }) {
    const row = /** @type {HTMLElement} */ (/** @type {Element} */ (this.#template.content.firstElementChild).cloneNode(true));
    row.dataset.upload = String(id);
    part(row, "name").textContent = name;
    part(row, "progress").setAttribute("aria-label", name);
    part(row, "retry").setAttribute("aria-label", say("uploads.retry", { name }));
    part(row, "retry").querySelector("use")?.setAttribute("href", `${this.#icons}#retry`);
    part(row, "cancel").querySelector("use")?.setAttribute("href", `${this.#icons}#close`);
    this.#list.append(row);
    return row;
  }

  /** @param {Element} row @param {Readonly<Entry>} entry @param {string} words */
  #draw(row, { name, state, sent }, words) {
    const isOver = state === "failed" || state === "cancelled";
    /** @type {HTMLElement} */ (row).dataset.state = state;
    part(row, "state").textContent = words;
    /** @type {HTMLProgressElement} */ (part(row, "progress")).value = sent;
    part(row, "retry").hidden = !isOver && state !== "resting";
    part(row, "cancel").hidden = state === "done";
    part(row, "cancel").setAttribute("aria-label", isOver ? say("uploads.remove", { name }) : say("uploads.cancel", { name }));
  }
}

/** @param {Element} row @param {string} hook */
function part(row, hook) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-upload-${hook}]`));
}
