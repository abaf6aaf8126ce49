//! What Telegram pushes, and the events made of it while somebody listens.
//!
//! Updates are numbered: one that does not follow the last one means that others were missed, and they are asked for. The account has one
//! [`sequence`], every channel another ([`channels`]); the [`handler`] turns their updates into events, the [`follow`]er runs them.

pub mod channels;
pub mod follow;
pub mod handler;
pub mod sequence;
