//! The server's side of MTProto 2.0 over TCP.
//!
//! Bytes arrive as packets of a [`transport`], perhaps under [`obfuscation`]. An unencrypted packet is a step of the key [`exchange`]. An encrypted one holds [messages](message) of a [`session`]:
//! [`dispatch`] checks them and answers service messages; everything else is a [`call`], answered by the [`Service`](crate::rpc::Service).
//! Results and updates go to the session's [`outbox`] and the [`writer`].
//!
//! From the top down: [`data_centers`] start a [`listener`] each, which [`serve`]s its connections; a connection has a [`reader`] with a
//! dispatcher, and a writer; the [`hub`] finds the sessions of all keys in use, whatever connection they are on.
//!
//! Whatever a client can make grow has a limit, a constant where it grows. A client's error ends at most its own connection.

// Bytes and packets.
mod detect;
mod obfuscation;
mod paced;
mod transport;

// Keys.
mod auth_key;
mod encryption;
mod exchange;
mod salt;

// Messages.
mod bad_msg;
mod message;
mod nesting;
mod wrapper;

// Sessions.
mod hub;
mod outbox;
mod session;
mod writer;

// Connections.
mod call;
mod connection;
mod data_centers;
mod dispatch;
mod listener;
mod reader;
mod serve;
mod shared;
mod shorten;

#[cfg(test)]
mod tests;

pub use data_centers::DataCenter;
pub(crate) use data_centers::DataCenters;
pub use listener::Error;
