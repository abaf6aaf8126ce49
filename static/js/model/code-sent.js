// Where a code went, in words.

import { say } from "./words.js";

/** @typedef {{via: string, length: number|null, pattern: string|null, next: string|null, wait: number|null}} SentCode */

/**
 * @param {SentCode|null|undefined} sent
 * @returns {string} empty if it is not known
 */
export function whereItWent(sent) {
  const pattern = sent?.pattern ?? "…";
  switch (sent?.via) {
    case "app": return say("sign_in.sent_app");
    case "sms": return say("sign_in.sent_sms");
    case "sms_word":
    case "sms_phrase": return say("sign_in.sent_words", { pattern });
    case "call": return say("sign_in.sent_call");
    case "flash_call":
    case "missed_call": return say("sign_in.sent_missed_call", { pattern });
    case "email": return say("sign_in.sent_email", { pattern });
    case "fragment": return say("sign_in.sent_fragment");
    default: return "";
  }
}
