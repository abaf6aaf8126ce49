//! WebSockets (RFC 6455) on Rocket's upgraded connections: the [`handshake`], the [`connection`] with its queues and time limits, and the frames that
//! [`close`] it.
//!
//! tungstenite reads and writes the frames. `rocket_ws` is not used: it has an old version of tungstenite, accepts any key and any origin, sends no
//! close frame for a message that is too big, and disconnects without one when the server stops.

mod close;
mod connection;
mod handshake;
mod strict;

pub use close::Close;
pub use connection::{Disconnected, Inbox, Outbox, run};
pub use handshake::{Handshake, HandshakeError};
