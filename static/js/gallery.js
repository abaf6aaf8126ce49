// The gallery page: connects the timeline, the viewer, the uploads, deleting and live events.
//
// The viewer, the uploads and deleting are not needed for the first view. They are loaded on the first interaction, so that they are available
// when they are needed, even without a connection.

import "./words.js";
import { isSignedIn, listMedia, signOut } from "./api.js";
import { Collection } from "./collection.js";
import { countsBeside } from "./counts.js";
import { acceptFiles } from "./drop.js";
import { findByForm } from "./find.js";
import { walkByKeys } from "./keys.js";
import { listen } from "./live.js";
import { failureFrom, waitText } from "./model/failure.js";
import { spaceFor } from "./model/justified.js";
import { MediaList } from "./model/media-list.js";
import { Timeline } from "./model/timeline.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";
import { rememberPlace } from "./place.js";
import { Scrubber } from "./scrubber.js";
import { selectBar } from "./select-bar.js";
import { selectIn } from "./select.js";
import { followSettings } from "./settings.js";
import { renderedItems } from "./tile.js";
import { TimelineReader } from "./timeline-reader.js";
import { TimelineView } from "./timeline-view.js";
import { leaveIfSignedOut, report, troubleAt } from "./trouble.js";
import { pickFiles } from "./upload-pick.js";

const find = (/** @type {string} */ hook) => /** @type {HTMLElement} */ (document.querySelector(`[data-${hook}]`));
const root = find("gallery");
const container = find("months");
const { kind = "", icons = "", query = "", next = "" } = root.dataset;
const hasWords = "words" in root.dataset;
const page = new AbortController();
const { signal } = page;

const timeline = new Timeline(spaceFor(container.clientWidth));
const list = new MediaList((newer, older) => timeline.hasUnread(newer.timestamp.slice(0, 10), older.timestamp.slice(0, 10)));
const trouble = troubleAt(find("more"), signal);
const view = new TimelineView(container, timeline, {
  sources: { icons, template: /** @type {HTMLTemplateElement} */ (find("tile-template")) },
  signal,
  settled(from, to) {
    reader.near(from, to);
    place.keep();
  },
  drawn: (tile) => selecting.mark(tile),
});
const place = rememberPlace(timeline, view);
const collection = new Collection(list, timeline, view, {
  kind,
  changed: refresh,
  losing(ids) {
    viewer?.gone(ids);
    if (ids.some((id) => selecting.selection.has(id))) selecting.selection.set(ids, false);
  },
});
const reader = new TimelineReader(timeline, {
  query, next, hasWords, signal,
  seen: () => view.seen,
  took(items) {
    trouble.over();
    collection.take(items);
  },
  changed: (act) => collection.change(act),
  failed: trouble.tell,
});
const selecting = selectIn(container, { timeline, list, signal, report, read: (dates) => reader.readDays(dates), changed: () => showSelection() });
const showSelection = selectBar(selecting.selection, { get: (id) => list.get(id), remove: (ids) => remove(ids).catch(report), signal });
const scrubber = hasWords ? null : new Scrubber(find("scrubber"), { timeline, view, signal });
const refreshCounts = countsBeside(signal, {
  // Other counts than the timeline's mean that changes were missed.
  counted(counts) {
    if (timeline.hasCalendar && (kind === "" ? counts.all : counts[kind]) !== collection.count) reader.readCalendar();
  },
  failed: leaveIfSignedOut,
});
/** @type {import("./viewer.js").Viewer|undefined} */
let viewer;
/** @type {import("./upload-panel.js").UploadPanel|undefined} */
let uploads;

/** Updates everything that depends on the list. */
function refresh() {
  scrubber?.refresh();
  viewer?.refresh();
  find("empty").hidden = timeline.days.length > 0 || reader.hasMore || find("more-text").textContent !== "";
}

const parts = {
  viewer: () => import("./viewer.js").catch(unreachable),
  uploads: () => import("./upload-panel.js").catch(unreachable),
  deletion: () => import("./delete-later.js").catch(unreachable),
};
for (const sign of ["pointermove", "pointerdown", "keydown", "dragenter"]) {
  addEventListener(sign, () => Promise.allSettled([parts.viewer(), parts.uploads(), parts.deletion()]), { signal, once: true, passive: true });
}

/** @returns {never} */
function unreachable() {
  throw failureFrom(0, "");
}

/** @param {number[]} ids */
async function remove(ids) {
  const { deleteLater } = await parts.deletion();
  deleteLater({
    ids,
    hide: () => collection.hide(ids),
    restore: () => collection.show(ids),
    done(gone) {
      collection.drop(gone);
      refreshCounts();
    },
    failed(failure, left) {
      collection.show(left);
      report(failure);
    },
  });
}

async function theViewer() {
  const { Viewer } = await parts.viewer();
  viewer ??= new Viewer(list, {
    icons, signal, query,
    remove: ({ id }) => remove([id]).catch(report),
    changed: (media) => collection.replace(media),
    shown: goAlong,
    closed(id, media) {
      if (media) goAlong(media);
      view.focus(id);
    },
  });
  return viewer;
}

/** Scrolls the timeline to the viewer's item, which it may not have loaded.
 * @param {import("./model/format.js").Media} media
 */
function goAlong({ id, timestamp }) {
  if (timeline.dateOf(id)) view.reveal(id);
  else if (timeline.hasCalendar) view.scrollTo(timeline.topOf(timestamp.slice(0, 10)));
}

/** @param {File[]} files @param {{asFile: boolean}} as */
async function upload(files, as) {
  try {
    const { UploadPanel } = await parts.uploads();
    uploads ??= new UploadPanel({ icons, signal, uploaded: catchUp, fail: leaveIfSignedOut });
    uploads.add(files, as);
  } catch (failure) {
    report(failure);
  }
}

/** Loads the newest items, because events may have been missed. */
async function catchUp() {
  if (hasWords) return;
  try {
    const { items } = await listMedia(`/get-saved-messages-media?limit=10&${query}`, signal);
    const fresh = items.filter(({ id }) => id > (timeline.days[0]?.newest ?? 0));
    // If all of them are new, there may be more of them, which the counts will show.
    if (fresh.length > 0) collection.take(fresh, { isArriving: true });
    refreshCounts();
  } catch (failure) {
    // Nobody has asked for this, so errors are not reported, except the end of the session.
    leaveIfSignedOut(failure);
  }
}

const items = renderedItems(container);
list.add(items);
timeline.add(items);
view.beginsBelow = "below" in root.dataset;
view.adopt();
view.keepPlace(() => {});
// If the first page is the only one, it has all days.
if (!hasWords && (reader.hasMore || view.beginsBelow)) {
  reader.readCalendar().then(place.restore);
} else {
  timeline.hasCalendar = !hasWords;
  place.restore();
}
for (const way of ["wheel", "touchstart", "keydown"]) addEventListener(way, place.forget, { signal, passive: true, once: true });

container.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-open]") : null;
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const id = Number(/** @type {HTMLElement} */ (link.closest("[data-tile]")).dataset.tile);
  theViewer().then((one) => one.open(id), report);
}, { signal });
walkByKeys(container, { timeline, view, signal, toggle: selecting.toggle });
findByForm(signal);
followSettings(signal);
acceptFiles({ signal, add: upload });
pickFiles({ signal, add: upload });
listen({
  added(item) {
    if (!hasWords) collection.take([item], { isArriving: true });
    refreshCounts();
  },
  changed: (item) => collection.replace(item),
  removed(ids) {
    collection.drop(ids);
    refreshCounts();
  },
  wait({ seconds, isPace }) {
    if (!isPace) notice(say("timeline.patience", { wait: waitText(seconds) }));
  },
  signedOut: () => location.assign("/sign-in"),
  begun: catchUp,
  missed() {
    // Items stay visible until they are loaded again, when they are next near the window.
    timeline.distrust();
    view.settle();
    catchUp();
  },
  async refused() {
    const isIn = await isSignedIn(signal).catch(() => true);
    if (!isIn) location.assign("/sign-in");
    return isIn;
  },
  line(isLost) {
    const line = find("line");
    line.hidden = !isLost;
    line.textContent = isLost ? say("timeline.lost") : "";
  },
}, signal);

find("sign-out").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await signOut(signal);
    location.assign("/sign-in");
  } catch (failure) {
    report(failure);
  }
}, { signal });
if (location.hash.startsWith("#media-")) theViewer().catch(report);
addEventListener("pagehide", () => page.abort(), { once: true });
// A page from the back-forward cache has already stopped everything: reload it.
addEventListener("pageshow", (event) => event.persisted && location.reload(), { once: true });
refresh();
