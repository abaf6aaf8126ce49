//! The client of Telegram: accounts and their operations. No other code names grammers.
//!
//! It consists of layers, each of which uses only those below it:
//!
//! | layer | what it does |
//! |---|---|
//! | [`account`] | the interface: [`Telegram`] opens an [`Account`], which owns the layers below |
//! | [`updates`] | receives Telegram's updates and turns them into events |
//! | [`chats`] | chats: lists, history, sending, members |
//! | [`media`] | the media of messages: lists, calendars, files, albums |
//! | [`peers`] | resolves peers, the addressees of Telegram's methods; fetches messages by id |
//! | [`files`] | downloads, thumbnails, uploads, stream statistics |
//! | [`sign_in`] | code, password, QR code, log-out |
//! | [`calls`] | makes calls: time limits, retries, auth keys, and whether the authorization is valid |
//! | [`transport`] | chooses the connection and the time at which a request is sent |
//! | [`link`] | one connection; server, key exchange, session |
//! | [`error`], [`ids`] | shared by all layers |

mod account;
mod calls;
mod chat_refusal;
mod chats;
mod error;
mod files;
mod ids;
pub mod limits;
mod link;
mod media;
mod mtproto;
mod peers;
mod refusals;
mod sign_in;
mod transport;
mod updates;

#[cfg(test)]
mod tests;

pub use account::handle::Account;
pub use account::telegram::Telegram;
pub use calls::storage::SessionStorage;
pub use chat_refusal::ChatRefusal;
pub use chats::dialogs::{Chat, ChatKind};
pub use chats::entity::{TextEntity, TextEntityKind};
pub use chats::event::ChatEvent;
pub use chats::format::TextFormat;
pub use chats::history::{HistoryPage, HistoryQuery, HistoryStretch};
pub use chats::join::ChatDetails;
pub use chats::members::{Member, MemberRole, MembersPage};
pub use chats::message::{Attachment, ChatMessage, Forwarded, Replies, ReplyHeader};
pub use chats::post::{Post, PostDocument, PostedDocument, PostsPage};
pub use chats::write::{SendOptions, Sent};
pub use error::{Error, KEY_REFUSED, Rejected};
pub use files::byte_source::{ByteSource, ByteStream, Joined};
pub use files::download::Download;
pub use files::part_sink::{PartMethod, PartProgress, PartSink};
pub use files::stats::{RepairCounts, StreamState, StreamStats};
pub use files::thumbnail::ThumbnailSize;
pub use files::thumbnail_cache::Thumbnail;
pub use files::upload::Upload;
pub use files::uploaded::{UploadHints, Uploaded};
pub use ids::{BareId, ChatId, MessageId};
pub use link::application::Application;
pub use link::packed::Fingerprint;
pub use link::session::Session;
pub use link::user::User;
pub use media::event::Event;
pub use media::item::{Media, MediaKind};
pub use media::message_bytes::MessageBytes;
pub use media::query::{CalendarDay, MediaCounts, MediaPage, MediaQuery};
pub use peers::party::Party;
pub use peers::person::{Person, Presence, ProfilePhoto, PublicName, Restriction};
pub use peers::reference::ChatRef;
pub use refusals::{Refusal, RefusalKind};
pub use sign_in::code_sent::{CodeDelivery, CodeHash, CodeSent};
pub use sign_in::outcome::SignIn;
pub use sign_in::phone_number::PhoneNumber;
pub use sign_in::qr::{LoginToken, QrStep};

/// The log filter for grammers, whose routine messages are left out.
pub const LOG: &str = "grammers_mtproto=warn,grammers_mtsender=warn";
