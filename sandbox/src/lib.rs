//! A loopback Telegram: real MTProto 2.0, for trying, testing and measuring clients.

pub mod content;
pub mod rpc;

/// A running sandbox.
pub struct Sandbox {}
