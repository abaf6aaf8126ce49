//! A loopback Telegram: real MTProto 2.0, for trying, testing and measuring clients.
//!
//! Bytes come in over `protocol`, which turns them into calls and answers into bytes; [`methods`] answers the calls on [`world`],
//! which keeps itself in `store` and is born with [`content`]. [`rpc`] is the seam between the two halves. [`Sandbox`] is the
//! handle of it all; `control` offers the same to other processes. Trouble comes from [`faults`], slowness from [`Link`], figures
//! from [`Counters`].

pub mod content;
mod control;
mod counters;
pub mod faults;
mod keys;
mod link;
pub mod methods;
mod options;
mod protocol;
pub mod rpc;
mod sandbox;
pub mod store;
pub mod world;

pub use counters::{Counters, MethodCounters};
pub use faults::{Effect, Fault};
pub use link::Link;
pub use options::Options;
pub use protocol::DataCenter;
pub use sandbox::{AccountError, Error, Sandbox};
pub use world::NewMessage;
