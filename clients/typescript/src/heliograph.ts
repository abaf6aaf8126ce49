import createClient, { type Client } from "openapi-fetch";

import { type ConnectionListeners, type Listeners, listen } from "./events.js";
import { answered } from "./failure.js";
import type { components, paths } from "./schema.js";
import { send, uploadForm, type UploadFile, type UploadOptions } from "./upload.js";

type Schemas = components["schemas"];
export type Media = Schemas["Media"];
export type MediaKind = Schemas["MediaKind"];
export type User = Schemas["User"];
export type LiveEvents = Schemas["LiveEvents"];
export type QrEvents = Schemas["QrEvents"];
export type PictureSize = Schemas["PictureSize"];
/** Which media to list, and which page of them. */
export type MediaQuery = NonNullable<paths["/get-saved-messages-media"]["get"]["parameters"]["query"]>;

/** One page of the list, newest first. */
export interface MediaPage {
  items: Media[];
  /** How many there are in all. */
  total: number;
  /** What to ask for the next page; null on the last one. */
  next: MediaQuery | null;
}

export interface HeliographOptions {
  /** Sends a request; the global `fetch` unless told. */
  fetch?: (request: Request) => Promise<Response>;
  /** Whether the cookie goes along. `include` unless told: it is then sent to another origin as well. */
  credentials?: "include" | "same-origin";
  /** Headers of all requests: a server that asks for a browser hands its `Cookie` on. */
  headers?: Record<string, string>;
}

interface Cancellable {
  signal?: AbortSignal;
}

/** The gallery API. Every call resolves with its answer, and rejects with a {@link HeliographError} when it is refused. */
export class Heliograph {
  /** Every operation of the document by its path, for what has no method here. It rejects nothing: look at `error` and `response`. */
  readonly api: Client<paths>;
  readonly #base: string;
  readonly #credentials: "include" | "same-origin";
  readonly #options: HeliographOptions;

  constructor(baseUrl: string, options: HeliographOptions) {
    this.#base = baseUrl.replace(/\/+$/, "");
    this.#credentials = options.credentials ?? "include";
    this.#options = options;
    const { fetch, headers } = options;
    this.api = createClient<paths>({
      baseUrl: this.#base,
      credentials: this.#credentials,
      ...(fetch && { fetch }),
      ...(headers && { headers }),
    });
  }

  /** Asks Telegram to send a code to that number. */
  sendCode(phone: string) {
    return answered(this.api.POST("/send-code", { body: { phone } }));
  }

  /** Signs in. With a second factor it rejects with `passwordRequired`: go on with {@link Heliograph.checkPassword}. */
  signIn(phone: string, code: string) {
    return answered(this.api.POST("/sign-in", { body: { phone, code } }));
  }

  /** Gives the second factor. */
  checkPassword(password: string) {
    return answered(this.api.POST("/check-password", { body: { password } }));
  }

  /**
   * Signs in by QR code: `token` has one to show, at once and whenever it is replaced. Over after any other event, or when the
   * connection is lost. Returns how to stop.
   */
  signInByQr(listeners: Listeners<QrEvents> & ConnectionListeners): () => void {
    const last = ["password_required", "signed_in", "failed"] as const;
    return listen<QrEvents>(this.url("/sign-in/qr"), this.#sendsCookie, listeners, last, false);
  }

  /** Whether somebody is signed in, and who. */
  isAuthenticated({ signal }: Cancellable = {}) {
    return answered(this.api.GET("/is-authenticated", { ...(signal && { signal }) }));
  }

  /** Ends the session, at Telegram as well. */
  logOut() {
    return answered(this.api.POST("/logout"));
  }

  /** One page of the list. `next` of its answer asks for the page after it. */
  async listMedia(query: MediaQuery = {}, { signal }: Cancellable = {}): Promise<MediaPage> {
    const call = this.api.GET("/get-saved-messages-media", { params: { query }, ...(signal && { signal }) });
    const items = await answered(call);
    const { headers } = (await call).response;
    return { items, total: Number(headers.get("X-Total-Count")), next: nextPage(headers.get("Link")) };
  }

  /** How many media there are of each kind. */
  countMedia({ signal }: Cancellable = {}) {
    return answered(this.api.GET("/media-counts", { ...(signal && { signal }) }));
  }

  /** The days that have media, newest first. */
  countMediaByDay(type?: MediaKind, { signal }: Cancellable = {}) {
    const query = type ? { type } : {};
    return answered(this.api.GET("/media-calendar", { params: { query }, ...(signal && { signal }) }));
  }

  /** Changes a caption, and tells the item as it is now. */
  async editMedia(id: number, caption: string): Promise<Media> {
    const answer = await answered(this.api.PATCH("/media/{id}", { params: { path: { id } }, body: { caption } }));
    return answer.media;
  }

  /** Deletes an item, at Telegram as well. */
  deleteMedia(id: number) {
    return answered(this.api.DELETE("/media/{id}", { params: { path: { id } } }));
  }

  /** Deletes several items, up to 1000, and tells which of them were there. */
  async deleteManyMedia(ids: readonly number[]): Promise<number[]> {
    const answer = await answered(this.api.DELETE("/media", { params: { query: { ids: ids.join(",") } } }));
    return answer.ids;
  }

  /** Uploads a file; several make an album. */
  async upload(files: File | UploadFile | readonly (File | UploadFile)[], options: UploadOptions = {}) {
    const form = uploadForm(Array.isArray(files) ? files : [files], options.caption);
    const answer = await send(this.url("/upload_file"), form, { ...options, credentials: this.#sendsCookie });
    return answer as Schemas["Uploaded"];
  }

  /** Watches the media until the function that it returns is called. After it was lost and is `opened` again, list again. */
  watch(listeners: Listeners<LiveEvents> & ConnectionListeners): () => void {
    return listen<LiveEvents>(this.url("/events"), this.#sendsCookie, listeners, ["signed_out"], true);
  }

  /** How the account's streams fare, those that run first. */
  streamStats({ signal }: Cancellable = {}) {
    return answered(this.api.GET("/stream-stats", { ...(signal && { signal }) }));
  }

  /** The address of an item's bytes: for `<video src>`, or for a link that saves it. */
  streamUrl(media: Pick<Media, "stream_url">, { download = false } = {}): string {
    return this.url(media.stream_url + (download ? "?download=1" : ""));
  }

  /** The address of an item's thumbnail, in a box of 100 (`s`) to 2560 (`w`) pixels; null where there is none. */
  thumbnailUrl(media: Pick<Media, "thumbnail_url">, size: PictureSize = "m"): string | null {
    return media.thumbnail_url ? this.url(`${media.thumbnail_url}?size=${size}`) : null;
  }

  /** The address of several files as one zip. */
  downloadUrl(ids: readonly number[]): string {
    return this.url(`/download?ids=${ids.join(",")}`);
  }

  /** A path of the API as an address. */
  url(path: string): string {
    return this.#base + path;
  }

  get #sendsCookie(): boolean {
    return this.#credentials === "include";
  }
}

/** The next page's query, out of the `Link` header. */
function nextPage(link: string | null): MediaQuery | null {
  const address = link?.match(/<([^>]*)>;\s*rel="next"/)?.[1];
  if (address === undefined) {
    return null;
  }
  const fields = new URL(address, "http://relative.invalid").searchParams;
  const { before, limit, ...others } = Object.fromEntries(fields);
  return { ...others, ...(before && { before: Number(before) }), ...(limit && { limit: Number(limit) }) };
}
