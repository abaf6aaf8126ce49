// What the viewer shows of one item: a picture, a player, or a card.

import { describe } from "./model/failure.js";
import { fileSize, withParameter } from "./model/format.js";
import { say } from "./model/words.js";
import { whyNot } from "./api.js";

/** @typedef {import("./model/format.js").Media} Media */

/** Fills the stage; when the signal ends, players stop and their requests with them.
 * @param {HTMLElement} stage
 * @param {Media} media
 * @param {{icons: string, signal: AbortSignal}} options
 */
export function fill(stage, media, { icons, signal }) {
  const fail = async () => {
    const failure = await whyNot(media.stream_url, signal);
    if (signal.aborted) return;
    const words = failure ? describe(failure) : say("viewer.unplayable");
    stage.replaceChildren(card(media, icons, words));
  };
  stage.replaceChildren(...parts(media, icons, fail, signal));
}

/**
 * @param {Media} media @param {string} icons @param {() => void} fail @param {AbortSignal} signal
 * @returns {Element[]}
 */
function parts(media, icons, fail, signal) {
  const [kind] = media.mime_type.split("/");
  if (media.type === "video" || (media.type === "animation" && kind === "video")) return [video(media, fail, signal)];
  if (media.type === "photo" || media.type === "animation") return picture(media, fail, signal);
  if (media.type === "audio" || media.type === "voice") {
    const box = card(media, icons, fileSize(media.size));
    box.append(audio(media, fail, signal));
    return [box];
  }
  return [card(media, icons, fileSize(media.size))];
}

/** The thumbnail at once, the picture over it when it is there.
 * @param {Media} media @param {() => void} fail @param {AbortSignal} signal
 */
function picture(media, fail, signal) {
  const image = document.createElement("img");
  image.className = "viewer-picture";
  image.alt = media.caption || media.name;
  const preview = document.createElement("img");
  preview.className = "viewer-picture viewer-preview";
  preview.alt = "";
  preview.src = media.has_thumbnail ? withParameter(media.thumbnail_url, "size", "m") : media.placeholder ?? "";
  image.addEventListener("load", () => preview.remove(), { once: true, signal });
  image.addEventListener("error", fail, { once: true, signal });
  signal.addEventListener("abort", () => image.removeAttribute("src"), { once: true });
  image.src = media.stream_url;
  return preview.getAttribute("src") ? [preview, image] : [image];
}

/** @param {Media} media @param {() => void} fail @param {AbortSignal} signal */
function video(media, fail, signal) {
  const player = document.createElement("video");
  player.className = "viewer-video";
  player.playsInline = true;
  player.preload = "metadata";
  if (media.has_thumbnail) player.poster = withParameter(media.thumbnail_url, "size", "x");
  if (media.type === "animation") {
    Object.assign(player, { loop: true, muted: true });
  } else {
    player.controls = true;
  }
  return play(player, media, fail, signal);
}

/** @param {Media} media @param {() => void} fail @param {AbortSignal} signal */
function audio(media, fail, signal) {
  const player = document.createElement("audio");
  player.className = "viewer-audio";
  player.controls = true;
  return play(player, media, fail, signal);
}

/**
 * @template {HTMLMediaElement} Player
 * @param {Player} player @param {Media} media @param {() => void} fail @param {AbortSignal} signal
 */
function play(player, media, fail, signal) {
  player.addEventListener("error", fail, { once: true, signal });
  signal.addEventListener("abort", () => {
    // Only without an address does a player let go of its connection.
    player.pause();
    player.removeAttribute("src");
    player.load();
  }, { once: true });
  player.src = media.stream_url;
  // Opening was a click, so it may start; where the browser thinks otherwise, its controls are there.
  player.play().catch(() => {});
  return player;
}

/** @param {Media} media @param {string} icons @param {string} words */
function card(media, icons, words) {
  const box = document.createElement("div");
  box.className = "viewer-card";
  const symbol = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  symbol.setAttribute("class", "icon viewer-card-symbol");
  symbol.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${icons}#${media.type}`);
  symbol.append(use);
  const name = document.createElement("p");
  name.className = "viewer-card-name";
  name.textContent = media.name;
  const text = document.createElement("p");
  text.className = "viewer-card-facts";
  text.textContent = words;
  const download = document.createElement("a");
  download.className = "button button-primary";
  download.href = withParameter(media.stream_url, "download", "1");
  download.textContent = say("viewer.download");
  box.append(symbol, name, text, download);
  return box;
}
