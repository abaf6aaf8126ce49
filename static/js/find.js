// The search form: short URLs, a date that submits the form, and the key `/` for the search field.

/** @param {AbortSignal} signal */
export function findByForm(signal) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector("[data-find]"));
  if (!form) return;
  const words = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value.trim() !== "") fields.set(name, value.trim());
    location.assign(fields.size > 0 ? `/?${fields}` : "/");
  }, { signal });
  /** @type {HTMLInputElement} */ (form.elements.namedItem("date")).addEventListener("change", () => form.requestSubmit(), { signal });
  // The search field's own clear button also ends the search.
  words.addEventListener("search", () => {
    if (words.value === "" && words.defaultValue !== "") form.requestSubmit();
  }, { signal });
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    words.select();
    words.focus();
  }, { signal });
}
