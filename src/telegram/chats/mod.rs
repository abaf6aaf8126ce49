//! Chats: people, groups and channels beside Saved Messages.
//!
//! A chat is named by a [`ChatRef`], as people and other programs write it, and looked up as a peer ([`peers`]): what an answer of Telegram's
//! speaks of is remembered with its access hash, everything else is asked for. On that stand the list of chats ([`dialogs`]), the
//! messages of one ([`history`]), writing in it ([`write`](mod@write), [`files`]; markup in [`format`](mod@format)), [`join`]ing it, who is in it ([`members`]),
//! the account's contacts ([`contacts`]), and new messages as they come ([`arrivals`]). What Telegram does not allow there is a [`ChatRefusal`].

pub(super) mod peers;
mod reference;
mod refusal;

mod entity;
mod format;
mod message;
mod person;

pub(super) mod arrivals;
mod contacts;
mod dialogs;
mod history;
mod members;
mod photo;

mod files;
mod join;
mod write;

pub use dialogs::{Chat, ChatKind};
pub use entity::{TextEntity, TextEntityKind};
pub use format::TextFormat;
pub use history::{HistoryPage, HistoryQuery, HistoryStretch};
pub use join::ChatDetails;
pub use members::{Member, MemberRole, MembersPage};
pub use message::{Attachment, ChatMessage, Forwarded, Replies, ReplyHeader};
pub use peers::Party;
pub use person::{Person, Presence, ProfilePhoto, PublicName, Restriction};
pub use reference::{BareId, ChatId, ChatRef};
pub use refusal::ChatRefusal;
pub use write::{SendOptions, Sent};
