// A video or audio: the browser's own player, with speeds and picture in picture.

import { withParameter } from "./model/format.js";

/** @typedef {import("./model/format.js").Media} Media */

/** The speeds to choose from. */
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The last chosen speed, also for the next item. */
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
    /** Animations (short videos without sound) are played in a loop. */
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
      // A player closes its connection only when its source is removed.
      element.pause();
      element.removeAttribute("src");
      element.load();
    }, { once: true });
    element.src = media.stream_url;
    // The click that opened it allows playback; if the browser does not agree, its controls are visible.
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

  /** The next higher or lower speed.
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

  /** @param {number} seconds forwards, or backwards if negative */
  seek(seconds) {
    const { duration, currentTime } = this.element;
    if (Number.isFinite(duration)) this.element.currentTime = Math.min(duration, Math.max(0, currentTime + seconds));
  }

  /** Whether picture in picture is available. */
  get canGoApart() {
    return this.element instanceof HTMLVideoElement && !this.isLooped && document.pictureInPictureEnabled;
  }

  toggleApart() {
    if (!this.canGoApart || !(this.element instanceof HTMLVideoElement)) return;
    const going = document.pictureInPictureElement === this.element ? document.exitPictureInPicture() : this.element.requestPictureInPicture();
    // Not possible before the first frame; then nothing happens.
    going.catch(() => {});
  }

  toggleFullScreen() {
    const going = document.fullscreenElement ? document.exitFullscreen() : this.element.requestFullscreen();
    going.catch(() => {});
  }
}
