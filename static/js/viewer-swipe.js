// Swiping on a touch screen: sideways to the neighbours, down to close. The item follows the finger.

/** The distance of a swipe in CSS pixels, or its speed in pixels per millisecond. */
const FAR = 90;
const FAST = 0.5;
/** A shorter movement is a tap. */
const STILL = 10;
/** The height of a player's controls, at its bottom. */
const CONTROLS = 88;

/**
 * @param {HTMLElement} stage
 * @param {object} options
 * @param {(step: number) => void} options.step
 * @param {() => void} options.close
 * @param {() => boolean} options.isZoomed whether dragging pans
 * @param {AbortSignal} options.signal
 */
export function followSwipes(stage, { step, close, isZoomed, signal }) {
  /** @type {{id: number, x: number, y: number, time: number}|null} */
  let from = null;
  const shown = () => /** @type {HTMLElement|null} */ (stage.querySelector("[data-viewer-show]"));
  const move = (/** @type {number} */ x, /** @type {number} */ y) => {
    const show = shown();
    if (show) show.style.translate = x === 0 && y === 0 ? "" : `${x}px ${y}px`;
  };
  const end = () => {
    from = null;
    stage.removeAttribute("data-swiping");
    move(0, 0);
  };

  stage.addEventListener("pointerdown", (event) => {
    // A second finger is not a swipe.
    if (from) return end();
    if (event.pointerType === "mouse" || isZoomed() || isControl(event)) return;
    from = { id: event.pointerId, x: event.clientX, y: event.clientY, time: event.timeStamp };
  }, { signal });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerId !== from?.id) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.hypot(x, y) < STILL) return;
    stage.setAttribute("data-swiping", "");
    if (Math.abs(x) > Math.abs(y)) move(x, 0);
    else move(0, Math.max(0, y));
  }, { signal });
  stage.addEventListener("pointerup", (event) => {
    if (event.pointerId !== from?.id) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    const time = Math.max(1, event.timeStamp - from.time);
    const goes = (/** @type {number} */ way) => way > FAR || (way > STILL && way / time > FAST);
    end();
    if (Math.abs(x) > Math.abs(y)) {
      // In a script from right to left, the next item is on the left.
      const forwards = getComputedStyle(stage).direction === "rtl" ? 1 : -1;
      if (goes(Math.abs(x))) step(Math.sign(x) * forwards);
    } else if (goes(y)) {
      close();
    }
  }, { signal });
  stage.addEventListener("pointercancel", (event) => event.pointerId === from?.id && end(), { signal });
}

/** @param {PointerEvent} event */
function isControl({ target, clientY }) {
  if (!(target instanceof Element)) return true;
  if (target instanceof HTMLMediaElement) return target.getBoundingClientRect().bottom - clientY < CONTROLS;
  return target.closest("button, a, select, textarea") !== null;
}
