//! What the connections of an account have in common.

use std::sync::Arc;
use std::time::Duration;

use super::application::Application;
use super::packet_cipher::PacketCipher;
use super::session::Session;

/// What the connections of an account have in common.
pub struct Setup {
    /// The addresses, auth keys and salts of the data centres.
    pub session: Arc<Session>,
    /// The application that is told to the server.
    pub application: Arc<Application>,
    /// Encrypts and decrypts their packets.
    pub cipher: PacketCipher,
    /// A connection without requests is closed after this time.
    pub idle_limit: Duration,
}
