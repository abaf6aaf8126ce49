//! A message whose bytes come in turns.

use std::fmt;

use zeroize::optimization_barrier;

use super::block::Block;
use super::constants::INITIAL;

/// The SHA-256 of a message whose bytes come in turns, in step with messages that are there as a whole.
///
/// A long message is one chain, for which the processor waits. It has the time to hash others meanwhile:
///
/// ```
/// let mut whole = ige::Sha256::new();
/// let mut digests = [[0; 32]; 2];
/// whole.update_beside(&[b"one", b"two"], &[[&b"one"[..]], [b"two"]], &mut digests);
/// let [expected] = ige::sha256(&[[&b"onetwo"[..]]]);
/// assert_eq!(whole.finish(), expected);
/// ```
///
/// Wiped when it is dropped; does not print.
pub struct Sha256 {
    pub(super) state: [u32; 8],
    /// Bytes at the beginning of `block` that wait for others.
    pub(super) waiting: usize,
    pub(super) block: Block,
    /// Bytes taken.
    pub(super) length: u64,
}

impl Sha256 {
    /// Of no bytes yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { state: INITIAL, waiting: 0, block: [0; 64], length: 0 }
    }
}

impl Default for Sha256 {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sha256").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Drop for Sha256 {
    fn drop(&mut self) {
        self.state = [0; 8];
        self.block = [0; 64];
        optimization_barrier(self);
    }
}
