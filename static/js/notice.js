// Short words at the page's foot.

const LIFETIME_MS = 6000;

/** Shows a notice; it goes by itself, or when its button is pressed.
 * @param {string} text
 */
export function notice(text) {
  const place = document.querySelector("[data-notices]");
  if (!place) return;
  const box = document.createElement("div");
  box.className = "notice";
  const words = document.createElement("p");
  words.className = "notice-text";
  words.textContent = text;
  const close = document.createElement("button");
  close.className = "notice-close";
  close.type = "button";
  close.setAttribute("aria-label", "Close");
  close.textContent = "✕";
  box.append(words, close);
  const timer = setTimeout(() => box.remove(), LIFETIME_MS);
  close.addEventListener("click", () => {
    clearTimeout(timer);
    box.remove();
  }, { once: true });
  // An open dialog is drawn above everything else, so its notices have to stand inside it.
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  (dialog ?? document.body).append(place);
  place.replaceChildren(box);
}
