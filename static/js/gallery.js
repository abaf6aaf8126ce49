// The gallery page: joins the list of what is known with the grid, the viewer, the uploads and what the server tells.

import "./words.js";
import { isSignedIn, listMedia, mediaCounts, signOut, wasAborted } from "./api.js";
import { deleteLater, isBeingDeleted } from "./delete-later.js";
import { acceptFiles } from "./drop.js";
import { Grid } from "./grid.js";
import { listen } from "./live.js";
import { Failure, describe, waitText } from "./model/failure.js";
import { MediaList } from "./model/media-list.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";
import { readAhead } from "./paging.js";
import { followSettings } from "./settings.js";
import { UploadPanel } from "./upload-panel.js";
import { pickFiles } from "./upload-pick.js";
import { Viewer } from "./viewer.js";

/** @typedef {import("./model/format.js").Media} Media */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-gallery]"));
const { kind = "", icons = "", newest = "" } = root.dataset;
const page = new AbortController();
const { signal } = page;

const list = new MediaList();
const grid = new Grid(root, { signal, open: (id) => viewer.open(id) });
list.add(grid.rendered);
const viewer = new Viewer(list, { icons, signal, query: kind ? `type=${kind}` : "", remove, changed: change, closed: (id) => grid.focus(id) });
const uploads = new UploadPanel({ icons, signal, uploaded: () => refresh(), fail: leaveIfSignedOut });

/** Takes in items that belong to this view.
 * @param {Media[]} items
 * @param {boolean} arriving whether they are new at Telegram, not only to this page
 */
function take(items, arriving) {
  const fresh = list.add(items.filter((item) => (kind === "" || item.type === kind) && !isBeingDeleted(item.id)));
  grid.put(fresh, { arriving });
  viewer.refresh();
  showEmpty();
}

/** @param {number[]} ids */
function drop(ids) {
  viewer.gone(ids);
  for (const id of ids) if (list.remove(id)) grid.remove(id);
  viewer.refresh();
  showEmpty();
}

/** @param {Media} item */
function change(item) {
  if (list.replace(item)) grid.put([item]);
}

/** Reads the first page again: it tells what arrived and what went. */
async function refresh() {
  try {
    const { items } = await listMedia(newest, signal);
    drop(list.goneFrom(items));
    take(items, true);
    await refreshCounts();
  } catch (failure) {
    report(failure);
  }
}

/** Between the page's making and the first word of the server something may have arrived: one item tells. */
async function catchUp() {
  const address = new URL(newest, location.origin);
  address.searchParams.set("limit", "1");
  try {
    const { items: [latest] } = await listMedia(address.pathname + address.search, signal);
    if (latest && !list.get(latest.id)) await refresh();
  } catch (failure) {
    // Nobody asked for it, so nobody is told, unless nothing works any more.
    leaveIfSignedOut(failure);
  }
}

async function refreshCounts() {
  const counts = await mediaCounts(signal);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  for (const [type, count] of Object.entries({ ...counts, all })) {
    const place = document.querySelector(`[data-count="${CSS.escape(type)}"]`);
    if (!place) continue;
    place.textContent = String(count);
    const chip = place.closest("a");
    chip?.closest("li")?.toggleAttribute("hidden", count === 0 && type !== "all" && !chip.hasAttribute("aria-current"));
  }
}

/** @param {Media} item */
function remove(item) {
  // One that the viewer found by itself has no place on the page to be put back to.
  const isKnown = list.get(item.id) !== undefined;
  const putBack = () => isKnown && take([item], false);
  deleteLater({
    ids: [item.id],
    hide: () => drop([item.id]),
    restore: putBack,
    done: () => refreshCounts().catch(report),
    failed(failure) {
      putBack();
      report(failure);
    },
  });
}

/** @param {unknown} failure */
function report(failure) {
  if (wasAborted(failure) || leaveIfSignedOut(failure)) return;
  notice(describe(failure));
}

/** @param {unknown} failure */
function leaveIfSignedOut(failure) {
  const isOver = failure instanceof Failure && failure.isSignedOut;
  if (isOver) location.assign("/sign-in");
  return isOver;
}

function showEmpty() {
  const empty = /** @type {HTMLElement} */ (root.querySelector("[data-empty]"));
  empty.hidden = list.length > 0 || root.querySelector("[data-more-text]")?.textContent !== "";
}

readAhead(root, { signal, add: (items) => take(items, false), fail: leaveIfSignedOut });
acceptFiles({ signal, add: (files, options) => uploads.add(files, options) });
pickFiles({ signal, add: (files, options) => uploads.add(files, options) });
listen({
  added: (item) => take([item], true),
  changed: change,
  removed: drop,
  wait: (seconds) => notice(say("timeline.patience", { wait: waitText(seconds) })),
  signedOut: () => location.assign("/sign-in"),
  begun: catchUp,
  missed: refresh,
  async refused() {
    const isIn = await isSignedIn(signal).catch(() => true);
    if (!isIn) location.assign("/sign-in");
  },
}, signal);

document.querySelector("[data-sign-out]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await signOut(signal);
    location.assign("/sign-in");
  } catch (failure) {
    report(failure);
  }
}, { signal });
followSettings(signal);
addEventListener("pagehide", () => page.abort(), { once: true });
// A page taken out of the back-forward cache has let go of everything: begin anew.
addEventListener("pageshow", (event) => event.persisted && location.reload(), { once: true });
showEmpty();
