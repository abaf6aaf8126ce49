// Files dragged onto the page, or pasted into it.

/**
 * @param {{signal: AbortSignal, add: (files: File[]) => void}} options
 */
export function acceptFiles({ signal, add }) {
  const hint = /** @type {HTMLElement} */ (document.querySelector("[data-drop]"));
  // Entering a child and leaving its parent come in pairs; at zero the pointer has left the page.
  let depth = 0;
  const over = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    hint.hidden = depth === 0;
  };
  const on = (/** @type {"dragenter"|"dragover"|"dragleave"|"drop"} */ type, /** @type {(event: DragEvent) => void} */ act) =>
    addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      act(event);
    }, { signal });

  on("dragenter", () => over(1));
  on("dragover", () => {});
  on("dragleave", () => over(-1));
  on("drop", (event) => {
    over(-depth);
    add([...(event.dataTransfer?.files ?? [])]);
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) add(files);
  }, { signal });
}
