//! WebSockets (RFC 6455) on Rocket's upgraded connections: the [`handshake`], the [`connection`] with its queues and time limits, and how it is
//! closed ([`close`]).
//!
//! Frames are tungstenite's work, on Rocket's own hook for upgrades. `rocket_ws` is left out: it brings a tungstenite of years ago, takes any
//! key and any origin, answers nothing to what is too big, and leaves the line without a word when the server stops.

mod close;
mod connection;
mod handshake;
mod strict;

pub use close::Close;
pub use connection::{Gone, Inbox, Outbox, run};
pub use handshake::{Handshake, Refused};
