//! Chats: people, groups and channels beside Saved Messages.
//!
//! A chat is named by a [`ChatRef`], as people and other programs write it, and looked up as a peer ([`peers`]): what an answer of Telegram's
//! speaks of is remembered with its access hash, everything else is asked for. On that stand the list of chats ([`dialogs`]), the
//! messages of one ([`history`]), and the account's contacts ([`contacts`]).

mod contacts;
mod dialogs;
mod history;
pub(super) mod peers;
mod reference;

pub use dialogs::{Chat, ChatKind};
pub use history::{ChatMessage, Forwarded, HistoryPage, HistoryQuery};
pub use peers::Party;
pub use reference::{ChatId, ChatRef};
