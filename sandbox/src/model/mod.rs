//! What the world consists of: accounts, authorizations, messages, histories, files, channels, events. Each type with its own rules, and
//! none that knows the world.
//!
//! Most messages are not stored as such. A [`collection`] is content with ids; [`computed`] makes messages of it, and a [`fill`] of what a test
//! gave it; a [`history`] adds those that were sent, and [`search`] selects from it.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod authorization;
pub(crate) mod channel;
pub(crate) mod channel_state;
pub(crate) mod collection;
mod computed;
pub(crate) mod dialog;
pub(crate) mod events;
pub(crate) mod file;
pub(crate) mod fill;
pub(crate) mod history;
pub(crate) mod login_token;
pub(crate) mod message;
pub(crate) mod message_log;
pub(crate) mod password;
pub(crate) mod peer_id;
pub(crate) mod phone;
pub(crate) mod search;
pub(crate) mod upload;
