// The form for finding, made pleasant: a clean address, a day that is gone to as soon as it is picked, and / to get there.

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
  // A search field's own cross empties it: the search is over then.
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
