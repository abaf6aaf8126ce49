// Files that are dragged onto the page or pasted into it. The place where they are dropped chooses how they are sent.

/**
 * @param {{signal: AbortSignal, add: (files: File[], options: {asFile: boolean}) => void}} options
 */
export function acceptFiles({ signal, add }) {
  const hint = /** @type {HTMLElement} */ (document.querySelector("[data-drop]"));
  const places = [.../** @type {NodeListOf<HTMLElement>} */ (hint.querySelectorAll("[data-drop-as]"))];
  // Entering a child and leaving its parent come in pairs; at zero the pointer has left the page.
  let depth = 0;
  const over = (/** @type {number} */ change) => {
    depth = Math.max(0, depth + change);
    hint.hidden = depth === 0;
  };
  const placeOf = (/** @type {DragEvent} */ { target }) => places.find((place) => target instanceof Node && place.contains(target));
  const on = (/** @type {"dragenter"|"dragover"|"dragleave"|"drop"} */ type, /** @type {(event: DragEvent) => void} */ act) =>
    addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      act(event);
    }, { signal });

  on("dragenter", () => over(1));
  on("dragover", (event) => {
    const under = placeOf(event);
    for (const place of places) place.toggleAttribute("data-over", place === under);
  });
  on("dragleave", () => over(-1));
  on("drop", (event) => {
    over(-depth);
    add([...(event.dataTransfer?.files ?? [])], { asFile: placeOf(event)?.dataset.dropAs === "file" });
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) add(files, { asFile: false });
  }, { signal });
}
