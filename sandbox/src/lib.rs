//! A loopback Telegram: real MTProto 2.0, for trying, testing and measuring clients.

pub mod content;
mod counters;
pub mod faults;
pub mod keys;
mod link;
pub mod methods;
pub mod protocol;
pub mod rpc;
mod store;
pub mod world;

pub use counters::{Counters, MethodCounters};
pub use link::Link;

/// A running sandbox.
pub struct Sandbox {}
