//! Keys for other uses, derived from the master key. They are not stored.

use zeroize::Zeroizing;

use super::Store;

impl Store {
    /// The key for one purpose: 256 bits, the same in every process with the same master key, and of no use for finding the master key or the key for
    /// another purpose.
    pub fn derive_key(&self, purpose: &'static str) -> Zeroizing<[u8; 32]> {
        self.context.sealer.derive_key(purpose)
    }
}
