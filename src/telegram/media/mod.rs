//! The media of messages: lists and calendars of Saved Messages, the files of messages, and posting files.
//!
//! [`library::Library`] caches messages with media. [`list`] and [`calendar`] fill it, [`message_bytes`] reads bytes and thumbnails through it, [`edit`]
//! and [`send`] change messages. [`parse`] converts Telegram's messages into [`item::Media`].

pub mod event;
pub mod extension;
pub mod item;
pub mod located;
pub mod parse;
pub mod query;

pub mod calendar_cache;
pub mod filters;
pub mod library;
pub mod prefetch_queue;

pub mod calendar;
pub mod edit;
pub mod list;
pub mod message_bytes;
pub mod message_file;
pub mod prefetch;

pub mod post;
pub mod prepare;
pub mod send;
