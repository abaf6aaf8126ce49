// The button that picks files to upload, and its menu: as what they can be shown, or as the files they are.

/**
 * @param {{signal: AbortSignal, add: (files: File[], options: {asFile: boolean}) => void}} options
 */
export function pickFiles({ signal, add }) {
  const input = /** @type {HTMLInputElement} */ (document.querySelector("[data-upload-input]"));
  const menu = /** @type {HTMLElement} */ (document.querySelector("[data-upload-menu]"));
  let asFile = false;
  const pick = (/** @type {boolean} */ as) => () => {
    asFile = as;
    if (menu.matches(":popover-open")) menu.hidePopover();
    input.click();
  };
  document.querySelector("[data-upload-button]")?.addEventListener("click", pick(false), { signal });
  menu.querySelector("[data-upload-as-file]")?.addEventListener("click", pick(true), { signal });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // The same file may be picked again.
    input.value = "";
    add(files, { asFile });
    asFile = false;
  }, { signal });
}
