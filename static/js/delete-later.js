// Deleting with a way back: what is deleted vanishes from the page at once, and from Telegram only when its notice goes. Leaving the page
// ends that time.

import { deleteMedia, wasAborted } from "./api.js";
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
    const outcomes = await Promise.allSettled(inTurn(ids));
    const gone = ids.filter((_, index) => outcomes[index].status === "fulfilled");
    if (gone.length > 0) done?.(gone);
    const first = outcomes.find((outcome) => outcome.status === "rejected");
    if (first && !wasAborted(first.reason)) failed?.(first.reason, ids.filter((id) => !gone.includes(id)));
  };
  // A page that goes can still send, but no longer wait for the answer.
  const hurry = () => {
    settle();
    for (const id of ids) deleteMedia(id, undefined, { keepalive: true }).catch(() => {});
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

/** Calls one after the other, each of which starts when the one before is done: Telegram asks to wait soon enough.
 * @param {number[]} ids
 */
function inTurn(ids) {
  let last = Promise.resolve();
  return ids.map((id) => {
    const call = last.then(() => deleteMedia(id));
    last = call.then(() => {}, () => {});
    return call;
  });
}
