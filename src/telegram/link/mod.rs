//! One [`connection`] to one data centre, and what it needs: the [`server`] (its data centres' addresses and its RSA key), the [`handshake`] that
//! creates an auth key in a Diffie-Hellman group that is [checked](dh_prime), and the [`session`] that stores auth keys and addresses.
//!
//! This layer does not know which methods are called: a [`connection::Connection`] carries serialized requests and answers.

pub mod application;
pub mod user;

pub mod packed;
pub mod session;

pub mod dh_prime;
pub mod handshake;
pub mod server;

pub mod connection;
pub mod connection_task;
pub mod failure;
pub mod initialization;
pub mod packet_cipher;
pub mod packets;
pub mod pushed;
pub mod setup;
pub mod usage;
