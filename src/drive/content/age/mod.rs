//! The format of age (<https://age-encryption.org/v1>), with X25519 keys: what it takes to encrypt a stream of bytes, and to decrypt any range of it.
//!
//! A file is a textual [`header`] that wraps the file's key for its recipients, 16 bytes of nonce, and a [`payload`]: chunks of 64 KiB, each
//! authenticated by itself, the last one marked as such. So whoever has the header can read from the middle.
//!
//! | part | what it does |
//! |---|---|
//! | [`identity`] | keys: who can read ([`Identity`]), for whom to write ([`Recipient`]) |
//! | [`header`] | wraps and unwraps a file's key |
//! | [`payload`] | seals and opens chunks; their sizes |
//! | [`writer`] | [`Encryptor`]: plain bytes in, a file out |
//! | [`reader`] | [`Decrypted`]: the plain bytes of a file that is read asynchronously |
//!
//! Left out: passphrases, post-quantum and hardware keys, several recipients, ASCII armor. Files that others wrote with some of these are read where
//! one of their recipients is an X25519 key of ours. Why this is not the crate `age` is in decision 12.

pub mod header;
pub mod identity;
pub mod payload;
pub mod reader;
pub mod writer;

mod error;

#[cfg(test)]
mod tests;

pub use error::Error;
pub use identity::{Identity, Recipient};
pub use reader::Decrypted;
pub use writer::Encryptor;
