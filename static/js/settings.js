// The settings: a form that works by itself. Here it is sent as soon as something is chosen, and colours change in place.

/** @param {AbortSignal} signal */
export function followSettings(signal) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector("[data-settings]"));
  form?.addEventListener("change", (event) => {
    const choice = /** @type {HTMLInputElement} */ (event.target);
    // Words were chosen by the server, all over the page: it has to be rendered anew.
    if (choice.name !== "theme") return form.submit();
    document.documentElement.dataset.theme = choice.value;
    colourFrame(choice.value);
    const body = new URLSearchParams({ theme: choice.value });
    // Where it can't be kept, it still holds for this page.
    fetch(form.action, { method: "POST", body, signal, redirect: "manual" }).catch(() => {});
  }, { signal });
}

/** The browser's own frame goes along: only the colours of the chosen theme apply.
 * @param {string} theme
 */
function colourFrame(theme) {
  for (const meta of document.querySelectorAll("[data-frame]")) {
    const own = /** @type {HTMLElement} */ (meta).dataset.frame;
    const query = theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
    meta.setAttribute("media", query);
  }
}
