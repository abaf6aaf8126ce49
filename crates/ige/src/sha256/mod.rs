//! SHA-256 of several messages.
//!
//! Two of SHA-256's rounds take a processor's instruction four cycles, in which it could begin others, but they need what the two before
//! have given. [`group`] lets several messages advance in step, a [`Message`](message::Message) gives their blocks, and a
//! [`Backend`] has the instructions:
//!
//! * `portable`: the crate `sha2`, one message at a time.
//! * `shani`: x86-64 with SHA-NI, without or with the further registers of AVX-512.
//! * `armv8`: aarch64 with the cryptographic extension.

mod backend;
mod block;
mod constants;
mod group;
mod message;
mod portable;
mod running;

#[cfg(target_arch = "aarch64")]
mod armv8;
#[cfg(target_arch = "x86_64")]
mod shani;

pub use backend::Backend;
pub use running::Sha256;

/// The SHA-256 of each message; a message is the pieces that it consists of, one after the other.
///
/// ```
/// let (key, packets) = ([7; 32], [[1; 1000], [2; 1000]]);
/// let digests = ige::sha256(&packets.each_ref().map(|packet| [&key[..], &packet[..]]));
/// assert_ne!(digests[0], digests[1]);
/// ```
#[must_use]
pub fn sha256<'a, M: AsRef<[&'a [u8]]>, const N: usize>(messages: &[M; N]) -> [[u8; 32]; N] {
    let mut digests = [[0; 32]; N];
    sha256_into(messages, &mut digests);
    digests
}

/// As [`sha256`], for a number of messages that is not known beforehand.
///
/// # Panics
///
/// When there are more or fewer digests than messages.
pub fn sha256_into<'a, M: AsRef<[&'a [u8]]>>(messages: &[M], digests: &mut [[u8; 32]]) {
    Backend::best().digest(messages, digests);
}

impl Sha256 {
    /// Takes the pieces, one after the other, and hashes whole messages as [`sha256_into`] does.
    ///
    /// # Panics
    ///
    /// When there are more or fewer digests than messages.
    pub fn update_beside<'a, M: AsRef<[&'a [u8]]>>(
        &mut self,
        pieces: &[&[u8]],
        messages: &[M],
        digests: &mut [[u8; 32]],
    ) {
        Backend::best().update_beside(self, pieces, messages, digests);
    }

    /// The hash of all that was taken.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        Backend::best().finish(self)
    }
}
