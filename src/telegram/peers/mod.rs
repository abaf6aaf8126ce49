//! Peers: the people, groups and channels that Telegram's methods are addressed to.
//!
//! Users name a chat by a [`reference::ChatRef`]; [`known::Peers`] [resolves](resolve) it to the peer that methods take. [`messages`] fetches messages
//! of a chat by their ids. [`refusal`] converts the RPC errors of methods that concern a chat.

pub mod input;
pub mod names;
pub mod party;
pub mod person;
pub mod reference;
pub mod refusal;

pub mod contacts;
pub mod dialogs;
pub mod known;
pub mod messages;
pub mod resolve;
