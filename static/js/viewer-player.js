// A film or a sound: the browser's own player, with speeds, and apart from the page where the browser can.

import { withParameter } from "./model/format.js";

/** @typedef {import("./model/format.js").Media} Media */

/** What can be chosen. */
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The speed that was chosen last: it holds for what is played next. */
let chosen = 1;

export class Player {
  /**
   * @param {"video"|"audio"} kind
   * @param {Media} media
   * @param {{fail: () => void, signal: AbortSignal}} options
   */
  constructor(kind, media, { fail, signal }) {
    const element = document.createElement(kind);
    this.element = element;
    this.signal = signal;
    /** Short films without sound go round and round. */
    this.isLooped = media.type === "animation";
    element.className = `viewer-${kind}`;
    element.setAttribute("aria-label", media.name);
    if (element instanceof HTMLVideoElement) {
      element.playsInline = true;
      if (media.has_thumbnail) element.poster = withParameter(media.thumbnail_url, "size", "x");
    }
    if (this.isLooped) Object.assign(element, { loop: true, muted: true });
    else Object.assign(element, { controls: true, defaultPlaybackRate: chosen, playbackRate: chosen });
    element.addEventListener("error", fail, { once: true, signal });
    signal.addEventListener("abort", () => {
      // Only without an address does a player let go of its connection.
      element.pause();
      element.removeAttribute("src");
      element.load();
    }, { once: true });
    element.src = media.stream_url;
    // Opening was a click, so it may start; where the browser thinks otherwise, its controls are there.
    element.play().catch(() => {});
  }

  get speed() {
    return this.element.playbackRate;
  }

  /** @param {number} speed */
  setSpeed(speed) {
    chosen = speed;
    this.element.playbackRate = speed;
  }

  /** The next speed up or down.
   * @param {number} step
   */
  shift(step) {
    const at = SPEEDS.indexOf(this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))]);
  }

  toggle() {
    if (this.element.paused) this.element.play().catch(() => {});
    else this.element.pause();
  }

  /** @param {number} seconds on, or back */
  seek(seconds) {
    const { duration, currentTime } = this.element;
    if (Number.isFinite(duration)) this.element.currentTime = Math.min(duration, Math.max(0, currentTime + seconds));
  }

  /** Whether it can leave the page for a small window of its own. */
  get canGoApart() {
    return this.element instanceof HTMLVideoElement && !this.isLooped && document.pictureInPictureEnabled;
  }

  toggleApart() {
    if (!this.canGoApart || !(this.element instanceof HTMLVideoElement)) return;
    const going = document.pictureInPictureElement === this.element ? document.exitPictureInPicture() : this.element.requestPictureInPicture();
    // Before its first frame it can't; then nothing happens, as with any button pressed too early.
    going.catch(() => {});
  }

  toggleFullScreen() {
    const going = document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen();
    going.catch(() => {});
  }
}
