//! Parameters, each read by [`Input`](crate::http::fastapi::call::Input), and response bodies, letter for letter those of the original.

mod chats;
mod messages;
mod sending;
mod signing_in;

pub(super) use chats::{ChatsBody, Join, JoinedBody, ListChats};
pub(super) use messages::{ListMessages, MediaQuery, MessagesBody};
pub(super) use sending::{Delete, DeletedBody, Edit, FileForm, Forward, Send, SentBody, parse_mode, reply_to};
pub(super) use signing_in::{AuthBody, Import, SendCode, SuccessBody, VerifyCode, VerifyPassword};

/// The largest `limit`.
const MAX_LIMIT: i64 = 1000;
/// The `limit` of a request without one.
const DEFAULT_LIMIT: i64 = 100;

/// The `limit` of a request, at most [`MAX_LIMIT`].
fn limit(requested: Option<i64>) -> u32 {
    u32::try_from(requested.unwrap_or(DEFAULT_LIMIT).clamp(0, MAX_LIMIT)).expect("it was clamped")
}
