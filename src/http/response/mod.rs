//! What is answered with bytes.
//!
//! [`file`](mod@file) answers with a file: sized, in parts, conditional; [`message_file`] describes a message's file for it. Below it: [`range`] and
//! [`conditional`] choose the answer, [`disposition`] and [`content_type`] its headers, `exact` keeps the promised length. [`archive`] sends several
//! files as one zip, [`gzip`](mod@gzip) makes texts smaller.

pub mod conditional;
pub mod content_type;
pub mod disposition;
mod exact;
pub mod file;
pub mod message_file;
pub mod range;

pub mod archive;
pub mod gzip;
