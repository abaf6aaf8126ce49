//! Media: what a message holds, lists and calendars of Saved Messages, where a message's file is, and posting files.
//!
//! [`library::Library`] remembers what Telegram said of messages. [`list`] and [`calendar`] fill it, [`message_bytes`] reads bytes and thumbnails
//! through it, [`edit`] and [`send`] change what is there. [`parse`] turns Telegram's messages into our [`item::Media`].

pub mod event;
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
