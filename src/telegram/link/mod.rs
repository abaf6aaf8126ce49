//! One connection to one data centre, and what it needs: where the data centres of a [`server`] are and by which RSA key it is known, the auth
//! key that a [`handshake`] agrees on, and the [`session`] that keeps keys and addresses.
//!
//! Nothing here knows what is called; a [`connection::Connection`] carries serialized requests and answers.

pub mod application;
pub mod user;

pub mod packed;
pub mod session;

pub mod handshake;
pub mod server;

pub mod connection;
pub mod pushed;
