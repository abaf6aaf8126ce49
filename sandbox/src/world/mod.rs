//! A world: the accounts, chats, messages and files of one sandbox, and Telegram's rules for them.
//!
//! [`World`] has its state in memory behind one lock that is held briefly; every change is written to [`crate::store`] before it is
//! answered. [`crate::methods`] turn requests into calls of its methods, which fail with Telegram's own errors. They are, from the lowest:
//!
//! | files | what |
//! |---|---|
//! | [`state`] | the state itself, loading it |
//! | [`accounts`], [`authorizations`], [`auth_keys`] | who is signed in |
//! | [`codes`], [`password`], [`login_tokens`] | the ways of signing in |
//! | [`unread`] | what an account keeps of its chats, and what is unread there |
//! | [`files`], [`rights`], [`users`], [`members`], [`chats`], [`names`], [`messages`] | what an account sees, as objects of the schema |
//! | [`updates`] | what changed, sent to clients or asked for by them |
//! | [`dialogs`] | reading chats, pinning and marking them, drafts |
//! | [`uploads`], [`sending`], [`private`], [`posts`], [`pins`] | uploading, sending, editing, pinning and deleting |
//! | [`channels`] | creating, changing and deleting channels |
//! | [`control`], [`fills`], [`hand`] | what the control port and tests do |

mod accounts;
mod auth_keys;
mod authorizations;
mod channels;
mod chats;
pub(crate) mod codes;
mod control;
pub(crate) mod dialogs;
mod files;
mod fills;
mod hand;
pub(crate) mod login_tokens;
mod members;
mod messages;
pub(crate) mod names;
mod password;
mod pins;
mod posts;
mod private;
pub(crate) mod rights;
pub(crate) mod sending;
mod state;
mod unread;
mod updates;
mod uploads;
mod users;

pub use control::{ChatRef, ControlError, NewMessage};
pub use hand::{ChannelSummary, DocumentSummary, MessageSummary};
pub(crate) use state::{AuthorizedCaller, World};
