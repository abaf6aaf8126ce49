//! Whom Telegram's methods are addressed to: people, groups and channels, by every name that people and other programs use.
//!
//! A [`reference::ChatRef`] is what somebody wrote; [`known::Peers`] [resolves](resolve) it to the peer that methods take. The messages of a
//! chat are asked for by id in [`messages`]. What Telegram does not allow in a chat becomes a [`refusal`].

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
