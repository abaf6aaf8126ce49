//! Responses with bytes.
//!
//! [`file`](mod@file) responds with a file: sized, in ranges, conditional; [`message_file`] describes a message's file for it. It uses [`range`] and
//! [`conditional`] to choose the response, [`disposition`] and [`content_type`] for headers, and `exact` to enforce the length. [`archive`] sends
//! several files as one zip, [`gzip`](mod@gzip) compresses texts.

pub mod conditional;
pub mod content_type;
pub mod disposition;
mod exact;
pub mod file;
pub mod message_file;
pub mod range;
pub mod sent_code;

pub mod archive;
pub mod gzip;
