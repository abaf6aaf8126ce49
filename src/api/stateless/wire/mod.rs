//! What goes over the wire: inputs, each read by [`super::guard::Input`], and answers, to the letter of the document.

mod chats;
mod messages;
mod refusal;
mod sending;
mod signing_in;

pub(super) use chats::{ChatsBody, Join, JoinedBody, ListChats};
pub(super) use messages::{ListMessages, MediaOf, MessagesBody};
pub(super) use refusal::{Detail, ErrorBody};
pub(super) use sending::{Delete, DeletedBody, Edit, FileForm, Forward, Send, SentBody, parse_mode, reply_to};
pub(super) use signing_in::{AuthBody, Done, Import, SendCode, VerifyCode, VerifyPassword};

/// More messages or chats than this are not told at once.
const MOST: i64 = 1000;
/// As many as are told where nobody says how many.
const USUAL: i64 = 100;

/// A `limit`, as far as it goes.
fn limit(asked: Option<i64>) -> u32 {
    u32::try_from(asked.unwrap_or(USUAL).clamp(0, MOST)).expect("it was clamped")
}
