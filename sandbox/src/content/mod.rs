//! The demo content: photos, videos, audio, files and texts, all made for this project.
//!
//! An [`item`] is the content of one message; its [`bytes`] are embedded in the program, or computed from their offset, so that gigabytes
//! cost nothing. [`photos`], [`media`] and [`mod@demo`] are the demo account's Saved Messages, with formatting by [`caption`];
//! [`mod@endless`] generates any of 100,000 messages from its index. [`chats`] are the people, groups and channels. [`filled`] are messages
//! with which tests fill a channel.
//!
//! Nothing here knows accounts, message ids or the protocol: [`crate::model`] and [`crate::world`] add owners, dates and access hashes.
//! `examples/draw` draws the photos in `assets/photos`; `assets/make-media.sh` makes the videos and audio files in `assets/media`.

mod bytes;
pub mod caption;
pub mod chats;
mod demo;
mod endless;
mod filled;
mod item;
mod media;
mod photos;

pub use bytes::{ContentBytes, ramp};
pub use demo::demo;
pub use endless::{ENDLESS, endless, endless_age, endless_kind};
pub use filled::{FilledDocument, FilledMessage};
pub use item::{ContentKind, Item};
