//! Making the database again from the channel alone.
//!
//! Every message with a manifest is read, a hundred a call. Of each file the highest complete content is the newest one, lower ones are versions, and
//! contents that lack a segment are told and left out. Two contents may have the same number, where an upload broke off between its last message and
//! its row, and another one followed: both are kept, in the order of their messages. A file has the name and folder that it was given last, by
//! whichever of its contents says so. What has lost its folder, because that message is gone or because folders are in each
//! other, is in `Recovered`. Passwords, shares and the audit are not at Telegram: an operator sets passwords anew.
//!
//! | part | what it does |
//! |---|---|
//! | [`collected`] | what the messages say |
//! | [`entry`] | a folder or file that has no place yet |
//! | [`rebuilt`] | the options, and what is told at the end |
//! | [`rows`] | the rows that are made of it |
//! | [`rebuilding`] | reads the messages, and writes the rows |

mod collected;
mod entry;
mod rebuilt;
mod rows;

mod rebuilding;

pub use rebuilt::{RebuildOptions, Rebuilt};
