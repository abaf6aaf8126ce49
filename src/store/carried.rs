//! What is not stored: values that callers carry, sealed with a key of their own. Every process with the same master key opens them.

use zeroize::Zeroizing;

use super::{Error, Store};

impl Store {
    /// Seals a value that leaves us and comes back. `kind` says what it is: as another kind it does not open.
    pub fn seal_carried(&self, kind: &'static str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        self.sealer.seal_carried(kind, plain)
    }

    /// Opens one. `None` for whatever was not sealed as that kind, with our master key, exactly as it is.
    pub fn unseal_carried(&self, kind: &'static str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        self.sealer.unseal_carried(kind, sealed)
    }
}
