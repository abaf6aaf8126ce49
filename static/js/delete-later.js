// Deleting with undo: items vanish from the page at once, but are deleted at Telegram only when their notice closes, or when the page is remaining.

import { MAX_DELETED, deleteMedia, wasAborted } from "./api.js";
import { say } from "./model/words.js";
import { notice } from "./notice.js";

/** The time for undoing. */
const GRACE_MS = 7000;

/**
 * @typedef {object} Deletion
 * @property {number[]} ids
 * @property {() => void} hide removes them from the page, although the server still lists them; called at once
 * @property {() => void} restore puts them back after an undo
 * @property {(ids: number[]) => void} [done] these were deleted at Telegram
 * @property {(failure: unknown, ids: number[]) => void} [failed] these could not be deleted and are to be put back
 */

/** The deletions that can still be undone, the latest last.
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
    const remaining = [...ids];
    try {
      while (remaining.length > 0) {
        const some = remaining.slice(0, MAX_DELETED);
        await deleteMedia(some);
        remaining.splice(0, some.length);
        done?.(some);
      }
    } catch (failure) {
      if (!wasAborted(failure)) failed?.(failure, remaining);
    }
  };
  // A page that is left can still send, but no longer wait for the response.
  const hurry = () => {
    settle();
    for (let at = 0; at < ids.length; at += MAX_DELETED) deleteMedia(ids.slice(at, at + MAX_DELETED)).catch(() => {});
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

/** In a text field, undo belongs to the text.
 * @param {KeyboardEvent} event
 */
function isUndoKey(event) {
  const isTyping = event.target instanceof Element && event.target.matches("input, textarea, [contenteditable]");
  return event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isTyping;
}
