// Deleting with a way back: what is deleted vanishes from the page at once, and from Telegram only when its notice goes. Leaving the page
// ends that time.

import { MOST_DELETED, deleteMedia, wasAborted } from "./api.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";

/** How long one can undo. */
const GRACE_MS = 7000;

/**
 * @typedef {object} Deletion
 * @property {number[]} ids
 * @property {() => void} hide takes them off the page, and keeps them off, though the server still lists them; called at once
 * @property {() => void} restore puts them back: undone
 * @property {(ids: number[]) => void} [done] these are gone from Telegram
 * @property {(failure: unknown, ids: number[]) => void} [failed] these could not be deleted: they are to be put back
 */

/** What can still be undone, the latest last.
 * @type {Set<() => void>}
 */
const undoable = new Set();

/** @param {Deletion} deletion */
export function deleteLater({ ids, hide, restore, done, failed }) {
  if (ids.length === 0) return;
  const waiting = new AbortController();
  const settle = () => {
    undoable.delete(undo);
    waiting.abort();
    box.close();
  };
  const undo = () => {
    settle();
    restore();
  };
  const send = async () => {
    settle();
    const left = [...ids];
    try {
      while (left.length > 0) {
        const some = left.slice(0, MOST_DELETED);
        await deleteMedia(some);
        left.splice(0, some.length);
        done?.(some);
      }
    } catch (failure) {
      if (!wasAborted(failure)) failed?.(failure, left);
    }
  };
  // A page that goes can still send, but no longer wait for the answer.
  const hurry = () => {
    settle();
    for (let at = 0; at < ids.length; at += MOST_DELETED) deleteMedia(ids.slice(at, at + MOST_DELETED)).catch(() => {});
  };
  const box = notice(say("delete.done", { count: ids.length }), { stays: GRACE_MS, action: say("delete.undo"), act: undo, gone: send });
  addEventListener("pagehide", hurry, { signal: waiting.signal });
  addEventListener("keydown", (event) => {
    if (!isUndoKey(event) || [...undoable].at(-1) !== undo) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    undo();
  }, { signal: waiting.signal });
  undoable.add(undo);
  hide();
}

/** In a text field it is the text that is undone.
 * @param {KeyboardEvent} event
 */
function isUndoKey(event) {
  const isTyping = event.target instanceof Element && event.target.matches("input, textarea, [contenteditable]");
  return event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isTyping;
}
