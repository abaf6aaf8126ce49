// The upload button and its menu: to send files as media, or as files.

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
    // So that the same file can be chosen again.
    input.value = "";
    add(files, { asFile });
    asFile = false;
  }, { signal });
}
