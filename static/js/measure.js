// What a browser finds out about a file before its upload: size, duration and a cover of a video, size of a photo.

/** @typedef {{width?: number, height?: number, duration?: number, cover?: Blob}} Measures */

/** Telegram's limit for covers, in pixels. */
const COVER_SIDE = 320;
/** Some files neither load nor fail. */
const TIMEOUT_MS = 4000;

/** Measures a file; unknown values are left out.
 * @param {File} file
 * @param {AbortSignal} signal
 * @returns {Promise<Measures>}
 */
export async function measure(file, signal) {
  const [kind] = file.type.split("/");
  if (kind !== "video" && kind !== "audio") return {};
  const address = URL.createObjectURL(file);
  const player = document.createElement(kind);
  try {
    player.preload = "auto";
    player.muted = true;
    player.src = address;
    await until(player, kind === "video" ? "loadeddata" : "loadedmetadata", signal);
    const measures = Number.isFinite(player.duration) ? { duration: player.duration } : {};
    if (!(player instanceof HTMLVideoElement) || !player.videoWidth) return measures;
    const size = { width: player.videoWidth, height: player.videoHeight };
    return { ...measures, ...size, cover: await cover(player, signal) };
  } catch (error) {
    if (signal.aborted) throw error;
    return {};
  } finally {
    player.removeAttribute("src");
    player.load();
    URL.revokeObjectURL(address);
  }
}

/** A frame near the start; the first one is often black.
 * @param {HTMLVideoElement} player @param {AbortSignal} signal
 */
async function cover(player, signal) {
  if (Number.isFinite(player.duration)) {
    const sought = until(player, "seeked", signal);
    player.currentTime = Math.min(1, player.duration / 4);
    await sought;
  }
  const scale = Math.min(1, COVER_SIDE / Math.max(player.videoWidth, player.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(player.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(player.videoHeight * scale));
  canvas.getContext("2d")?.drawImage(player, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  return blob ?? undefined;
}

/** @param {HTMLMediaElement} player @param {string} event @param {AbortSignal} signal */
function until(player, event, signal) {
  const end = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new Promise((resolve, reject) => {
    player.addEventListener(event, resolve, { once: true, signal: end });
    player.addEventListener("error", reject, { once: true, signal: end });
    end.addEventListener("abort", () => reject(end.reason), { once: true });
  });
}
