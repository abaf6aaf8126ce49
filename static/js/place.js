// The reader's position, for their return to this entry of the browser's history: after a reload, or from an opened file.
//
// Browsers restore a scroll position in pixels, which is wrong while the timeline does not have its height. So the item at that position is stored.

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
    /** To be called when scrolling has ended. */
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
    /** The reader has scrolled. */
    forget() {
      wanted = null;
    },
  };
}
