// The viewer's stage: shows one item, with what it offers: zooming a picture, playing at some speed.

import { whyNot } from "./api.js";
import { describe } from "./model/failure.js";
import { fileSize } from "./model/format.js";
import { isPicture } from "./model/picture-sources.js";
import { say } from "./model/words.js";
import { card } from "./viewer-card.js";
import { isPdf, isText, pdf, text } from "./viewer-document.js";
import { Picture } from "./viewer-picture.js";
import { Player } from "./viewer-player.js";

/** @typedef {import("./model/format.js").Media} Media */

export class Stage {
  #stage;
  #show;
  #controls;
  #speed;
  #apart;
  #icons;
  /** @type {Picture|null} */
  #picture = null;
  /** @type {Player|null} */
  #player = null;

  /**
   * @param {HTMLElement} dialog
   * @param {{icons: string, signal: AbortSignal}} options
   */
  constructor(dialog, { icons, signal }) {
    const part = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (dialog.querySelector(`[data-viewer-${hook}]`));
    this.#stage = part("stage");
    this.#show = part("show");
    this.#controls = part("player");
    this.#icons = icons;
    this.#speed = /** @type {HTMLSelectElement} */ (part("speed"));
    this.#apart = part("apart");
    this.#speed.addEventListener("change", () => this.#player?.setSpeed(Number(this.#speed.value)), { signal });
    this.#apart.addEventListener("click", () => this.#player?.toggleApart(), { signal });
  }

  /** Whether a picture is enlarged, so that dragging moves it. */
  get isZoomed() {
    return this.#picture?.isZoomed ?? false;
  }

  /** The size of the stage in CSS pixels. */
  get size() {
    return { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
  }

  /** The shown picture, if the item is one. */
  get picture() {
    return this.#picture;
  }

  /** The shown player, if the item has one. */
  get player() {
    return this.#player;
  }

  /** Shows an item. When the signal is aborted, its players and requests stop.
   * @param {Media} media @param {AbortSignal} signal
   */
  show(media, signal) {
    this.clear();
    const fail = async () => {
      const failure = await whyNot(media.stream_url, signal);
      if (!signal.aborted) this.#showCard(media, failure ? describe(failure) : say("viewer.unplayable"));
    };
    const [kind] = media.mime_type.split("/");
    this.#stage.dataset.kind = isPicture(media) ? "picture" : media.type;
    if (isPicture(media)) {
      this.#picture = new Picture(this.#stage, media, { fail, signal });
      this.#show.replaceChildren(...this.#picture.elements);
    } else if (media.type === "video" || (media.type === "animation" && kind === "video")) {
      this.#play(new Player("video", media, { fail, signal }));
    } else if (media.type === "audio" || media.type === "voice") {
      const player = new Player("audio", media, { fail, signal });
      this.#showCard(media, fileSize(media.size)).lastElementChild?.before(player.element);
      this.#play(player);
    } else if (isText(media) || isPdf(media)) {
      const preview = isText(media) ? text : pdf;
      this.#show.replaceChildren(preview(media, { signal, otherwise: (words) => this.#showCard(media, words) }));
    } else {
      this.#showCard(media, fileSize(media.size));
    }
  }

  clear() {
    this.#picture = null;
    this.#player = null;
    this.#controls.hidden = true;
    this.#show.replaceChildren();
  }

  /** @param {Player} player */
  #play(player) {
    this.#player = player;
    if (!player.element.parentElement) this.#show.replaceChildren(player.element);
    this.#controls.hidden = player.isLooped;
    const follow = () => this.#speed.value = String(player.speed);
    follow();
    this.#apart.hidden = !player.canGoApart;
    player.element.addEventListener("ratechange", follow, { signal: player.signal });
  }

  /** @param {Media} media @param {string} words */
  #showCard(media, words) {
    this.#picture = null;
    const box = card(media, this.#icons, words);
    this.#show.replaceChildren(box);
    return box;
  }
}
