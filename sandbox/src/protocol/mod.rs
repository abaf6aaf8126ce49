//! The server's side of MTProto 2.0 over TCP.
//!
//! Bytes come up through [`transport`] (framing, perhaps under [`obfuscation`]) as packets. An unencrypted one is a step of the
//! [`exchange`] that makes an auth key. An encrypted one is opened by [`envelope`] and taken apart by [`message`]; [`dispatch`] checks it
//! against its [`session`] and answers what the protocol itself asks; everything else is a [`call`], unwrapped by [`wrapper`] and
//! answered by whoever implements [`Service`](crate::rpc::Service). Answers and updates go down through [`writer`].
//!
//! Everything that a peer can make grow has a limit that stands beside it as a constant. A peer's mistake ends at most its own
//! connection.

mod call;
mod clock;
mod connection;
mod dispatch;
mod envelope;
mod exchange;
mod hub;
mod line;
mod message;
mod nesting;
mod obfuscation;
mod random;
mod salt;
mod server;
mod session;
mod transport;
mod wire;
mod wrapper;
mod writer;

#[cfg(test)]
mod tests;

pub use server::Error;
pub(crate) use server::Shared;
pub use wire::DataCenter;
pub(crate) use wire::Wire;
