// Where the reader was, for when they come back to this entry of the browser's history: after a reload, or from a file that was opened.
//
// Browsers restore a number of pixels, which means nothing before the timeline has its height. So the place is kept as what stood there.

/** @typedef {import("./model/timeline.js").Timeline} Timeline */
/** @typedef {import("./model/timeline.js").Anchor} Anchor */
/** @typedef {import("./timeline-view.js").TimelineView} TimelineView */

/**
 * @param {Timeline} timeline
 * @param {TimelineView} view
 */
export function rememberPlace(timeline, view) {
  history.scrollRestoration = "manual";
  /** @type {Anchor|null} */
  let wanted = history.state?.place ?? null;
  return {
    /** To be called when it is calm. */
    keep() {
      if (wanted) return;
      const place = view.top > 0 ? timeline.anchorAt(view.top) : null;
      if (JSON.stringify(place) !== JSON.stringify(history.state?.place ?? null)) history.replaceState({ ...history.state, place }, "");
    },
    /** To be called when the timeline has its height. */
    restore() {
      if (!wanted) return;
      view.scrollTo(timeline.placeOf(wanted));
      wanted = null;
      view.settle();
    },
    /** The reader went somewhere by themselves. */
    forget() {
      wanted = null;
    },
  };
}
