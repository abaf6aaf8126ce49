//! The only code that names grammers: one Telegram, its accounts, and what can be asked of them.
//!
//! An [`Account`] is one authorization. [`Accounts`] opens it from its row in the database ([`row`]), or from what the caller carries
//! ([`carried`]), as a [`core`]: the sealed [`session`] and the
//! [`connection`]s to the data centres of a [`server`], whose auth keys are agreed on by a [`handshake`]. Every call goes through the core, which
//! knows about time limits, broken connections and authorizations that ended. On it stand the operations, a file for each group.

mod account;
mod accounts;
mod carried;
mod connection;
mod core;
mod flow;
mod handshake;
mod keeping;
mod lane;
mod row;
mod server;
mod session;
mod transfers;
mod turns;
mod warm;

mod error;
mod event;
mod updates;

mod login;
mod password;
mod qr;
mod user;

mod calendar;
mod known;
mod list;
mod media;
mod message;
mod query;

mod chats;

mod ahead;
mod download;
mod stats;
mod thumbnail;

mod probe;
mod send;
mod upload;

#[cfg(test)]
mod tests;

pub use account::Account;
pub use accounts::Accounts;
pub use carried::Carried;
pub use chats::{
    Attachment, BareId, Chat, ChatDetails, ChatId, ChatKind, ChatMessage, ChatRef, ChatRefusal, Forwarded, HistoryPage,
    HistoryQuery, HistoryStretch, Member, MemberRole, MembersPage, Party, Person, Presence, ProfilePhoto, PublicName,
    Replies, ReplyHeader, Restriction, SendOptions, Sent, TextEntity, TextEntityKind, TextFormat,
};
pub use download::Download;
pub use error::{Error, Rejected};
pub use event::{ChatEvent, Event};
pub use login::{CodeHash, CodeSent, PhoneNumber, SignIn};
pub use media::{Media, MediaKind, MessageId};
pub use qr::{LoginToken, QrStep};
pub use query::{CalendarDay, MediaCounts, MediaPage, MediaQuery};
pub use server::Application;
pub use stats::{RepairCounts, StreamState, StreamStats};
pub use thumbnail::{Thumbnail, ThumbnailSize};
pub use upload::{Upload, UploadHints, Uploaded};
pub use user::User;

/// What is worth reading in the log of the libraries underneath: their own housekeeping is not.
pub const LOG: &str = "grammers_mtproto=warn,grammers_mtsender=warn";
