//! What the sandbox's accounts have in their Saved Messages: pictures, films, sound, files and words, all of our own making.
//!
//! [`item`] is one message's worth of content; [`source`] is where its bytes come from (embedded, or computed from their offset, so that
//! gigabytes cost nothing); [`caption`] turns a little markup into Telegram's text entities; [`photos`], [`media`] and [`mod@demo`] are the demo
//! account's collection; [`chats`] is who and what is in groups and channels; [`mod@endless`] makes up any of 100,000 messages from its index.
//!
//! Nothing here knows accounts, message ids or the protocol: [`crate::world`] gives content an owner, a date and an access hash.
//! The pictures in `assets/photos` are drawn by `examples/draw`, the films and sounds in `assets/media` by `assets/make-media.sh`.

pub mod caption;
pub mod chats;
mod demo;
mod endless;
mod item;
mod media;
mod photos;
mod source;

pub use demo::demo;
pub use endless::{ENDLESS, endless, endless_age, endless_kind};
pub use item::{Item, Kind};
pub use source::{Source, computed, ramp};
