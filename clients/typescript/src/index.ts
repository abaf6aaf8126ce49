import { Heliograph, type HeliographOptions } from "./heliograph.js";

/**
 * Heliograph's gallery API at that address: `""` for the page's own origin, `"http://127.0.0.1:8000"` for another one, which then has the
 * page's origin in its `FRONTEND_ORIGINS`.
 */
export function createHeliograph(baseUrl = "", options: HeliographOptions = {}): Heliograph {
  return new Heliograph(baseUrl, options);
}

export * from "./drive/index.js";
export type { ConnectionListeners, Listeners } from "./events.js";
export { type ErrorCode, HeliographError, type Problem } from "./failure.js";
export type {
  Heliograph,
  HeliographOptions,
  LiveEvents,
  Media,
  MediaKind,
  MediaPage,
  MediaQuery,
  PictureSize,
  QrEvents,
  User,
} from "./heliograph.js";
export type { components, operations, paths } from "./schema.js";
export type { UploadFile, UploadOptions } from "./upload.js";
