// Asks before something is lost.

/**
 * @param {{title: string, text: string, yes: string}} question
 * @returns {Promise<boolean>} false also when the dialog is left in another way
 */
export function ask({ title, text, yes }) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-question]"));
  const put = (/** @type {string} */ hook, /** @type {string} */ words) => {
    const place = dialog.querySelector(`[data-question-${hook}]`);
    if (place) place.textContent = words;
  };
  put("title", title);
  put("text", text);
  put("yes", yes);
  dialog.returnValue = "no";
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}
