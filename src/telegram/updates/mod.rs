//! Following Telegram's updates, and turning them into events, while events have a receiver (<https://core.telegram.org/api/updates>).
//!
//! Updates are numbered. A gap in the numbers means that updates were missed, and the difference is fetched. The account has one
//! [`sequence`], and every channel one of its own ([`channels`]). [`follow`] runs a task that receives the updates; the [`handler`] turns them into events.

pub mod channels;
pub mod follow;
pub mod handler;
pub mod sequence;
