// The settings form: sent as soon as something is chosen; a theme changes in place.

/** @param {AbortSignal} signal */
export function followSettings(signal) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector("[data-settings]"));
  form?.addEventListener("change", (event) => {
    const choice = /** @type {HTMLInputElement} */ (event.target);
    // The texts of the whole page come from the server, so it is loaded again.
    if (choice.name !== "theme") return form.submit();
    document.documentElement.dataset.theme = choice.value;
    colourFrame(choice.value);
    const body = new URLSearchParams({ theme: choice.value });
    // If the choice cannot be stored, it still applies to this page.
    fetch(form.action, { method: "POST", body, signal, redirect: "manual" }).catch(() => {});
  }, { signal });
}

/** The colour of the browser's own frame: that of the chosen theme.
 * @param {string} theme
 */
function colourFrame(theme) {
  for (const meta of document.querySelectorAll("[data-frame]")) {
    const own = /** @type {HTMLElement} */ (meta).dataset.frame;
    const query = theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
    meta.setAttribute("media", query);
  }
}
